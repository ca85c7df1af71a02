import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const APP = `from flask import Flask
from scoring import Scorer

app = Flask("churn")

@app.route("/predict", methods=["POST"])
def predict():
    return Scorer().predict([1])
`;
const SCORER = (load: string): string => `import pickle
from pathlib import Path

class Scorer:
    def __init__(self):
${load.replace(/^/gm, '        ')}

    def predict(self, row):
        return float(self.answer(row))
`;

describe('models out of pickles', () => {
  it.each([
    ['with open("lin_reg.bin", "rb") as f_in:\n    (self.dv, self.model) = pickle.load(f_in)'],
    ['with open("lin_reg.bin", "rb") as f_in:\n    dv, model = pickle.load(f_in)'],
    ['with open(Path("artifacts/model.bin"), "rb") as file:\n    self.answer = pickle.load(file)'],
    ['file = open("artifacts/model.bin", "rb")\nself.answer = pickle.load(file)'],
    ['model = pickle.loads(Path("x.bin").read_bytes())'],
    ['import pandas as pd\nself.classifier = pd.read_pickle("x.pkl")'],
  ])('are loaded by a service: %s', async (load) => {
    const { components } = await auditFiles({ 'app.py': APP, 'scoring.py': SCORER(load) });
    expect(components).toEqual(['model-serving flask']);
  });

  it.each([
    ['with open("vectorizer.bin", "rb") as file:\n    self.vectorizer = pickle.load(file)'],
    ['self.session = pickle.loads(cookie)'],
    ['with open(path) as file:\n    self.rows = file.read()'],
  ])('are not everything that is pickled: %s', async (load) => {
    const { components } = await auditFiles({ 'app.py': APP, 'scoring.py': SCORER(load) });
    expect(components).toEqual([]);
  });
});
