import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const FILES = {
  'app.py': `from flask import Flask
from service.recommend import recommend

app = Flask(__name__)

@app.route("/")
def home():
    return recommend(1)
`,
  'service/recommend.py': `from service.paths import *
from service.helpers import *

def recommend(user):
    return similar(user)
`,
  'service/paths.py': 'MODEL = "model.joblib"\n',
  'service/helpers.py': 'import joblib\n\ndef similar(user):\n    return joblib.load("m.joblib").predict([[user]])\n',
};

describe('Names that a file takes whole out of a module', () => {
  it('are followed into the module that defines them', async () => {
    expect((await auditFiles(FILES)).components).toContain('model-serving flask');
  });

  it.each([
    ['a name that the file defines itself', 'from service.helpers import *\n\ndef similar(user):\n    return 1\n\n'],
    ['a parameter', 'from service.helpers import *\n\ndef outer(similar):\n    return similar(1)\n\n'],
  ])('but not %s', async (_, head) => {
    const body = head.includes('outer')
      ? 'def recommend(user):\n    return outer(len)\n'
      : 'def recommend(user):\n    return similar(user)\n';
    const { components } = await auditFiles({ ...FILES, 'service/recommend.py': head + body });
    expect(components).not.toContain('model-serving flask');
  });
});
