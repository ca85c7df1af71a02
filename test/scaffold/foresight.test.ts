/** What a plan says beforehand is what an audit says afterwards. */
import { describe, expect, it } from 'vitest';
import { foresee, type Foreseen } from '../../src/scaffold/index.js';
import { audit } from '../../src/engine/audit.js';
import { loadKnowledge } from '../../src/knowledge/index.js';
import { openWorkspace } from '../../src/workspace/index.js';
import { auditOf, planOf, project, scaffold, scaffoldKnowledge, type PlanOptions } from './support.js';

const FLASK = `import joblib
from flask import Flask, request

app = Flask(__name__)
model = joblib.load("model.pkl")

@app.post("/predict")
def predict():
    return {"prediction": model.predict([request.json["row"]]).tolist()}
`;

/** Before and after; the same. */
async function foreseen(root: string, options: PlanOptions): Promise<Foreseen> {
  const before = await auditOf(root);
  const plan = await planOf(root, options);
  const planned = new Map(plan.files.filter(({ action }) => action === 'create').map(({ path, text }) => [path, text]));
  const said = foresee(
    plan,
    before,
    await audit(openWorkspace([root], undefined, planned), await loadKnowledge()),
    scaffoldKnowledge,
  );
  await scaffold(root, options);
  expect(foresee(plan, before, await auditOf(root), scaffoldKnowledge)).toEqual(said);
  return said;
}

describe('a plan', () => {
  it('says which of the user’s files are not as they should be with the new pieces', async () => {
    const said = await foreseen(project({ 'app.py': FLASK }), { components: ['registry'] });
    expect(said.findings).toEqual([
      {
        ruleId: 'serving-bypasses-registry',
        severity: 'warning',
        message: expect.stringMatching(/^The model that is served does not come from a model registry/) as string,
        remediation: expect.any(String) as string,
        file: 'app.py',
        line: 4,
        component: 'serving',
      },
      expect.objectContaining({ ruleId: 'training-without-ci', file: 'mlops/train.py', component: 'ci' }),
    ]);
  });

  it.each([
    ['everything', { all: true }, 2],
    ['the registry', { components: ['registry'] }, 0],
  ])('of %s in an empty project leaves nothing to people, and says the level', async (_what, options, level) => {
    expect(await foreseen(project(), options)).toEqual({ level, findings: [] });
  });

  it('says nothing of what the user accepts', async () => {
    const waiver = '# refarch: waive serving-bypasses-registry until 2999-12-31 owner shop -- it goes next\n';
    const root = project({ 'app.py': FLASK.replace('model =', `${waiver}model =`) });
    const { findings } = await foreseen(root, { components: ['registry'] });
    expect(findings.map(({ file }) => file)).not.toContain('app.py');
  });
});
