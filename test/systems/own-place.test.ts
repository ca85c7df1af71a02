/** Paths that a program counts from where its own file lies, kept in constants and joined further. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = 'import joblib\nfrom sklearn.svm import SVC\njoblib.dump(SVC().fit([[1]], [1]), "model.pkl")\n';

describe('a path from the place of the own file', () => {
  it.each([
    ['os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))', 'os.path.join(ROOT, "jobs/train.py")'],
    ['os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")', 'os.path.join(ROOT, "jobs", "train.py")'],
    ['os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))', 'f"{ROOT}/jobs/train.py"'],
    ['os.path.dirname(__file__) + "/../.."', 'ROOT + "/jobs/train.py"'],
    ['pathlib.Path(__file__).resolve().parents[2]', 'ROOT / "jobs" / "train.py"'],
  ])('is followed through a constant: %s', async (root, path) => {
    const { relations } = await auditFiles({
      // The other one of that name is nearer.
      'tools/ci/jobs/train.py': 'print("not this one")\n',
      'jobs/train.py': TRAIN,
      'tools/ci/run.py': `import os\nimport pathlib\nimport runpy\n\nROOT = ${root}\n\nrunpy.run_path(${path})\n`,
      '.github/workflows/train.yml':
        'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python tools/ci/run.py\n',
    });
    expect(relations).toContain('ci-cd github-actions --triggers-> training-pipeline scikit-learn jobs/train.py');
  });
});

describe('an image that a CDK program builds of its repository', () => {
  const stack = (image: string): string => `import os
from aws_cdk import App, Stack, aws_batch as batch, aws_apprunner as apprunner, aws_ecs as ecs
from aws_cdk.aws_ecr_assets import DockerImageAsset

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

class Risk(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        image = DockerImageAsset(self, "Image", directory=ROOT, file="docker/${image}")
        container = batch.EcsEc2ContainerDefinition(self, "Container", image=ecs.ContainerImage.from_docker_image_asset(image), cpu=4)
        batch.EcsJobDefinition(self, "Job", container=container)
        apprunner.CfnService(self, "Service", source_configuration=apprunner.CfnService.SourceConfigurationProperty(
            image_repository=apprunner.CfnService.ImageRepositoryProperty(
                image_identifier=image.image_uri, image_repository_type="ECR")))

app = App()
Risk(app, "risk")
app.synth()
`;
  const audit = (image: string) =>
    auditFiles({
      'infra/stacks/app.py': stack(image),
      'infra/cdk.json': '{"app": "python3 stacks/app.py"}',
      'docker/train.Dockerfile': 'FROM python:3.12\nCOPY . .\nENTRYPOINT ["python", "train.py"]\n',
      'docker/api.Dockerfile': 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "api:app"]\n',
      'train.py': TRAIN,
      'api.py': 'import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load("model.pkl")\n',
    });

  it('runs the training as a job', async () => {
    const { relations } = await audit('train.Dockerfile');
    expect(relations).toContain(
      'training-pipeline scikit-learn train.py --runs-on-> model-training-infrastructure aws-batch',
    );
    expect(relations.filter((one) => one.startsWith('model-serving'))).toEqual([]);
  });

  it('runs the service', async () => {
    const { relations } = await audit('api.Dockerfile');
    expect(relations).toContain('model-serving fastapi --runs-on-> infrastructure aws-app-runner');
    expect(relations.filter((one) => one.includes('training-pipeline'))).toEqual([]);
  });
});
