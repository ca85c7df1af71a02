import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAINER = `import mlflow
from sklearn.linear_model import LogisticRegression
from zenml import step

@step(experiment_tracker="mlflow_tracker")
def train_model(frame):
    mlflow.sklearn.autolog()
    return LogisticRegression().fit(frame, frame)
`;

const EVALUATOR = `from sklearn.metrics import accuracy_score
from zenml import step

@step
def evaluate(model, frame) -> bool:
    accuracy = accuracy_score(frame, model.predict(frame))
    return accuracy > 0.9
`;

const PIPELINE = `from zenml import pipeline
from zenml.integrations.mlflow.steps import mlflow_model_deployer_step
from steps.trainer import train_model
from steps.evaluator import evaluate

@pipeline(name="churn")
def churn_pipeline(path: str):
    model = train_model(path)
    decision = evaluate(model, path)
    mlflow_model_deployer_step(model=model, deploy_decision=decision)
`;

const RUN = `from zenml.config.schedule import Schedule
from pipelines.churn import churn_pipeline

if __name__ == "__main__":
    scheduled = churn_pipeline.with_options(schedule=Schedule(cron_expression="0 4 * * *"))
    scheduled(path="data.csv")
`;

const PROJECT = {
  'steps/trainer.py': TRAINER,
  'steps/evaluator.py': EVALUATOR,
  'pipelines/churn.py': PIPELINE,
  'run.py': RUN,
};

describe('ZenML', () => {
  it('follows a pipeline into the steps of other files and tells the decision that gates the deployment', async () => {
    const { components, relations, criteria } = await auditFiles(PROJECT);
    expect(components).toEqual([
      'ml-metadata-store mlflow',
      'model-serving zenml',
      'model-validation custom-code',
      'scheduler zenml',
      'training-pipeline scikit-learn steps/trainer.py',
      'workflow-orchestration zenml churn',
    ]);
    expect(relations).toEqual([
      'model-validation custom-code --validates-> training-pipeline scikit-learn steps/trainer.py',
      'scheduler zenml --triggers-> training-pipeline scikit-learn steps/trainer.py',
      'scheduler zenml --triggers-> workflow-orchestration zenml churn',
      'training-pipeline scikit-learn steps/trainer.py --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration zenml churn --deploys-> model-serving zenml',
      'workflow-orchestration zenml churn --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration zenml churn --orchestrates-> model-validation custom-code',
      'workflow-orchestration zenml churn --orchestrates-> training-pipeline scikit-learn steps/trainer.py',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.11', 'G1.12']));
  });

  it('takes a decision that is always the same for none', async () => {
    const evaluator = EVALUATOR.replace('return accuracy > 0.9', 'print(accuracy)\n    return True');
    const { components, criteria } = await auditFiles({ ...PROJECT, 'steps/evaluator.py': evaluator });
    expect(components).not.toContain('model-validation custom-code');
    expect(criteria).not.toContain('G1.8');
  });

  it.each([
    'training_pipeline(trainer=train_model()).run()',
    'made = training_pipeline(train_model())\n    made.run()',
  ])('finds the steps of a pipeline whose parameters are filled in by another program: %s', async (run) => {
    const { relations } = await auditFiles({
      'steps/trainer.py': TRAINER.replace('from zenml import', 'from zenml.steps import'),
      'pipelines/training_pipeline.py': `from zenml.pipelines import pipeline

@pipeline(enable_cache=False)
def training_pipeline(trainer):
    model = trainer()
`,
      'run.py': `from pipelines.training_pipeline import training_pipeline
from steps.trainer import train_model

def main():
    ${run}

if __name__ == "__main__":
    main()
`,
    });
    expect(relations).toEqual([
      'training-pipeline scikit-learn steps/trainer.py --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration zenml training_pipeline --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration zenml training_pipeline --orchestrates-> training-pipeline scikit-learn steps/trainer.py',
    ]);
  });

  it('keeps the model that the pipeline names, and is delivered as a snapshot whatever names it', async () => {
    const files = (call: string): Record<string, string> => ({
      'steps/trainer.py': TRAINER,
      'pipelines/churn.py': `from zenml import Model, pipeline
from settings import settings
from steps.trainer import train_model

@pipeline(name=settings.pipeline.name, model=Model(name="churn"))
def churn_pipeline(path: str):
    train_model(path)
`,
      'build.py': `from zenml.client import Client
from pipelines.churn import churn_pipeline

def main():
    churn_pipeline.with_options(config_path="prod.yaml").${call}

if __name__ == "__main__":
    main()
`,
      '.github/workflows/cd.yml':
        'on: { push: { branches: [main] } }\njobs:\n  cd:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: python build.py\n',
    });
    const delivered = await auditFiles(files('create_snapshot(name="churn")'));
    expect(delivered.relations).toEqual(
      expect.arrayContaining([
        'ci-cd github-actions --builds-> workflow-orchestration zenml',
        'ci-cd github-actions --deploys-> workflow-orchestration zenml',
        'workflow-orchestration zenml --registers-in-> model-registry zenml',
      ]),
    );
    expect(delivered.criteria).toEqual(expect.arrayContaining(['G2.s2', 'G2.s3']));
    const run = await auditFiles(files('run()'));
    expect(run.criteria).not.toContain('G2.s3');
  });

  it('does not count a pipeline that nothing calls', async () => {
    const { components } = await auditFiles({ 'steps/trainer.py': TRAINER, 'pipelines/churn.py': PIPELINE });
    expect(components).toContain('workflow-orchestration zenml churn (declared: uncalled)');
  });

  it('serves the version of a stage in batches, and takes parts of a stack for what they are', async () => {
    const files = (version: string): Record<string, string> => ({
      'pipelines/score.py': `from zenml import Model, get_step_context, pipeline, step

@step
def score(frame):
    classifier = get_step_context().model.load_artifact("classifier")
    return classifier.predict(frame)

@pipeline(model=Model(name="churn", version=${version}))
def scoring():
    score("frame")
`,
      'run.py': 'from pipelines.score import scoring\n\nif __name__ == "__main__":\n    scoring()\n',
      'stack.tf': ['artifact_store', 'container_registry', 'orchestrator', 'experiment_tracker']
        .map((type) => `resource "zenml_stack_component" "${type}" {\n  name = "our-${type}"\n  type = "${type}"\n}\n`)
        .join(''),
    });
    const { components, relations } = await auditFiles(files('"production"'));
    expect(components).toEqual([
      'ml-metadata-store zenml',
      'model-registry zenml',
      'model-serving batch-job',
      'workflow-orchestration zenml our-orchestrator',
      'workflow-orchestration zenml scoring',
    ]);
    expect(relations).toEqual([
      'model-serving batch-job --loads-from-> model-registry zenml',
      'workflow-orchestration zenml scoring --loads-from-> model-registry zenml',
      'workflow-orchestration zenml scoring --orchestrates-> model-serving batch-job',
    ]);
    const made = await auditFiles(files('"2024-07"'));
    expect(made.relations).toContain('workflow-orchestration zenml scoring --registers-in-> model-registry zenml');
  });
});

describe('a server of ZenML', () => {
  it('is an engine: who installs it delivers no pipeline', async () => {
    const { relations, criteria } = await auditFiles({
      Makefile:
        'login:\n\tzenml login https://zenml.acme.example\nstack:\n\tzenml orchestrator register k8s --flavor=kubernetes\n',
      'apps/zenml.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: zenml }
spec:
  destination: { namespace: zenml, server: https://kubernetes.default.svc }
  source: { repoURL: "oci://public.ecr.aws/zenml", chart: zenml, targetRevision: 0.84.3 }
`,
    });
    expect(relations).toEqual(['ci-cd argo-cd --deploys-> workflow-orchestration zenml']);
    expect(criteria.filter((id) => id === 'G2.s3')).toEqual([]);
  });
});
