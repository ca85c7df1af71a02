import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TASKS = `import luigi
from luigi.util import requires
from luigi.contrib.external_program import ExternalProgramTask
from churn.model import fit

class Prepare(luigi.Task):
    def output(self):
        return luigi.LocalTarget("data/clean.csv")

@requires(Prepare)
class Train(luigi.Task):
    depth = luigi.IntParameter(default=3)

    def run(self):
        fit(self.input().path)

class Report(ExternalProgramTask):
    def requires(self):
        return Train()

    def program_args(self):
        return ["python", "churn/report.py"]

if __name__ == "__main__":
    luigi.build([Report()], local_scheduler=True)
`;

const FILES = {
  'churn/tasks.py': TASKS,
  'churn/model.py': `from sklearn.tree import DecisionTreeClassifier

def fit(path):
    return DecisionTreeClassifier().fit(path, path)
`,
  'churn/report.py': 'import wandb\nwandb.init(project="churn")\nwandb.log({"rows": 3})\n',
};

const TRAINING = 'training-pipeline scikit-learn churn/model.py';

describe('Luigi', () => {
  it('follows tasks over what they require, and into the programs that they run', async () => {
    const { components, relations } = await auditFiles(FILES);
    expect(components).toEqual(['ml-metadata-store weights-and-biases', TRAINING, 'workflow-orchestration luigi']);
    expect(relations).toEqual([
      'workflow-orchestration luigi --logs-to-> ml-metadata-store weights-and-biases',
      `workflow-orchestration luigi --orchestrates-> ${TRAINING}`,
    ]);
  });

  it('is started by its command line', async () => {
    const { relations } = await auditFiles({
      ...FILES,
      '.gitlab-ci.yml': `train:
  script:
    - luigi --module churn.tasks Report --local-scheduler
`,
    });
    expect(relations).toContain('ci-cd gitlab-ci --triggers-> workflow-orchestration luigi');
  });

  it('is not claimed for a program that only imports it', async () => {
    const { components } = await auditFiles({ 'util.py': 'import luigi\n\nclass Target:\n    pass\n' });
    expect(components).toEqual([]);
  });
});
