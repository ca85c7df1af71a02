import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf } from './support.js';

/** A service that reads variables in the ways that programs do. */
const READS = (...lines: string[]): Files => ({
  'app.py': `import os
from fastapi import FastAPI
${lines.join('\n')}
app = FastAPI()

@app.post("/score")
def score(row: dict):
    return row
`,
});
const GETS = (...names: string[]): Files => READS(...names.map((name) => `${name} = os.getenv("${name}")`));
/** A deployment that sets them. */
const SETS = (...names: string[]): Files => ({
  'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: scorer }
spec:
  selector: { matchLabels: { app: scorer } }
  template:
    metadata: { labels: { app: scorer } }
    spec:
      containers:
        - name: scorer
          image: registry.example.org/$IMAGE
          env:
${names.map((name) => `            - name: ${name}\n              value: "1"\n`).join('')}`,
});
const OWN = ['EXPOSURE_LIMIT', 'LEDGER_CURRENCY', 'UNDERWRITER_DESK'];
const RUNS_ON = ['app/infrastructure --runs-on-> deploy/infrastructure'];
/** Names the other repository, so that both belong together. */
const NAMES: Files = {
  '.github/workflows/ci.yml': `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { repository: acme/risk-deploy, path: deploy }
      - run: kubectl apply -f deploy/deployment.yaml
`,
};

describe('variables that a deployment sets and a program of another source reads', () => {
  it.each<[string, Files, Files]>([
    ['by the interface of the system', GETS(...OWN), SETS(...OWN, 'LOG_LEVEL')],
    [
      'as fields of settings',
      READS(
        'from pydantic_settings import BaseSettings',
        'class Settings(BaseSettings):',
        ...OWN.map((name) => `    ${name.toLowerCase()}: str = ""`),
      ),
      SETS(...OWN),
    ],
    [
      'by an alias',
      READS(
        'from pydantic import Field',
        'from pydantic_settings import BaseSettings',
        'class Settings(BaseSettings):',
        ...OWN.map((name, at) => `    field${at}: str = Field(..., alias="${name}")`),
      ),
      SETS(...OWN),
    ],
    [
      'of Node',
      {
        'server.ts': `import express from 'express';
const app = express();
const all = [${OWN.map((name) => `process.env.${name}`).join(', ')}];
app.post('/score', (req, res) => res.json(all));
`,
      },
      SETS(...OWN),
    ],
    [
      'of Spring',
      { 'src/main/resources/application.yml': `risk: [${OWN.map((name) => `"\${${name}:x}"`).join(', ')}]\n` },
      SETS(...OWN),
    ],
  ])('say where it runs: %s', async (_, app, deploy) => {
    expect(await linksOf({ app, deploy })).toEqual(RUNS_ON);
  });

  it('stand in Terraform and in Compose', async () => {
    const terraform = `resource "azurerm_linux_web_app" "risk" {
  name = "risk"
  app_settings = {
${OWN.map((name) => `    ${name} = "x"`).join('\n')}
  }
}
`;
    const compose = `services:
  scorer:
    image: registry.example.org/$IMAGE
    environment:
${OWN.map((name) => `      - ${name}=x`).join('\n')}
`;
    expect(await linksOf({ app: GETS(...OWN), deploy: { 'main.tf': terraform } })).toEqual(RUNS_ON);
    expect(await linksOf({ app: GETS(...OWN), deploy: { 'docker-compose.yml': compose } })).toEqual(RUNS_ON);
  });

  it('may be fewer where the sources belong together', async () => {
    const app = { ...GETS('EXPOSURE_LIMIT', 'LEDGER_CURRENCY'), ...NAMES };
    const found = (links: string[]): string[] => links.filter((line) => line.includes('runs-on'));
    const set = SETS('EXPOSURE_LIMIT', 'LEDGER_CURRENCY', 'PAGE_SIZE');
    expect(found(await linksOf({ app, 'risk-deploy': set }))).toEqual([
      'app/infrastructure --runs-on-> risk-deploy/infrastructure',
    ]);
    for (const one of [SETS('EXPOSURE_LIMIT', 'DASHBOARD_TITLE', 'PAGE_SIZE'), SETS('EXPOSURE_LIMIT')])
      expect(found(await linksOf({ app, 'risk-deploy': one }))).toEqual([]);
  });

  it.each<[string, Record<string, Files>]>([
    [
      'with names that everybody gives',
      {
        app: GETS('DATABASE_URL', 'MLFLOW_TRACKING_URI', 'POSTGRES_PASSWORD', 'OPENAI_API_KEY', 'MODEL_NAME'),
        deploy: SETS('DATABASE_URL', 'MLFLOW_TRACKING_URI', 'POSTGRES_PASSWORD', 'OPENAI_API_KEY', 'MODEL_NAME'),
      },
    ],
    ['of which strangers share two', { app: GETS(...OWN.slice(1)), deploy: SETS(...OWN.slice(1)) }],
    ['that two sources read alike', { app: GETS(...OWN), other: GETS(...OWN), deploy: SETS(...OWN) }],
    ['that the deploying source reads itself', { app: GETS(...OWN), deploy: { ...SETS(...OWN), ...GETS(...OWN) } }],
    [
      'that a pipeline sets for its own steps',
      {
        app: GETS(...OWN),
        deploy: {
          '.github/workflows/ci.yml': `on: push
env:
${OWN.map((name) => `  ${name}: x`).join('\n')}
jobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make }] } }
`,
        },
      },
    ],
    ['that only a comment speaks of', { app: READS(...OWN.map((n) => `# os.getenv("${n}")`)), deploy: SETS(...OWN) }],
  ])('say nothing %s', async (_, sources) => {
    expect(await linksOf(sources)).toEqual([]);
  });
});
