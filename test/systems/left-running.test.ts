import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const APP = `import pickle
from flask import Flask, request

app = Flask(__name__)
model = pickle.load(open("model.pkl", "rb"))

@app.route("/predict", methods=["POST"])
def predict():
    return str(model.predict([request.get_json()]))

if __name__ == "__main__":
    app.run()
`;

const gitlab = (command: string): Files => ({
  'app.py': APP,
  '.gitlab-ci.yml': `release:\n  script:\n    - scp app.py user@host:app/\n    - ${JSON.stringify(command)}\n`,
});

describe('a service that CI leaves running on another machine', () => {
  it.each([
    ["ssh user@host 'cd app && nohup python3 app.py &>/dev/null &'", true],
    ["ssh user@host 'pkill -f app.py; setsid python3 app.py'", true],
    ["ssh user@host 'python3 app.py'", false],
    ['python3 app.py & curl localhost:5000/predict', false],
  ])('%s', async (command, deploys) => {
    const { criteria } = await auditFiles(gitlab(command));
    expect(criteria.includes('G1.5')).toBe(deploys);
  });

  it('is none on a machine of the platform that is thrown away', async () => {
    const { criteria } = await auditFiles({
      'app.py': APP,
      '.github/workflows/test.yml':
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: nohup python app.py &\n',
    });
    expect(criteria).not.toContain('G1.5');
  });
});
