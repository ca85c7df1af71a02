/** What the HTML report is told by the knowledge, in tests without it. */
import type { ReportContext } from '../../src/report/index.js';

const plain = (text: string): string => text;

export const context: ReportContext = {
  style: { width: 100, bold: plain, dim: plain, good: plain, fair: plain, bad: plain, accent: plain },
  technologyName: (id) => id.charAt(0).toUpperCase() + id.slice(1),
  explain: (id) => [
    ['What it is', `What ${id} is`],
    ['Looked for', `a definition of ${id}`],
    ['Source', `section of ${id}`],
  ],
  source: (id) => ({ title: `Title of ${id}`, authors: 'A. Author', year: 2022, url: `https://example.org/${id}` }),
  rule: (id) => ({
    severity: 'warning',
    title: `${id}.`,
    rationale: 'Why it matters.',
    remediation: 'What to do.',
    example: 'an example',
    references: ['C6', 'C8'],
    absence: false,
  }),
};
