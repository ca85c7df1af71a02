/** Monitoring of models that a project writes itself, and what it leads back to. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const DRIFT = `from scipy.stats import ks_2samp

def column_has_drifted(reference, current):
    statistic, p_value = ks_2samp(reference, current)
    return p_value < 0.01
`;
const TRAIN = `from sklearn.svm import SVC

def train():
    return SVC().fit([[0], [1]], [0, 1])
`;
const FLOW = `from prefect import flow, task
from drift import column_has_drifted
from train import train

@task
def check():
    return column_has_drifted([1, 2], [3, 4])

@flow(name="watch")
def watch():
    drifted = check()
    if not drifted:
        return
    retrain()

@task
def retrain():
    train()
`;
const MONITORING = 'monitoring custom-code';
const TRAINING = 'training-pipeline scikit-learn train.py';

describe('Drift detection in code', () => {
  it('watches the model where a pipeline runs it, and leads back to what it starts', async () => {
    const { components, relations } = await auditFiles({ 'drift.py': DRIFT, 'train.py': TRAIN, 'flow.py': FLOW });
    expect(components).toEqual([MONITORING, TRAINING, 'workflow-orchestration prefect watch'].sort());
    expect(relations).toEqual(
      [
        `${MONITORING} --feeds-back-to-> ${TRAINING}`,
        `workflow-orchestration prefect watch --orchestrates-> ${MONITORING}`,
        `workflow-orchestration prefect watch --orchestrates-> ${TRAINING}`,
      ].sort(),
    );
  });

  it('leads back to a pipeline of another file that is started when metrics fall', async () => {
    const { relations, assessment } = await auditFiles({
      'train.py': TRAIN,
      'pipeline.py': `from prefect import flow, task
from train import train

@task
def fit():
    train()

@flow(name="training")
def training():
    fit()
`,
      'trigger.py': `def should_retrain(history):
    latest = history[-1]
    f1 = latest["f1"]
    if f1 < 0.7:
        return True
    return False
`,
      'decide.py': `from prefect import flow
from pipeline import training
from trigger import should_retrain

@flow(name="decide")
def decide():
    if not should_retrain([{"f1": 0.6}]):
        return "fine"
    training()
`,
    });
    expect(relations).toContain(`${MONITORING} --feeds-back-to-> workflow-orchestration prefect training`);
    const back = assessment.relations.find(({ type }) => type === 'feeds-back-to');
    expect(back?.evidence[0]).toMatchObject({ file: 'decide.py', line: 9 });
  });

  it('is the tool that is asked, where a tool compares the data', async () => {
    const { components, relations } = await auditFiles({
      'train.py': TRAIN,
      'watch.py': `from evidently import Report
from evidently.metric_preset import DataDriftPreset
from train import train

def watch(reference, current):
    result = Report([DataDriftPreset()]).run(current, reference)
    drift_share = result.dict()["metrics"][0]["value"]["share"]
    if drift_share > 0.3:
        train()

if __name__ == "__main__":
    watch(None, None)
`,
    });
    expect(components).toEqual(['monitoring evidently', TRAINING]);
    expect(relations).toContain(`monitoring evidently --feeds-back-to-> ${TRAINING}`);
  });

  it('takes a project’s own index of stability for a comparison', async () => {
    const { components } = await auditFiles({
      'stability.py': `def calculate_psi(expected, actual):
    return sum(expected) - sum(actual)

def report():
    print(calculate_psi([1], [2]))

if __name__ == "__main__":
    report()
`,
    });
    expect(components).toEqual([MONITORING]);
  });

  it.each([
    ['a test of distributions that says nothing of drift', DRIFT.replace('has_drifted', 'differs'), 'stats.py'],
    ['drift that is only imported', `${DRIFT}\n`, 'drift.py'],
    ['a test', `${DRIFT}\ndef test_drift():\n    column_has_drifted([1], [2])\n`, 'tests/test_drift.py'],
  ])('claims nothing for %s', async (_, text, path) => {
    expect((await auditFiles({ [path]: text })).components).toEqual([]);
  });

  it.each([
    ['a switch that a person sets', 'if args.retrain:\n        train()'],
    [
      'drift that stops the training',
      'if column_has_drifted([1], [2]):\n        raise ValueError("drift")\n    train()',
    ],
    ['drift that is only told', 'if column_has_drifted([1], [2]):\n        print("drift")'],
  ])('leads nowhere: %s', async (_, body) => {
    const { relations } = await auditFiles({
      'drift.py': DRIFT,
      'train.py': TRAIN,
      'main.py': `import argparse
from drift import column_has_drifted
from train import train

args = argparse.ArgumentParser().parse_args()

def main():
    ${body}

if __name__ == "__main__":
    main()
`,
    });
    expect(relations.filter((relation) => relation.includes('feeds-back-to'))).toEqual([]);
  });

  it.each([
    ['watcher/drift_watch.py', true],
    ['watcher/similar_texts.py', false],
  ])('knows a distance of the project by a short name only in code about drift: %s', async (path, watches) => {
    const { components } = await auditFiles({
      [path]:
        'def compute_js(a, b):\n    return sum(a) - sum(b)\n\nif __name__ == "__main__":\n    print(compute_js([1], [2]))\n',
      Makefile: `watch:\n\tpython ${path}\n`,
    });
    expect(components.includes(MONITORING)).toBe(watches);
  });
});
