import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Ploomber', () => {
  it('runs the scripts and functions of its pipeline.yaml', async () => {
    const { components, relations } = await auditFiles({
      'pipeline.yaml': `tasks:
  - source: tasks.load.raw
    product: output/raw.parquet
  - source: scripts/fit.py
    name: fit
    product: { nb: output/fit.html, model: output/model.pickle }
`,
      'tasks/load.py': 'def raw(product):\n    pass\n',
      'scripts/fit.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
      '.gitlab-ci.yml': 'train:\n  script:\n    - ploomber build\n',
    });
    expect(components).toEqual([
      'ci-cd gitlab-ci',
      'source-repository gitlab',
      'training-pipeline scikit-learn scripts/fit.py',
      'workflow-orchestration ploomber pipeline',
    ]);
    expect(relations).toEqual([
      'ci-cd gitlab-ci --triggers-> workflow-orchestration ploomber pipeline',
      'workflow-orchestration ploomber pipeline --orchestrates-> training-pipeline scikit-learn scripts/fit.py',
    ]);
  });

  it('is not claimed for another pipeline.yaml', async () => {
    const { components } = await auditFiles({ 'pipeline.yaml': 'tasks:\n  - name: a\n    run: echo\n' });
    expect(components).toEqual([]);
  });
});
