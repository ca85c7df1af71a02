/**
 * Scripts that build several images on one line, in a function or in a loop, or push one to several registries: who runs one of
 * the images runs what that round built it from, out of the registry of that round.
 */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const job = (name: string): string => `apiVersion: batch/v1
kind: Job
metadata: { name: ${name} }
spec:
  template:
    spec:
      containers:
        - { name: main, image: 'acme/${name}:latest' }
`;
const image = (directory: string, program: string): string =>
  `FROM python:3.12\nWORKDIR /app\nCOPY ${directory} /app\nCMD ["python", "${program}"]\n`;

const TRAINING: Files = {
  'training/Dockerfile': image('training', 'train.py'),
  'training/train.py': `import mlflow
from sklearn.linear_model import LogisticRegression

mlflow.set_tracking_uri("http://mlflow:5000")
with mlflow.start_run():
    model = LogisticRegression()
    model.fit(X, y)
    mlflow.log_metric("auc", 0.9)
`,
};
const CONSUMER: Files = {
  'consumer/Dockerfile': image('consumer', 'consume.py'),
  'consumer/consume.py': `import boto3

s3 = boto3.client("s3")
s3.upload_file("events.parquet", "acme-events", "events.parquet")
`,
};

const inFunction = (...names: string[]): string => `build() {
  local name=$1
  docker build -t "acme/\${name}:latest" -f "\${name}/Dockerfile" .
}
${names.map((name) => `build ${name}`).join('\n')}
`;
const inLoop = (...names: string[]): string => `for name in ${names.join(' ')}; do
  docker build -t "acme/$name:latest" -f "$name/Dockerfile" .
done
`;
const renamed = (...names: string[]): string => `for name in ${names.join(' ')}; do
  docker build -t "$name" -f "$name/Dockerfile" .
done
for name in ${names.join(' ')}; do
  docker tag "$name" "acme/$name:latest"
done
`;

const STORE = 'model-training-infrastructure kubernetes --writes-to-> data-store amazon-s3';
const RUNS = 'training-pipeline scikit-learn training/train.py --runs-on-> model-training-infrastructure kubernetes';

const run = async (script: string, ...jobs: string[]): Promise<string[]> => {
  const manifests = Object.fromEntries(jobs.map((name) => [`k8s/${name}.yaml`, job(name)]));
  const { relations } = await auditFiles({ ...TRAINING, ...CONSUMER, ...manifests, 'build.sh': script });
  return relations;
};

describe('images that one line of a script builds', () => {
  it.each([
    ['a function for each call', inFunction('training', 'consumer')],
    ['a function, whatever the order', inFunction('consumer', 'training')],
    ['a loop for each word', inLoop('consumer', 'training')],
    ['loops that build first and name then', renamed('consumer', 'training')],
  ])('are made of their own directories: %s', async (_, script) => {
    const relations = await run(script, 'training');
    expect(relations).toContain(RUNS);
    expect(relations.filter((line) => line.includes('amazon-s3'))).toEqual([]);
  });

  it('are not confused where the other one is run', async () => {
    const relations = await run(inFunction('training', 'consumer'), 'consumer');
    expect(relations.filter((line) => line.includes('--runs-on->'))).toEqual([]);
    expect(relations.filter((line) => line.includes(STORE))).toEqual([]);
  });

  it('hold all that one command puts into one image', async () => {
    const script = 'docker build -t acme/training:latest -t acme/consumer:latest -f training/Dockerfile .\n';
    expect(await run(script, 'consumer')).toContain(RUNS);
  });
});

describe('registries to which one line of a script pushes', () => {
  const PUSH = `docker build -t training -f training/Dockerfile .
for registry in acme gcr.io/acme-prod; do
  docker tag training $registry/training:latest
  docker push $registry/training:latest
done
`;
  const GOOGLE = 'model-training-infrastructure kubernetes --reads-from-> artifact-registry google-artifact-registry';
  const pulled = async (script: string, registry: string): Promise<string[]> => {
    const manifest = job('training').replace('acme/', `${registry}/`);
    const { relations } = await auditFiles({ ...TRAINING, 'k8s/training.yaml': manifest, 'push.sh': script });
    return relations.filter((line) => line.includes('--reads-from-> artifact-registry'));
  };

  it('are told apart by the name that is pulled', async () => {
    expect(await pulled(PUSH, 'gcr.io/acme-prod')).toEqual([GOOGLE]);
    expect(await pulled(PUSH, 'acme')).toEqual([GOOGLE.replace('google-artifact-registry', 'docker')]);
  });

  it('are the one that the script signs in to, where no round names one', async () => {
    const script = `gcloud auth configure-docker
for name in training consumer; do
  docker build -t "$REGISTRY/$name:latest" -f "$name/Dockerfile" .
  docker push "$REGISTRY/$name:latest"
done
`;
    expect(await pulled(script, 'acme')).toEqual([GOOGLE]);
  });
});
