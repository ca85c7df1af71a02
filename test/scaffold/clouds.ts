/** What the tests of the clouds share: which parts of a stack are made, and projects that have parts of their own. */
import { FORGES, piecesOn } from '../../src/scaffold/index.js';
import { project, scaffold, scaffoldKnowledge, type PlanOptions } from './support.js';

/** An MLflow server and a service, which no piece is made for again. */
const OWN = {
  'docker-compose.yml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v3.1.0\n    command: mlflow server\n',
  'app.py':
    'import joblib\nfrom flask import Flask\napp = Flask(__name__)\nmodel = joblib.load("m.pkl")\n@app.post("/predict")\ndef predict():\n    return model.predict([[1]]).tolist()\n',
};

export type Wish = [name: string, options: PlanOptions];

/** Everything on each forge, each piece alone, and what is made beside parts of one's own. */
export function wishesOn(id: string): Wish[] {
  const given = { target: id };
  const target = scaffoldKnowledge.targets.find((one) => one.id === id);
  if (!target) throw new Error(`there is no target ${id}`);
  return [
    ...FORGES.map((forge): Wish => [`everything on ${forge}`, { all: true, given: { ...given, forge } }]),
    ...piecesOn(target, scaffoldKnowledge.pieces)
      .filter(({ components }) => components.length > 0)
      .map((piece): Wish => [`${piece.id} alone`, { components: [piece.id], given }]),
    ['monitoring beside what is one’s own', { components: ['orchestration', 'monitoring'], given }],
  ];
}

/** A project with the files of a wish. */
export async function made([name, options]: Wish): Promise<string> {
  const root = project(name.includes('one’s own') ? OWN : {});
  await scaffold(root, options);
  return root;
}
