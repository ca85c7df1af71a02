import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const FILES = {
  'pipelines/train.json': JSON.stringify({
    pipeline: { name: 'train' },
    input: { cross: [{ pfs: { repo: 'features', glob: '/*' } }, { pfs: { repo: 'params', glob: '/' } }] },
    transform: { cmd: ['python', 'train.py', '--out', '/pfs/out'], image: 'acme/train:1' },
  }),
  'train.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
  Makefile: 'deploy:\n\tpachctl create pipeline -f pipelines/train.json\n',
};

describe('Pachyderm', () => {
  it('is a pipeline that commits of data start, with the code that its container runs', async () => {
    const { components, relations } = await auditFiles(FILES);
    expect(components).toEqual([
      'data-versioning pachyderm',
      'event-bus pachyderm',
      'model-training-infrastructure pachyderm',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration pachyderm',
    ]);
    expect(relations).toEqual([
      'event-bus pachyderm --triggers-> training-pipeline scikit-learn train.py',
      'event-bus pachyderm --triggers-> workflow-orchestration pachyderm',
      'training-pipeline scikit-learn train.py --runs-on-> model-training-infrastructure pachyderm',
      'workflow-orchestration pachyderm --orchestrates-> training-pipeline scikit-learn train.py',
      'workflow-orchestration pachyderm --reads-from-> data-versioning pachyderm',
      'workflow-orchestration pachyderm --runs-on-> model-training-infrastructure pachyderm',
      'workflow-orchestration pachyderm --writes-to-> data-versioning pachyderm',
    ]);
  });

  it('reads the older word for a repository', async () => {
    const older = FILES['pipelines/train.json'].replaceAll('"pfs"', '"atom"');
    const { criteria, relations } = await auditFiles({ ...FILES, 'pipelines/train.json': older });
    expect(relations).toContain('event-bus pachyderm --triggers-> workflow-orchestration pachyderm');
    expect(criteria).toContain('G1.12');
  });

  it('is not claimed for JSON that only looks alike', async () => {
    const { components } = await auditFiles({
      'spec.json': '{"pipeline": {"name": "x"}, "transform": {"cmd": ["ls"]}, "cron": "daily"}',
      'deep.json': `{"pipeline": {"name": "y"}, "transform": {}, "input": ${'{"cross": ['.repeat(50)}{}${']}'.repeat(50)}, "pfs": 1}`,
    });
    expect(components.filter((name) => name.startsWith('workflow'))).toEqual([]);
  });
});
