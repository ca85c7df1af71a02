import { describe, expect, it } from 'vitest';
import { auditFiles, auditSources } from './support.js';

const TRAIN = `from sklearn.linear_model import LogisticRegression
import mlflow

def main():
    with mlflow.start_run():
        model = LogisticRegression().fit([[0], [1]], [0, 1])
        mlflow.log_metric("accuracy", 0.9)

if __name__ == "__main__":
    main()
`;

describe('Jenkins', () => {
  it('follows the stages of a declarative pipeline to what they run', async () => {
    const { components, relations, criteria } = await auditFiles({
      Jenkinsfile: `@Library('shared') _
pipeline {
  agent any
  triggers { cron('H 3 * * *') }
  environment { IMAGE = "registry.example/churn:\${env.BUILD_NUMBER}" }
  stages {
    stage('Test') { steps { sh 'pytest unit' } }
    stage('Train') {
      steps {
        dir('ml') {
          sh '''
            pip install -r requirements.txt
            python train.py --data data.csv
          '''
        }
      }
    }
    stage('Image') {
      steps {
        script {
          def app = docker.build("\${IMAGE}", '-f docker/Dockerfile .')
          docker.withRegistry('https://registry.example', 'robot') { app.push() }
        }
      }
    }
    // stage('Old') { steps { sh 'python old.py' } }
  }
  post { failure { slackSend channel: '#ml', message: 'failed' } }
}
`,
      'ml/train.py': TRAIN,
      'ml/requirements.txt': 'mlflow\n',
      'docker/Dockerfile': 'FROM python:3.12\nCOPY serve.py .\nCMD ["python", "serve.py"]\n',
      'serve.py':
        'import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load("m.pkl")\n\n@app.post("/predict")\ndef predict(x: float):\n    return model.predict([[x]])\n',
      'old.py': 'import xgboost\nxgboost.XGBClassifier().fit([[0]], [0])\n',
    });
    expect(components).toEqual([
      'artifact-registry docker',
      'ci-cd jenkins',
      'ml-metadata-store mlflow',
      'model-serving fastapi',
      'scheduler jenkins',
      'training-pipeline scikit-learn ml/train.py',
      'training-pipeline xgboost old.py',
    ]);
    expect(relations).toEqual([
      'ci-cd jenkins --builds-> model-serving fastapi',
      'ci-cd jenkins --logs-to-> ml-metadata-store mlflow',
      'ci-cd jenkins --publishes-to-> artifact-registry docker',
      'ci-cd jenkins --triggers-> training-pipeline scikit-learn ml/train.py',
      'scheduler jenkins --triggers-> ci-cd jenkins',
      'scheduler jenkins --triggers-> training-pipeline scikit-learn ml/train.py',
      'training-pipeline scikit-learn ml/train.py --logs-to-> ml-metadata-store mlflow',
    ]);
    expect(criteria).toContain('G1.12');
  });

  it('reads scripted pipelines, functions and Windows shells', async () => {
    const { relations } = await auditFiles({
      'ci/train.jenkinsfile': `def run(cmd) { bat cmd }
def train() {
  def status = bat returnStatus: true, script: "python src\\\\train.py"
}
node('windows') {
  checkout scm
  stage('Train') { train() }
  stage('Never') { if (false) { bat 'python src\\\\other.py' } }
}
`,
      'src/train.py': TRAIN,
      'src/other.py': TRAIN,
    });
    expect(relations.filter((relation) => relation.includes('--triggers->'))).toEqual([
      'ci-cd jenkins --triggers-> training-pipeline scikit-learn src/train.py',
    ]);
  });

  it('stops at a metric: that is a gate', async () => {
    const gate = (body: string): string => `pipeline { agent any
  stages { stage('Train') { steps { sh 'python train.py' ; script {
    def accuracy = readFile('accuracy.txt').toFloat()
    if (accuracy < 0.8) { ${body} }
  } } }
  stage('Deploy') { steps { sh 'kubectl apply -f k8s/' } } } }
`;
    const stopping = await auditFiles({ Jenkinsfile: gate('error "too low"'), 'train.py': TRAIN });
    const printing = await auditFiles({ Jenkinsfile: gate('echo "too low"'), 'train.py': TRAIN });
    const gates = (components: string[]): string[] => components.filter((c) => c.startsWith('model-validation'));
    expect(gates(stopping.components)).toHaveLength(1);
    expect(gates(printing.components)).toEqual([]);
  });

  it('starts jobs and steps of other repositories', async () => {
    const { relations } = await auditSources({
      'churn-training': {
        Jenkinsfile: `@Library('ml-steps') _
pipeline { agent any
  stages {
    stage('Train') { steps { trainModel('churn') } }
    stage('Release') { steps { build job: 'ml/churn-serving/main', wait: false } }
  }
}
`,
      },
      'churn-serving': { Jenkinsfile: `pipeline { agent any\n stages { stage('b') { steps { sh 'make all' } } } }\n` },
      'ml-steps': {
        'vars/trainModel.groovy': `def call(String name) {\n  sh "python jobs/train.py --name \${name}"\n}\n`,
        'jobs/train.py': TRAIN,
      },
    });
    // The step of the library is started by the one pipeline, and starts the training itself as well.
    expect(relations.filter((relation) => relation.includes('--triggers->'))).toEqual([
      'ci-cd jenkins --triggers-> ci-cd jenkins',
      'ci-cd jenkins --triggers-> ci-cd jenkins',
      'ci-cd jenkins --triggers-> training-pipeline scikit-learn jobs/train.py',
      'ci-cd jenkins --triggers-> training-pipeline scikit-learn jobs/train.py',
    ]);
  });

  it.each([
    ['churn-serving', 'ml/churn-serving/main', 1],
    ['churn-serving', 'ml/churn-scoring/main', 0],
    ['serving', 'serving', 0],
  ])('knows the job of the repository %s by its name: %s', async (source, job, found) => {
    const starts = `pipeline { agent any\n stages { stage('b') { steps { build job: '${job}' } } } }\n`;
    const builds = `pipeline { agent any\n stages { stage('b') { steps { sh 'make all' } } } }\n`;
    const { relations } = await auditSources({
      'churn-training': { Jenkinsfile: starts },
      [source]: { Jenkinsfile: builds },
    });
    expect(relations).toHaveLength(found);
  });

  it('is not in force where nothing is done or a stage is switched off', async () => {
    const echo = await auditFiles({
      Jenkinsfile: "pipeline { agent any\n stages { stage('a') { steps { echo 'hi' } } } }",
    });
    expect(echo.components).toEqual(['ci-cd jenkins (declared: echo-only)']);
    const off = await auditFiles({
      Jenkinsfile: `pipeline { agent any
 stages {
  stage('a') { steps { sh 'make test' } }
  stage('b') { when { expression { return false } } steps { sh 'python train.py' } }
 } }`,
      'train.py': TRAIN,
    });
    expect(off.relations.filter((relation) => relation.includes('ci-cd') && !relation.includes('declared'))).toEqual(
      [],
    );
    const other = await auditFiles({ 'build.groovy': 'def x = [1, 2]\nprintln x.sum()\n' });
    expect(other.components).toEqual([]);
  });

  it('knows jobs that the Job DSL defines', async () => {
    const { components, relations } = await auditFiles({
      'jobs/seed.groovy': `pipelineJob('nightly-train') {
  triggers { cron('@daily') }
  definition { cpsScm { scriptPath('ci/Jenkinsfile.train') } }
}
`,
      'ci/Jenkinsfile.train': "node { stage('Train') { sh 'python train.py' } }\n",
      'train.py': TRAIN,
    });
    expect(components).toContain('scheduler jenkins');
    expect(relations).toEqual([
      'ci-cd jenkins --logs-to-> ml-metadata-store mlflow',
      'ci-cd jenkins --triggers-> training-pipeline scikit-learn train.py',
      'scheduler jenkins --triggers-> ci-cd jenkins',
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store mlflow',
    ]);
  });

  it.each([
    ['that training is put into builds it, on an image of notebooks too', 'COPY fit.py fit.py', true],
    ['without it does not', 'COPY notes.txt notes.txt', false],
  ])('an image %s', async (_, copies, builds) => {
    const { relations } = await auditFiles({
      Jenkinsfile:
        "pipeline { agent any; stages { stage('Image') { steps { script { image = docker.build 'acme/fit:1' } } } } }\n",
      Dockerfile: `FROM jupyter/scipy-notebook\n${copies}\n`,
      'fit.py': TRAIN,
      'notes.txt': 'none\n',
    });
    expect(relations.includes('ci-cd jenkins --builds-> training-pipeline scikit-learn fit.py')).toBe(builds);
  });
});
