/** Documents beside the code, as an audit shows them: a part of a statement, with the place, and nothing else. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const SAID = 'Enough is said here that somebody could act on it tomorrow.\n';
const TRAIN = 'from sklearn.linear_model import LogisticRegression\nLogisticRegression().fit([[0]], [0])\n';

/** `criterion status file:line` of all evidence in documents. */
async function told(files: Record<string, string>): Promise<string[]> {
  const { assessment } = await auditFiles({ 'train.py': TRAIN, ...files });
  return assessment.maturity.flatMap(({ criteria }) =>
    criteria.flatMap(({ id, status, evidence }) =>
      evidence.filter((e) => e.kind === 'document').map((e) => `${id} ${status} ${e.file}:${e.line}`),
    ),
  );
}

describe('documents', () => {
  it('show a part of what they speak of', async () => {
    expect(
      await told({
        'docs/RUNBOOK.md': `# Runbook\n\n## Rolling back\n\n${SAID}`,
        'README.md': `# Churn\n\n## Business goals\n${SAID}\n## Architecture\n${SAID}`,
        'CHANGELOG.md': `# Changelog\n\n## 1.0\n${SAID}`,
      }),
    ).toEqual([
      'MM1 partly-met README.md:3',
      'MM8 partly-met README.md:6',
      'MM28 partly-met docs/RUNBOOK.md:3',
      'MM38 partly-met CHANGELOG.md:1',
      'Infra7 partly-met docs/RUNBOOK.md:3',
    ]);
  });

  it('say nothing where they are of others, are examples, are told to assistants, or are still to be written', async () => {
    const text = `# Rollback\n${SAID}`;
    expect(
      await told({
        'vendor/lib/README.md': text,
        'tests/README.md': text,
        'examples/README.md': text,
        'src/a.py': '',
        'src/b.py': '',
        '.assistant/skills/rollback.md': text,
        'docs/later.md': '# Rollback\nTBD\n',
      }),
    ).toEqual([]);
  });

  it('add no component and no finding', async () => {
    const [without, with_] = [
      await auditFiles({ 'train.py': TRAIN }),
      await auditFiles({ 'train.py': TRAIN, 'README.md': `# Rollback\n## Rollback with MLflow\n${SAID}` }),
    ];
    expect(with_.components).toEqual(without.components);
    expect(with_.assessment.findings.map((f) => f.ruleId)).toEqual(without.assessment.findings.map((f) => f.ruleId));
  });
});
