import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Metaflow', () => {
  it('runs the steps that next leads to, on pods and on a schedule', async () => {
    const { components, relations } = await auditFiles({
      'flow.py': `from metaflow import FlowSpec, kubernetes, schedule, step
from sklearn.svm import SVC

@schedule(daily=True)
class Training(FlowSpec):
    @step
    def start(self):
        self.next(self.train)

    @kubernetes(image="acme/train:1", gpu=1)
    @step
    def train(self):
        self.model = SVC().fit([[0], [1]], [0, 1])
        self.next(self.end)

    @step
    def end(self):
        pass

    @step
    def forgotten(self):
        import mlflow
        mlflow.register_model("runs:/1/model", "churn")

if __name__ == "__main__":
    Training()
`,
      '.gitlab-ci.yml': `deploy:
  script:
    - python flow.py argo-workflows create
`,
    });
    expect(components).toEqual([
      'ci-cd gitlab-ci',
      'ml-metadata-store mlflow (declared: import-only)',
      'model-registry mlflow (declared: not-included)',
      'model-training-infrastructure metaflow',
      'scheduler metaflow',
      'source-repository gitlab',
      'training-pipeline scikit-learn flow.py',
      'workflow-orchestration metaflow Training',
    ]);
    expect(relations).toEqual([
      'ci-cd gitlab-ci --registers-in-> model-registry mlflow (declared)',
      'ci-cd gitlab-ci --triggers-> training-pipeline scikit-learn flow.py',
      'ci-cd gitlab-ci --triggers-> workflow-orchestration metaflow Training',
      'scheduler metaflow --triggers-> training-pipeline scikit-learn flow.py',
      'scheduler metaflow --triggers-> workflow-orchestration metaflow Training',
      'workflow-orchestration metaflow Training --orchestrates-> training-pipeline scikit-learn flow.py',
      'workflow-orchestration metaflow Training --runs-on-> model-training-infrastructure metaflow',
    ]);
  });

  it.each([
    ['keeps a model', 'self.naive_model = self.rows.copy()', true],
    ['keeps something else', 'self.rows_seen = len(self.rows)', false],
  ])('trains in a step that is named for it and %s', async (_, body, trains) => {
    const { criteria } = await auditFiles({
      'flow.py': `from metaflow import FlowSpec, step

class Forecast(FlowSpec):
    @step
    def start(self):
        self.next(self.train_model)

    @step
    def train_model(self):
        ${body}
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == "__main__":
    Forecast()
`,
    });
    expect(criteria.includes('G1.1')).toBe(trains);
  });

  it('reads flows that are made of a class of the project', async () => {
    const files = (end: string): Record<string, string> => ({
      'common/base.py': 'from metaflow import FlowSpec\n\nclass Base(FlowSpec):\n    pass\n',
      'training.py': `import mlflow
from metaflow import step
from sklearn.svm import SVC
from common.base import Base

class Training(Base):
    @step
    def start(self):
        self.next(self.train)

    @step
    def train(self):
        with mlflow.start_run():
            self.model = SVC().fit([[0], [1]], [0, 1])
            mlflow.sklearn.log_model(self.model, "model", registered_model_name="churn")
        self.next(self.${end})

    @step
    def ${end}(self):
        pass

if __name__ == "__main__":
    Training()
`,
    });
    const { relations, criteria } = await auditFiles(files('end'));
    expect(relations.filter((one) => one.startsWith('workflow'))).toEqual([
      'workflow-orchestration metaflow Training --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration metaflow Training --orchestrates-> training-pipeline scikit-learn training.py',
      'workflow-orchestration metaflow Training --registers-in-> model-registry mlflow',
    ]);
    expect(criteria).toContain('G1.1');
    expect((await auditFiles(files('finish'))).components).not.toContain('workflow-orchestration metaflow Training');
  });
});
