import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const service: Files = {
  Dockerfile: 'FROM python:3.12\nCOPY app.py app.py\nCMD ["uvicorn", "app:app"]\n',
  'app.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`,
};
const DEPLOY = 'gcloud run deploy fraud --source . --region europe-west1';
const step = (script: string): string => `      - run: |\n${script.replace(/^/gm, '          ')}\n`;
const workflow = (...scripts: string[]): string =>
  `on: push\njobs:\n  deliver:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${scripts.map(step).join('')}`;

/** How the service is tested, where that is said, and what the models say of it. */
async function tested(files: Files): Promise<{ kind: unknown; at: string[]; microsoft: string; google: string }> {
  const { assessment } = await auditFiles({ ...service, ...files });
  const serving = assessment.components.find(({ type, attributes }) => type === 'model-serving' && !attributes.role);
  const status = (model: string, id: string): string =>
    assessment.maturity.find((one) => one.model === model)?.criteria.find((one) => one.id === id)?.status ?? '';
  return {
    kind: serving?.attributes.smokeTest,
    at: (serving?.attributeEvidence?.smokeTest ?? []).map(({ file, line }) => `${file}:${line}`),
    microsoft: status('microsoft-mlops', 'MI3'),
    google: status('google-mlops', 'G2.cd.2'),
  };
}
const CI = '.github/workflows/deliver.yml';
const after = (script: string, files: Files = {}): Files => ({ [CI]: workflow(DEPLOY, script), ...files });
const python = (text: string): Files => after('python check.py "$URL"', { 'check.py': text });
const ASK = `import sys\nimport requests\n\n`;

describe('a request after the deployment whose wrong answer stops the delivery', () => {
  it.each<[string, Files]>([
    ['curl that fails', after(`curl -f -X POST "$URL/predict" -d '[[1, 2]]'`)],
    ['curl with bundled options', after(`curl -sSfL "$URL/predict" --data @sample.json`)],
    [
      'a status that is compared',
      after(
        `code=$(curl -s -o /dev/null -w '%{http_code}' -d '[1]' $URL/predict)\nif [ "$code" != 200 ]; then exit 1; fi`,
      ),
    ],
    ['an answer that is searched', after(`curl -s -d '[1]' "$URL/predict" | grep -q prediction`)],
    ['an answer that jq judges', after(`curl -s -d '[1]' "$URL/predict" | jq -e '.prediction'`)],
    [
      'tried until it answers',
      after(`for i in 1 2 3; do\n  if curl -sf -d '[1]' $URL/predict; then exit 0; fi\n  sleep 5\ndone\nexit 1`),
    ],
    [
      'from inside the cluster',
      after(`answer=$(kubectl run smoke --image=curlimages/curl --rm -i -- curl -sf -d '[1]' http://fraud/predict) || answer=""
if [ -z "$answer" ]; then exit 1; fi`),
    ],
    ['wget', after(`wget -qO- --post-data='[1]' "$URL/predict"`)],
    ['PowerShell', after(`Invoke-RestMethod -Uri "$URL/predict" -Method Post -Body $body`)],
    ['a command of Azure', after('az ml online-endpoint invoke --name fraud --request-file sample.json')],
    ['a command of Google Cloud', after('gcloud ai endpoints predict 42 --region europe-west1 --json-request=a.json')],
    [
      'a command of AWS',
      after('aws sagemaker-runtime invoke-endpoint --endpoint-name fraud --body fileb://a out.json'),
    ],
    ['a collection of requests', after('newman run tests/fraud.postman_collection.json')],
    ['tests of a chart', after('helm test fraud')],
    ['a load test with limits', after('k6 run load.js')],
    ['a script of the shell', after('./smoke.sh', { 'smoke.sh': `#!/bin/sh\ncurl -f -d '[1]' "$1/predict"\n` })],
    [
      'a program that raises',
      python(`${ASK}response = requests.post(sys.argv[1], json=[[1, 2]])\nresponse.raise_for_status()\n`),
    ],
    [
      'a program that asserts, elsewhere',
      python(`${ASK}def ask(url):
    return requests.post(url + "/predict", json=[[1, 2]]).json()


def main():
    answer = ask(sys.argv[1])
    assert "result" in answer


main()
`),
    ],
    [
      'a program that exits',
      python(`${ASK}answer = requests.post(sys.argv[1], json=[1])\nif answer.status_code != 200:\n    sys.exit(1)\n`),
    ],
    [
      'a program that tries again',
      python(`${ASK}def ask(url):
    for _ in range(5):
        answer = requests.post(url, json=[1])
        if answer.ok:
            return answer.json()
    raise RuntimeError("no answer")


ask(sys.argv[1])
`),
    ],
    [
      'the client of a platform',
      python('import boto3\n\nboto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="fraud", Body=b"1")\n'),
    ],
    [
      'tests',
      after('pytest tests/smoke', {
        'tests/smoke/test_answers.py':
          'import os\nimport requests\n\n\ndef test_answer():\n    answer = requests.post(os.environ["URL"], json=[1])\n    assert answer.status_code == 200\n',
      }),
    ],
    [
      'in a later job',
      {
        [CI]: `${workflow(DEPLOY)}  smoke:\n    needs: deliver\n    runs-on: ubuntu-latest\n    steps:\n${step("curl -f -d '[1]' $URL/predict")}`,
      },
    ],
  ])('%s', async (_, files) =>
    expect(await tested(files)).toMatchObject({ kind: 'gate', microsoft: 'met', google: 'met' }),
  );
});

describe('a request that stops nothing, or asks for less', () => {
  it.each<[string, Files, string]>([
    ['printed', after(`curl -s -d '[1]' "$URL/predict"`), 'print'],
    ['a failure that another command hides', after(`curl -f -d '[1]' "$URL/predict" | jq .`), 'print'],
    ['forgiven', after(`curl -f -d '[1]' "$URL/predict" || true`), 'print'],
    ['a program that prints', python(`${ASK}print(requests.post(sys.argv[1], json=[1]).json())\n`), 'print'],
    [
      'a program that goes on',
      python(`${ASK}try:
    requests.post(sys.argv[1], json=[1]).raise_for_status()
except requests.HTTPError as error:
    print(error)
`),
      'print',
    ],
    ['a sign of life', after('curl -f "$URL/health"'), 'life'],
    ['a sign of life of a program', python(`${ASK}requests.get(sys.argv[1] + "/health").raise_for_status()\n`), 'life'],
  ])('%s', async (_, files, kind) =>
    expect(await tested(files)).toMatchObject({ kind, microsoft: 'partly-met', google: 'partly-met' }),
  );
});

describe('no test of the delivery', () => {
  it.each<[string, Files]>([
    ['nothing is asked', after('echo done')],
    ['before the deployment', { [CI]: workflow("curl -f -d '[1]' $URL/predict", DEPLOY) }],
    ['something is fetched', after('curl -fsSL https://downloads.example/kustomize.tar.gz -o kustomize.tar.gz')],
    ['an installer', after('curl -sL https://downloads.example/install.sh | bash')],
    ['people are told', after(`curl -f -X POST -d '{"text": "done"}' "$SLACK_WEBHOOK_URL"`)],
    ['the service loads another model', after(`curl -f -X POST "$URL/admin/reload-model"`)],
    ['a sign of life that stops nothing', after('curl -s "$URL/health"')],
    ['a workflow is started', after(`curl -f -d '{}' https://api.github.com/repos/acme/ops/dispatches`)],
    ['the workflow deploys nothing', { [CI]: workflow("curl -f -d '[1]' $URL/predict") }],
  ])('%s', async (_, files) =>
    expect(await tested(files)).toEqual({ kind: undefined, at: [], microsoft: 'not-observed', google: 'not-observed' }),
  );
});

it('shows the step and the request', async () => {
  const { at } = await tested(python(`${ASK}requests.post(sys.argv[1], json=[1]).raise_for_status()\n`));
  expect(at).toEqual([`${CI}:10`, 'check.py:4']);
});

it('leaves tests of code what they are: a request says nothing of the code', async () => {
  const { assessment } = await auditFiles({ ...service, ...after(`curl -f -d '[1]' "$URL/predict"`) });
  const microsoft = assessment.maturity.find(({ model }) => model === 'microsoft-mlops');
  const status = (id: string): string | undefined => microsoft?.criteria.find((one) => one.id === id)?.status;
  expect([status('MT1.2'), status('ME2'), status('MI4')]).toEqual(['not-observed', 'partly-met', 'partly-met']);
});
