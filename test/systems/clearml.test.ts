import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `from clearml import Task, OutputModel
from xgboost import XGBClassifier

task = Task.init(project_name="churn", task_name="train step")
task.execute_remotely(queue_name="gpu")
model = XGBClassifier().fit([[1]], [1])
OutputModel(task=task).update_weights("model.bin")
`;

const CONTROLLER = `from clearml import PipelineController

def main():
    pipe = PipelineController(name="churn pipeline", project="churn", version="1.0")
    pipe.add_step(name="train", base_task_project="churn", base_task_name="train step")
    pipe.start(queue="services")

if __name__ == "__main__":
    main()
`;

describe('ClearML', () => {
  it('finds the program that a step runs again by the name of its task', async () => {
    const { components, relations } = await auditFiles({ 'train.py': TRAIN, 'pipeline.py': CONTROLLER });
    expect(components).toEqual([
      'ml-metadata-store clearml',
      'model-registry clearml',
      'model-training-infrastructure clearml',
      'training-pipeline xgboost train.py',
      'workflow-orchestration clearml churn pipeline',
    ]);
    expect(relations).toEqual([
      'model-training-infrastructure clearml --logs-to-> ml-metadata-store clearml',
      'training-pipeline xgboost train.py --logs-to-> ml-metadata-store clearml',
      'training-pipeline xgboost train.py --registers-in-> model-registry clearml',
      'training-pipeline xgboost train.py --runs-on-> model-training-infrastructure clearml',
      'workflow-orchestration clearml churn pipeline --logs-to-> ml-metadata-store clearml',
      'workflow-orchestration clearml churn pipeline --orchestrates-> training-pipeline xgboost train.py',
      'workflow-orchestration clearml churn pipeline --registers-in-> model-registry clearml',
      'workflow-orchestration clearml churn pipeline --runs-on-> model-training-infrastructure clearml',
    ]);
  });

  it('does not count a pipeline that is built and never started', async () => {
    const { components } = await auditFiles({
      'train.py': TRAIN,
      'pipeline.py': CONTROLLER.replace('    pipe.start(queue="services")\n', ''),
    });
    expect(components).toContain('workflow-orchestration clearml churn pipeline (declared: uncalled)');
  });

  it('knows pipelines of decorated functions and their schedule', async () => {
    const { components, relations } = await auditFiles({
      'flow.py': `from clearml import PipelineDecorator
from clearml.automation import TaskScheduler
from sklearn.svm import SVC

@PipelineDecorator.component(return_values=["model"], execution_queue="gpu")
def train(rows):
    return SVC().fit(rows, rows)

@PipelineDecorator.pipeline(name="nightly", project="churn", version="0.1")
def nightly(rows):
    train(rows)

if __name__ == "__main__":
    nightly([1])
    scheduler = TaskScheduler()
    scheduler.add_task(schedule_task_id="a1", queue="services", hour=2)
    scheduler.start()
`,
    });
    expect(components).toEqual([
      'ml-metadata-store clearml',
      'model-training-infrastructure clearml',
      'scheduler clearml',
      'training-pipeline scikit-learn flow.py',
      'workflow-orchestration clearml nightly',
    ]);
    expect(relations).toContain(
      'workflow-orchestration clearml nightly --orchestrates-> training-pipeline scikit-learn flow.py',
    );
  });
});
