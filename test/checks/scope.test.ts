/** What a source as a whole lacks is one finding, however many components show it. */
import { describe, expect, it } from 'vitest';
import { occurrencesOf, type Occurrence } from '../../src/findings/occurrences.js';
import { auditFiles, type Files } from '../systems/support.js';

const train = (name: string): string =>
  `import joblib\nfrom sklearn.svm import SVC\njoblib.dump(SVC().fit([[1]], [1]), "${name}")\n`;
const SERVE =
  'import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load("a")\n@app.post("/predict")\ndef predict(x: list):\n    return model.predict(x)\n';

async function found(rule: string, files: Files): Promise<Occurrence[]> {
  const { assessment } = await auditFiles({ 'app.py': SERVE, ...files });
  return occurrencesOf(assessment).filter(({ finding }) => finding.ruleId === rule);
}

describe('training without CI', () => {
  it('is one matter, and a further program changes nothing', async () => {
    const one = await found('training-without-ci', { 'train.py': train('a') });
    const two = await found('training-without-ci', { 'train.py': train('a'), 'other/train.py': train('b') });
    expect(one).toHaveLength(1);
    expect(two).toHaveLength(1);
    expect(two[0]?.fingerprint).toBe(one[0]?.fingerprint);
    expect(two[0]?.component).toBeUndefined();
    expect(two[0]?.finding).toMatchObject({ scope: 'source', fingerprint: one[0]?.finding.fingerprint });
    // All that shows it is told all the same.
    expect(two[0]?.finding.components).toHaveLength(2);
    expect(two[0]?.place?.file).toBe('other/train.py');
  });

  it('is unlike a finding about each component', async () => {
    const two = await found('training-without-tracking', { 'train.py': train('a'), 'other/train.py': train('b') });
    expect(two.length).toBeGreaterThan(1);
    expect(two[0]?.finding.scope).toBeUndefined();
  });
});
