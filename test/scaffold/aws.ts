/** What the tests of the stack on AWS share: which parts of it are made, and how its definitions are read. */
import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { FORGES, piecesOn } from '../../src/scaffold/index.js';
import type { HclBlock, HclExpression } from '../../src/syntax/types.js';
import { project, scaffold, scaffoldKnowledge, type PlanOptions } from './support.js';

const target = scaffoldKnowledge.targets.find(({ id }) => id === 'aws');
if (!target) throw new Error('there is no target aws');
export const given = { target: 'aws' };
export const SETS: [string, PlanOptions][] = [
  ...FORGES.map((forge): [string, PlanOptions] => [
    `everything on ${forge}`,
    { all: true, given: { ...given, forge } },
  ]),
  ...piecesOn(target, scaffoldKnowledge.pieces)
    .filter(({ id, components }) => components.length > 0 && id !== 'repository')
    .map(({ id }): [string, PlanOptions] => [`${id} alone`, { components: [id], given }]),
  ['monitoring beside what is one’s own', { components: ['orchestration', 'monitoring'], given }],
];
export const OWN = {
  'docker-compose.yml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v3.1.0\n    command: mlflow server\n',
  'app.py':
    'import joblib\nfrom flask import Flask\napp = Flask(__name__)\nmodel = joblib.load("m.pkl")\n@app.post("/predict")\ndef predict():\n    return model.predict([[1]]).tolist()\n',
};

/** What a resource cannot be without, and where that is written. */
export const REQUIRED = load(readFileSync(new URL('aws-arguments.yaml', import.meta.url), 'utf8')) as {
  source: string;
  resources: Record<string, string[]>;
};

export const valueOf = (block: HclBlock | undefined, name: string): HclExpression | undefined =>
  block?.attributes.find((attribute) => attribute.name === name)?.value;
export const textIn = (value: HclExpression | undefined): string =>
  value?.kind === 'string'
    ? value.value
    : value?.kind === 'reference'
      ? value.name
      : value?.kind === 'template'
        ? value.parts.map((part) => (typeof part === 'string' ? part : `\${${part.reference}}`)).join('')
        : value?.kind === 'boolean'
          ? String(value.value)
          : '';
export const textsIn = (value: HclExpression | undefined): string[] =>
  value?.kind === 'list' ? value.items.map(textIn) : [];
export const nested = (block: HclBlock, type: string): HclBlock[] =>
  block.blocks.filter((inner) => inner.type === type);

/** A project with the files of a set. */
export async function made([name, options]: [string, PlanOptions]): Promise<string> {
  const root = project(name.includes('one’s own') ? OWN : {});
  await scaffold(root, options);
  return root;
}
