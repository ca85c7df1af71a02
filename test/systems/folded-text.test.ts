/** Evidence out of text that a definition holds in quotes over several lines, which are other lines than those of the text. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const placesOf = async (run: string): Promise<string[]> => {
  const { assessment } = await auditFiles({
    '.github/workflows/publish.yml': `on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: publish
        run: ${run}
  # The lines below
  # only make the
  # file longer.
`,
  });
  const registry = assessment.components.find(({ type }) => type === 'artifact-registry');
  return (registry?.evidence ?? []).map(({ line, excerpt }) => `${line} ${excerpt}`);
};

describe('evidence in quoted text', () => {
  it('stands where the file has it, not where the text counts it', async () => {
    expect(await placesOf('"echo one\\nmkdir out\\n\\n\\\n          docker push acme/risk:1\\n"')).toEqual([
      '9 docker push acme/risk:1\\n"',
    ]);
  });

  it('is counted in a block', async () => {
    expect(await placesOf('|\n          echo one\n          mkdir out\n          docker push acme/risk:1')).toEqual([
      '11 docker push acme/risk:1',
    ]);
  });
});
