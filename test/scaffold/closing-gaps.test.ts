/** Audit → scaffold → audit: what is missing is filled, as promised, and nothing new is wrong. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { FORGES, foresee, piecesOn } from '../../src/scaffold/index.js';
import { auditOf, filesOf, project, scaffold, scaffoldKnowledge, textOf, type PlanOptions } from './support.js';

const FLASK = {
  'explore.ipynb': JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: 'code',
        metadata: {},
        outputs: [],
        execution_count: null,
        source:
          'import joblib\nfrom sklearn.linear_model import LogisticRegression\nmodel = LogisticRegression().fit(X, y)\njoblib.dump(model, "model.pkl")\n',
      },
    ],
  }),
  'app.py': `import joblib
from flask import Flask, request

app = Flask(__name__)
model = joblib.load("model.pkl")

@app.post("/predict")
def predict():
    return {"prediction": model.predict([request.json["row"]]).tolist()}
`,
};

const elements = (assessment: Assessment): Map<string, string> =>
  new Map(
    assessment.conformance
      .find(({ model }) => model === 'kreuzberger-2022')
      ?.elements.map(({ id, status }) => [id, status]),
  );
const google = (assessment: Assessment): Assessment['maturity'][number] | undefined =>
  assessment.maturity.find(({ model }) => model === 'google-mlops');
const levelOf = (assessment: Assessment): number => {
  const verdict = google(assessment);
  return verdict && verdict.kind !== 'questionnaire' ? verdict.level : -1;
};
const warnings = (assessment: Assessment): string[] =>
  assessment.findings.filter(({ severity }) => severity !== 'info').map(({ ruleId }) => ruleId);

/** @param expected rules whose new findings are right: the user's own code is not as it should be with the new pieces */
async function fill(root: string, options: PlanOptions, expected: string[] = []): Promise<void> {
  const before = await auditOf(root);
  const plan = await scaffold(root, options);
  const after = await auditOf(root);
  const [then, now] = [elements(before), elements(after)];
  const filled = plan.selection.chosen.flatMap(({ piece }) => piece.elements);
  expect(filled.filter((id) => now.get(id) !== 'present')).toEqual([]);
  expect([...then].filter(([id, status]) => status === 'present' && now.get(id) !== 'present')).toEqual([]);
  const met = new Set(
    google(after)
      ?.criteria.filter(({ status }) => status === 'met')
      .map(({ id }) => id),
  );
  expect(plan.selection.chosen.flatMap(({ piece }) => piece.criteria).filter((id) => !met.has(id))).toEqual([]);
  expect(foresee(plan, before, after, scaffoldKnowledge).findings.map(({ ruleId }) => ruleId)).toEqual(expected);
  expect(levelOf(after)).toBeGreaterThanOrEqual(plan.level.then);
  // What was made does not look like the user's own afterwards.
  expect((await scaffold(root, options)).files.filter(({ action }) => action !== 'unchanged')).toEqual([]);
}

describe.each(scaffoldKnowledge.targets)('an empty project on $title', (target) => {
  const names = piecesOn(target, scaffoldKnowledge.pieces)
    .filter(({ components }) => components.length > 0)
    .map(({ id }) => id);

  it.each(names)('gets %s alone, with what it needs', async (name) => {
    await fill(project(), { components: [name], given: { target: target.id } });
  });

  it.each(FORGES)('gets everything on %s', async (forge) => {
    const root = project();
    await fill(root, { all: true, given: { target: target.id, forge } });
    // Level 2 is what the minimal stack is for, wherever it runs.
    expect(levelOf(await auditOf(root))).toBe(2);
    expect(warnings(await auditOf(root))).toEqual([]);
  });
});

describe('a notebook and a Flask application', () => {
  it('reach level 1 in steps that each work', async () => {
    const root = project(FLASK);
    expect(levelOf(await auditOf(root))).toBe(0);
    expect(warnings(await auditOf(root))).toContain('serving-bypasses-registry');
    // The application goes on loading its file until the next step takes its place. That nothing tests is one matter, however
    // many programs train: the next step brings tests of both.
    expect(warnings(await auditOf(root))).toContain('training-without-ci');
    await fill(root, { components: ['registry'] });
    expect(textOf(root, 'app.py')).toBe(FLASK['app.py']);
    await fill(root, { components: ['serving'] });
    rmSync(join(root, 'app.py'));
    expect(warnings(await auditOf(root))).toEqual([]);
    await fill(root, { components: ['orchestration'] });
    expect(levelOf(await auditOf(root))).toBeGreaterThanOrEqual(1);
    expect(levelOf(await auditOf(root))).toBe(2);
    // That the service gives metrics is no monitoring yet.
    await fill(root, {});
    expect(textOf(root, 'mlops/monitoring/alerts.yml')).toContain('FeatureDrift');
    expect(textOf(root, '.gitignore')).toContain('mlops/');
    expect(levelOf(await auditOf(root))).toBe(2);
  });
});

describe.each(scaffoldKnowledge.targets)('the demo organisation on $title', ({ id }) => {
  const FIXTURES = new URL('../../fixtures/demo-organisation/', import.meta.url);
  it.each(['churn-model', 'churn-infrastructure', 'ml-platform'])('%s gets what it has not', async (name) => {
    const root = project();
    cpSync(new URL(name, FIXTURES), root, { recursive: true });
    await fill(root, { given: { target: id } });
  });
});

describe.each(scaffoldKnowledge.targets)('the minimal stack on $title', ({ id }) => {
  it('is five services and twenty files, with a short README', async () => {
    const root = project();
    const { services, files } = await scaffold(root, { all: true, given: { target: id } });
    expect(services.length).toBeLessThanOrEqual(5);
    expect(files.length).toBeLessThanOrEqual(20);
    expect(textOf(root, 'mlops/README.md').split('\n').length).toBeLessThan(150);
  });

  it('holds no secret, no floating tag and no port that is open to others', async () => {
    const root = project();
    await scaffold(root, { all: true, given: { target: id } });
    for (const [path, text] of filesOf(root).filter(([name]) => !name.startsWith('.refarch/'))) {
      expect(text, path).not.toMatch(
        /:latest\b|(?<!login-)password(?!-stdin)|privileged|docker\.sock|network_mode|pull_request_target/i,
      );
      expect(text, path).toMatch(/\n$/);
      expect(text, path).not.toContain('\r');
    }
  });
});
