/** What documents speak of: each topic with what shows it and what only looks like it. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentMatches } from '../../src/catalogue/documents.js';
import type { Condition } from '../../src/conditions/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { proseOf } from '../../src/syntax/prose/index.js';

const { documents, maturityModels, architectures, checks, roadmap } = readKnowledge(
  resolve(import.meta.dirname, '../..'),
);
const TEXT = '\n\nEnough is said below the heading that somebody could act on it.\n';

/** `topic:section` of all topics; the section is '' for the file as a whole. */
function topics(path: string, text = TEXT): string[] {
  const prose = proseOf(path, text) ?? { sections: [], letters: 0 };
  return documentMatches(documents, { path, ...prose }).map(
    ({ topic, section }) => `${topic}:${prose.sections[section]?.heading ?? ''}`,
  );
}

describe('a document', () => {
  it.each([
    ['README.md', `# Churn\n## Business goals${TEXT}`, ['business-goals:Business goals']],
    ['README.md', `# Churn\n## KPIs${TEXT}`, ['business-goals:KPIs']],
    ['docs/team.md', `# Roles and Responsibilities${TEXT}`, ['responsibilities:Roles and Responsibilities']],
    ['MODEL_CARD.md', `# Card\n## Limitations${TEXT}`, ['model-risk:Limitations']],
    ['README.md', `# Churn\n## Limitations${TEXT}`, []],
    ['docs/data-dictionary.md', TEXT, ['feature-definitions:']],
    ['README.md', `# Churn\n### API endpoints${TEXT}`, ['api:API endpoints']],
    ['README.md', `# Churn\n## 2. System Architecture${TEXT}`, ['architecture:2. System Architecture']],
    ['README.md', `# Churn\n## Model architecture${TEXT}`, []],
    ['README.md', `# MLOps reference architecture${TEXT}`, []],
    ['docs/adr/0001-queue.md', `# A queue${TEXT}`, ['architecture:']],
    ['RUNBOOK.md', `# Runbook\n## Roll back${TEXT}`, ['rollback:Roll back']],
    ['RUNBOOK.md', `# Runbook\n## Roll back\n\nTODO\n`, []],
    ['docs/operations.md', `# Retraining strategy${TEXT}`, ['retraining:Retraining strategy']],
    ['CHANGELOG.md', `# 1.0${TEXT}`, ['release-notes:']],
    ['CHANGELOG.md', '# Changelog\n', []],
    ['mkdocs.yml', 'site_name: x\n', ['code-documentation:']],
    ['docs/conf.py', 'x = 1\n', ['code-documentation:']],
    ['src/conf.py', 'x = 1\n', []],
    ['README.md', `# Churn\n## Cost estimate${TEXT}`, ['costs:Cost estimate']],
    ['README.md', `# Churn\n## Cost function${TEXT}`, []],
    ['README.md', `# Churn\n## API authentication${TEXT}`, ['security:API authentication']],
    ['README.md', `# Churn\n## Authentication to use the API of Kaggle${TEXT}`, []],
    ['CODE_OF_CONDUCT.md', `# Conduct\n## Enforcement responsibilities${TEXT}`, []],
    ['README.md', `# Churn\n## Branch architecture${TEXT}`, []],
    ['README.md', `# Churn\n## Load testing${TEXT}`, ['load-tests:Load testing']],
    [
      'DATA_CARD.md',
      `# Card\n## Personal and sensitive information${TEXT}`,
      ['privacy:Personal and sensitive information', 'feature-definitions:'],
    ],
    ['README.md', `# Churn\n## Reproducing the results${TEXT}`, ['reproducibility:Reproducing the results']],
    ['model-card.md', `# Card\n## Factors${TEXT}`, ['slices:Factors']],
    ['src/train.py', '# Rollback\n', []],
    ['api.py', TEXT, []],
  ])('%s %j', (path, text, expected) => {
    expect(topics(path, text).sort()).toEqual([...expected].sort());
  });

  it('speaks of each topic in some case above', () => {
    expect(documents.map(({ id }) => id)).toHaveLength(16);
  });
});

/** Topics of which a condition speaks. */
function topicsIn(condition: Condition | undefined): string[] {
  if (!condition) return [];
  if ('document' in condition) return condition.document.about;
  if ('not' in condition) return topicsIn(condition.not);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return parts.flatMap(topicsIn);
}

describe('what is written down', () => {
  const criteria = maturityModels.flatMap((model) => model.criteria);

  it('meets nothing: a document is a part at most, and decides of no level', () => {
    const told = criteria.filter((c) => topicsIn(c.partly).length > 0);
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter((c) => c.core || c.detectability === 'attestation').map((c) => c.id)).toEqual([]);
    const others: (Condition | undefined)[] = [
      ...criteria.flatMap((c) => [c.met, c.notMet, c.appliesWhen, ...(c.readings ?? []).map((r) => r.met)]),
      ...checks.flatMap((c) => ['architecture' in c.subject ? undefined : c.subject, c.expects]),
      ...roadmap.map((step) => step.there),
      ...architectures.flatMap((m) => m.elements.map((e) => e.when)),
    ];
    expect(others.flatMap(topicsIn)).toEqual([]);
  });

  it('is of topics that there are, and each is asked for', () => {
    const asked = new Set(criteria.flatMap((c) => topicsIn(c.partly)));
    expect([...asked].sort()).toEqual(documents.map(({ id }) => id).sort());
  });
});
