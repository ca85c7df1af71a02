/** Programs that are given to another program, which starts them as jobs of a platform. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const CI = (command: string): string =>
  `on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${command}\n`;
const TRAIN = `import hopsworks
from sklearn.svm import SVC
mr = hopsworks.login().get_model_registry()
SVC().fit([[0], [1]], [0, 1])
mr.sklearn.create_model("fraud").save("model.pkl")
`;
const CREATES = `import argparse
import hopsworks
parser = argparse.ArgumentParser()
parser.add_argument("--app")
args = parser.parse_args()
config = {"appPath": args.app}
hopsworks.login().get_jobs_api().create_job("train", config)
`;
const PRINTS = 'import sys\nprint(open(sys.argv[1]).read())\n';
const REGISTERS = 'ci-cd github-actions --registers-in-> model-registry hopsworks';

describe('A program that another one starts as a job', () => {
  it.each([
    ['by its path', 'python jobs/create.py --app jobs/train.py'],
    ['behind an equals sign', 'python jobs/create.py --app=jobs/train.py'],
    ['by where the platform keeps the checkout', 'python jobs/create.py --app Jupyter/acme/jobs/train.py'],
    ['of a module', 'python -m jobs.create --app jobs/train.py'],
  ])('is run %s', async (_, command) => {
    const files = { '.github/workflows/train.yml': CI(command), 'jobs/create.py': CREATES, 'jobs/train.py': TRAIN };
    const { relations } = await auditFiles(files);
    expect(relations).toContain(REGISTERS);
  });

  it.each([
    ['is only read', CREATES, 'python tools/show.py jobs/train.py'],
    ['is another one', CREATES, 'python jobs/create.py --app elsewhere/score.py'],
    ['is handed to one that starts nothing', PRINTS, 'python jobs/create.py --app jobs/train.py'],
  ])('is not run where it %s', async (_, program, command) => {
    const files = {
      '.github/workflows/train.yml': CI(command),
      'jobs/create.py': program,
      'tools/show.py': PRINTS,
      'jobs/train.py': TRAIN,
    };
    expect((await auditFiles(files)).relations).not.toContain(REGISTERS);
  });
});
