/** Statements of which a file of the repository shows a part: owners of code, what reports dependencies, cards of models. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from '../systems/support.js';

const TRAIN: Files = { 'train.py': 'from sklearn.svm import SVC\n\nSVC().fit([[0]], [0])\n' };

async function statement(id: string, files: Files): Promise<string> {
  const { assessment } = await auditFiles({ ...TRAIN, ...files });
  const found = assessment.maturity.flatMap((m) => m.criteria).find((c) => c.id === id);
  return `${found?.status ?? ''} ${found?.evidence.map((e) => e.file).join(' ') ?? ''}`.trim();
}

describe('a statement of which a file shows a part', () => {
  it.each<[string, string, Files, string]>([
    ['owners on GitHub', 'MM2', { '.github/CODEOWNERS': '* @team\n' }, 'partly-met .github/CODEOWNERS'],
    ['owners on GitLab', 'MM2', { '.gitlab/CODEOWNERS': '* @team\n' }, 'partly-met .gitlab/CODEOWNERS'],
    ['owners at the root', 'MM2', { CODEOWNERS: '* @team\n' }, 'partly-met CODEOWNERS'],
    ['no owners', 'MM2', { '.gitignore': 'a\n' }, 'not-observed'],
    ['Dependabot', 'Monitor1', { '.github/dependabot.yml': 'version: 2\n' }, 'partly-met .github/dependabot.yml'],
    ['Renovate', 'Monitor1', { 'renovate.json': '{}\n' }, 'partly-met renovate.json'],
    ['neither', 'Monitor1', { '.github/workflows/a.yml': 'on: push\njobs: {}\n' }, 'not-observed'],
    [
      'a card of the model',
      'MM3',
      {
        'card.tf':
          'resource "aws_sagemaker_model_card" "fraud" {\n  model_card_name = "fraud"\n  model_card_status = "Draft"\n  content = "{}"\n}\n',
      },
      'partly-met card.tf',
    ],
    ['no card', 'MM3', {}, 'not-observed'],
  ])('%s', async (_, id, files, expected) => {
    expect(await statement(id, files)).toBe(expected);
  });
});
