/** Gates outside of programs: conditions of CI jobs, and scripts that fail when a metric misses its threshold. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const GATE = 'model-validation custom-code';
const workflow = (condition: string, run = './deploy.sh'): string => `on: push
jobs:
  evaluate:
    runs-on: ubuntu-latest
    outputs:
      better: \${{ steps.compare.outputs.better }}
    steps:
      - id: compare
        run: python compare.py >> "$GITHUB_OUTPUT"
  release:
    needs: evaluate
    if: ${condition}
    runs-on: ubuntu-latest
    steps:
      - run: ${run}
`;
const script = (text: string): string =>
  `on: push\njobs:\n  evaluate:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n${`python evaluate.py\n${text}`
    .split('\n')
    .map((line) => `          ${line}`)
    .join('\n')}\n`;

const gatesOf = async (text: string): Promise<string[]> =>
  (await auditFiles({ '.github/workflows/cd.yml': text })).components.filter((component) => component === GATE);

describe('Gates of delivery', () => {
  it.each([
    ['an output that says which model is better', "needs.evaluate.outputs.better == 'true'"],
    ['a metric', '${{ needs.train.outputs.accuracy > 0.8 }}'],
  ])('%s', async (_, condition) => expect(await gatesOf(workflow(condition))).toEqual([GATE]));

  it.each([
    ['a changed directory', workflow("needs.changes.outputs.docs == 'true'")],
    [
      'what is only told',
      workflow("needs.evaluate.outputs.better == 'true'", 'echo "better"').replace('release:', 'tell:'),
    ],
    ['a branch', workflow("github.ref == 'refs/heads/main'")],
  ])('no gate: %s', async (_, text) => expect(await gatesOf(text)).toEqual([]));

  it.each([
    [
      'bc',
      'ACCURACY=$(jq .accuracy metrics.json)\nif (( $(echo "$ACCURACY < 0.8" | bc -l) )); then\n  echo "too low"\n  exit 1\nfi',
    ],
    ['test', 'if [ "$F1" -lt 80 ]; then exit 1\nfi\nif [ "$RMSE" -gt 3 ]; then\n  exit 1\nfi'],
    ['a short form', '[ "$AUC" -ge 80 ] || exit 1'],
  ])('a script that fails: %s', async (_, text) => expect(await gatesOf(script(text))).toEqual([GATE]));

  it.each([
    ['the score of a linter', 'if (( $(echo "$SCORE < 8" | bc -l) )); then\n  exit 1\nfi'],
    ['a metric that is only printed', 'if (( $(echo "$ACCURACY < 0.8" | bc -l) )); then\n  echo "low"\nfi\nexit 1'],
    ['a comment', '# [ "$AUC" -ge 80 ] || exit 1'],
    ['a missing metric', 'if [ -z "$ACCURACY" ]; then\n  exit 1\nfi'],
  ])('no gate: %s', async (_, text) => expect(await gatesOf(script(text))).toEqual([]));
});
