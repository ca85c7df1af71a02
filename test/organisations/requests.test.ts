import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf, SERVES } from './support.js';

const LOADS = 'model = joblib.load("model.joblib")';
/** A service whose router adds its path to the one that the program gives it. */
const SERVICE = (route: string, prefix = ''): Files => ({
  'main.py': `from fastapi import FastAPI
import joblib
from endpoints import router
${LOADS}
app = FastAPI()
app.include_router(router${prefix})

@app.post("/predict")
def predict(row: dict):
    return model.predict([row])
`,
  'endpoints.py': `from fastapi import APIRouter
router = APIRouter()

@router.get("${route}")
def answer():
    return {}
`,
});
const PAGE = (path: string): Files => ({
  'src/api.ts': `import axios from 'axios';
const client = axios.create({ baseURL: process.env.API_URL });
export const load = async () => (await client.get(\`${path}\`)).data;
`,
});
const ASKS = ['page/infrastructure --reads-from-> service/model-serving'];

describe('a page that asks a service by the path of its interface', () => {
  it.each<[string, Files, Files]>([
    ['as it is', PAGE('/api/v1/portfolio/exposure'), SERVICE('/api/v1/portfolio/exposure')],
    [
      'behind a prefix of the router',
      PAGE('/api/v1/portfolio/exposure'),
      SERVICE('/exposure', ', prefix="/portfolio"'),
    ],
    ['with a parameter at the end', PAGE('portfolio/exposure/${id}'), SERVICE('/portfolio/exposure/{customer}')],
    ['with the address of the host', PAGE('https://risk.acme.io/portfolio/exposure'), SERVICE('/portfolio/exposure')],
  ])('%s', async (_, page, service) => {
    expect(await linksOf({ page, service })).toEqual(ASKS);
  });

  it('that stands on the next line', async () => {
    const service = SERVICE('/portfolio/exposure');
    const endpoints = (service['endpoints.py'] ?? '').replace('("/portfolio', '(\n    "/portfolio');
    expect(
      await linksOf({ page: PAGE('/portfolio/exposure'), service: { ...service, 'endpoints.py': endpoints } }),
    ).toEqual(ASKS);
  });

  it('from a component of Vue', async () => {
    const page = {
      'pages/exposure.vue': "<script setup>\nconst data = await restAPI.get('/portfolio/exposure')\n</script>\n",
    };
    expect(await linksOf({ page, service: SERVICE('/portfolio/exposure') })).toEqual(ASKS);
  });

  it.each<[string, Files, Files]>([
    ['that everybody has', PAGE('/api/v1/users/login'), SERVICE('/api/v1/users/login')],
    ['that has another beginning', PAGE('/portfolio/exposure'), SERVICE('/ledger/exposure')],
    ['that stands behind another prefix', PAGE('/portfolio/exposure'), SERVICE('/exposure', ', prefix="/ledger"')],
    [
      'that it answers itself',
      { ...PAGE('/portfolio/exposure'), ...SERVICE('/portfolio/exposure') },
      SERVICE('/portfolio/exposure'),
    ],
  ])('does not mean a path %s', async (_, page, service) => {
    expect(await linksOf({ page, service })).toEqual([]);
  });

  it('does not know which of two services is asked', async () => {
    const service = SERVICE('/portfolio/exposure');
    expect(await linksOf({ page: PAGE('/portfolio/exposure'), service, copy: service })).toEqual([]);
  });
});

describe('paths in other frameworks', () => {
  const PYTHON = 'import joblib\nmodel = joblib.load("m.joblib")\n';
  it.each<[string, Files]>([
    [
      'Azure Functions',
      {
        'function_app.py': `${PYTHON}import azure.functions as func\napp = func.FunctionApp()\n\n@app.route(route="portfolio/exposure", methods=["POST"])\ndef answer(req):\n    return model.predict([req])\n`,
      },
    ],
    [
      'Jakarta REST',
      { 'src/Exposure.java': '@Path("/portfolio")\npublic class Exposure {\n    @POST\n    @Path("/exposure")\n}\n' },
    ],
    [
      'ASP.NET',
      { 'Exposure.cs': '[Route("api/portfolio")]\npublic class Exposure {\n    [HttpPost("exposure")]\n}\n' },
    ],
    ['chi', { 'main.go': 'func main() {\n\tr.Post("/portfolio/exposure", answer)\n}\n' }],
  ])('of %s', async (_, service) => {
    const links = await linksOf({ page: PAGE('/portfolio/exposure'), service });
    expect(links).toHaveLength(1);
    expect(links[0]).toMatch(
      /^page\/infrastructure --(?:reads-from|runs-on)-> service\/(?:model-serving|infrastructure)$/,
    );
  });
  it.each([
    ['hands on', 'proxy_pass http://scorer/portfolio/exposure;', true],
    ['only writes down', '# proxy_pass http://scorer/portfolio/exposure;', false],
  ])('that nginx %s', async (_, line, expected) => {
    const proxy = {
      'nginx.conf': `server {\n  location /x {\n    ${line}\n  }\n}\n`,
      'compose.yaml': 'services: { proxy: { image: "nginx:1" } }\n',
    };
    expect(await linksOf({ proxy, service: SERVICE('/portfolio/exposure') })).toEqual(
      expected ? ['proxy/infrastructure --reads-from-> service/model-serving'] : [],
    );
  });
});

describe('a path that many services answer', () => {
  const SERVES_PATHS = (...paths: string[]): Files => ({
    'main.py': `from fastapi import FastAPI
import joblib
${LOADS}
app = FastAPI()
${paths.map((path, at) => `\n@app.post("${path}")\ndef f${at}(row: dict):\n    return model.predict([row])\n`).join('')}`,
  });
  const ASKS_PATHS = (...paths: string[]): Files => ({
    'script.js': paths.map((path) => `fetch(BACKEND_URL + '${path}');\n`).join(''),
  });
  const OWNED = (owner: string, name: string): Files => ({
    'README.md': `git clone https://github.com/${owner}/${name}\n`,
  });

  it.each<[string, Record<string, Files>]>([
    ['is one of several', { page: ASKS_PATHS('/predict', '/models'), service: SERVES_PATHS('/predict', '/models') }],
    [
      'belongs to one owner',
      {
        page: { ...ASKS_PATHS('/predict'), ...OWNED('acme', 'page') },
        service: { ...SERVES_PATHS('/predict'), ...OWNED('acme', 'service') },
      },
    ],
  ])('is meant where it %s', async (_, sources) => {
    expect(await linksOf(sources)).toEqual(ASKS);
  });

  it.each<[string, Record<string, Files>]>([
    ['stands alone', { page: ASKS_PATHS('/predict'), service: SERVES_PATHS('/predict') }],
    [
      'says only that it lives',
      { page: ASKS_PATHS('/predict', '/health'), service: SERVES_PATHS('/predict', '/health') },
    ],
    [
      'belongs to two owners',
      {
        page: { ...ASKS_PATHS('/predict'), ...OWNED('acme', 'page') },
        service: { ...SERVES_PATHS('/predict'), ...OWNED('other', 'service') },
      },
    ],
    [
      'is answered by the page itself',
      {
        page: { ...ASKS_PATHS('/api/predict', '/api/models'), 'pages/api/predict.ts': '', 'pages/api/models.ts': '' },
        service: SERVES_PATHS('/predict', '/models'),
      },
    ],
  ])('is not meant where it %s', async (_, sources) => {
    expect(await linksOf(sources)).toEqual([]);
  });
});

const BUCKET = (name: string): Files => ({
  'main.tf': `resource "aws_s3_bucket" "results" {\n  bucket = "${name}"\n}\n`,
});

describe('a bucket', () => {
  it.each([
    ['of a host of its own', 'https://acme-risk-results.s3.eu-central-1.amazonaws.com/daily'],
    ['as a part of the path', 'https://s3.eu-central-1.amazonaws.com/acme-risk-results/daily'],
  ])('is known by the address %s', async (_, url) => {
    const extension: Files = { 'background.js': `const RESULTS = "${url}";\nfetch(RESULTS + "/1.json");\n` };
    const link = ['extension/infrastructure --reads-from-> platform/data-store'];
    expect(await linksOf({ extension, platform: BUCKET('acme-risk-results') })).toEqual(link);
    expect(await linksOf({ extension, platform: BUCKET('acme-risk-results-test') })).toEqual([]);
  });

  const KEEPS = (name: string): Files => ({
    'store.py': `import boto3

def keep(path, bucket_name, key):
    boto3.client("s3").upload_file(path, bucket_name, key)
`,
    'train.py': `import joblib
from sklearn.linear_model import LogisticRegression
from store import keep

model = LogisticRegression().fit([[0], [1]], [0, 1])
joblib.dump(model, "model.joblib")
keep("model.joblib", bucket_name="${name}", key="model.joblib")
`,
  });
  const FETCHES = (name: string): Files =>
    SERVES(`import boto3
BUCKET = "${name}"
boto3.client("s3").download_file(BUCKET, "model.joblib", "model.joblib")
${LOADS}`);

  it('that two sources name and nobody here makes is one', async () => {
    const links = await linksOf({ training: KEEPS('acme-risk-models'), service: FETCHES('acme-risk-models') });
    expect(links).toContain('service/model-serving --reads-from-> service+training/data-store');
    expect(links.filter((link) => link.startsWith('training/training-pipeline'))).not.toEqual([]);
  });

  it.each([
    ['another name', 'acme-risk-models', 'acme-fraud-models'],
    ['a name that is to be filled in', 'your-unique-bucket-name', 'your-unique-bucket-name'],
    ['a name that everybody gives', 'mlops-models', 'mlops-models'],
  ])('is another one where it has %s', async (_, one, other) => {
    expect(await linksOf({ training: KEEPS(one), service: FETCHES(other) })).toEqual([]);
  });
});

describe('the repository of a source whose directory is called otherwise', () => {
  const INSTALLS: Files = {
    Dockerfile: 'FROM python:3.12\nRUN pip install git+https://github.com/acme/risk-scorecard@v2\nCMD ["score"]\n',
  };
  const TRAINS = (files: Files): Files => ({
    'src/train.py':
      'from sklearn.linear_model import LogisticRegression\nLogisticRegression().fit([[0], [1]], [0, 1])\n',
    ...files,
  });
  const USES = ['library/training-pipeline --runs-on-> image/infrastructure'];

  it.each<[string, Files]>([
    [
      'its setup',
      {
        'setup.py':
          'from setuptools import setup\nsetup(\n    name="x",\n    url="https://github.com/acme/risk-scorecard",\n)\n',
      },
    ],
    [
      'its project',
      {
        'pyproject.toml':
          '[project]\nname = "x"\n[project.urls]\nRepository = "https://github.com/acme/risk-scorecard"\n',
      },
    ],
    ['how to clone it', { 'README.md': '# Risk\n\n    git clone git@github.com:acme/risk-scorecard.git\n' }],
    [
      'the state of its builds',
      { 'README.md': '![](https://github.com/acme/risk-scorecard/actions/workflows/ci.yml/badge.svg)\n' },
    ],
    [
      'its pipeline, which pushes to it',
      {
        '.gitlab-ci.yml':
          'bump:\n  script:\n    - git push "https://oauth2:$TOKEN@github.com/acme/risk-scorecard.git" HEAD:main\n',
      },
    ],
  ])('is known by %s', async (_, files) => {
    expect(await linksOf({ image: INSTALLS, library: TRAINS(files) })).toEqual(USES);
  });

  it.each<[string, Files]>([
    ['that says nothing', {}],
    ['that is another one', { 'README.md': 'git clone https://github.com/acme/risk-ledger\n' }],
    [
      'of which a pipeline pushes to a checkout',
      {
        '.gitlab-ci.yml':
          'bump:\n  script:\n    - git clone "$DEPLOY" deploy\n    - git push "https://oauth2:$TOKEN@github.com/acme/risk-scorecard.git" HEAD:main\n',
      },
    ],
    ['whose readers fill in the owner', { 'README.md': 'git clone https://github.com/your-username/risk-scorecard\n' }],
  ])('is not known of one %s', async (_, files) => {
    expect(await linksOf({ image: INSTALLS, library: TRAINS(files) })).toEqual([]);
  });
});
