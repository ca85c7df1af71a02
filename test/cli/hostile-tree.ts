/** A tree made to hurt, written at run time: version control keeps neither FIFOs nor such names. */
import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { write } from '../workspace/temporary-tree.js';

const DEEP = 100_000;
const ESCAPES = '\u001b[2J\u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007\u202egnp\u2066\u009b31m\u200b';
const BELOW_NAME = 'a\nb\u001b[2J';

/** Text that must appear nowhere: it stands in a file outside of the tree. */
export const OUTSIDE = 'text-from-outside-of-the-tree';

const nested = (open: string, close: string, middle = '1'): string => open.repeat(DEEP) + middle + close.repeat(DEEP);

const manifest = (rest: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: deep }\n${rest}`;

/** Each level holds the one before nine times. */
function aliasBomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, n) => `a${n}: &a${n} [${Array.from({ length: 9 }, () => (n === 0 ? 'lol' : `*a${n - 1}`)).join(', ')}]`,
  );
  return `${levels.join('\n')}\n`;
}

const workflow = (name: string): string => `name: ${JSON.stringify(name)}
on: push
jobs:
  ${JSON.stringify(`build ${name}`)}:
    name: ${JSON.stringify(name)}
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python train.py
      - run: docker build -t ${JSON.stringify(`registry.example/${name}`)} .
`;

const training = (name: string): string => `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression()
with mlflow.start_run(run_name=${JSON.stringify(name)}):
    model.fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", 1.0)
    mlflow.sklearn.log_model(model, "model", registered_model_name=${JSON.stringify(name)})
`;

const serving = (name: string): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: ${JSON.stringify(name)}
spec:
  predictor:
    containers:
      - name: ${JSON.stringify(name)}
        image: ${JSON.stringify(`registry.example/${name}:latest`)}
    model:
      modelFormat: { name: sklearn }
      storageUri: ${JSON.stringify(`models:/${name}/1`)}
`;

/**
 * @param root an empty directory
 * @param outside another one, to which links of the tree lead
 * @param mark path of a file that code of the tree writes if something runs it
 */
export function writeHostileTree(root: string, outside: string, mark: string): void {
  write(outside, {
    'train.py': training(OUTSIDE),
    'secret.yaml': `password: ${OUTSIDE}\n`,
    'd/serving.yaml': serving(OUTSIDE),
  });
  const code = `require('fs').writeFileSync(${JSON.stringify(mark)}, ''); module.exports = {};\n`;
  const module = `import { writeFileSync } from 'fs'; writeFileSync(${JSON.stringify(mark)}, ''); export default {};\n`;
  write(root, {
    'deep/bomb.yaml': manifest(aliasBomb()),
    'deep/flow.yaml': manifest(`spec: ${nested('[', ']')}\n`),
    'deep/maps.yaml': manifest(`spec: ${nested('{a: ', '}')}\n`),
    'deep/sequences.yaml': manifest(`spec:\n  ${'- '.repeat(DEEP)}1\n`),
    'deep/open.yaml': manifest(`${'['.repeat(3000)}\n${'['.repeat(3000)}\n`),
    'deep/values.json': `{"apiVersion":"apps/v1","kind":"Deployment","spec":${nested('[', ']')}}`,
    'deep/objects.json': `{"apiVersion":"apps/v1","kind":"Deployment","spec":${nested('{"a":', '}')}}`,
    'deep/notebook.ipynb': `{"nbformat":4,"cells":[{"cell_type":"code","source":["import mlflow"]},${nested('[', ']')}]}`,
    'deep/lists.tf': `locals {\n  a = ${nested('[', ']')}\n}\n`,
    'deep/blocks.tf': `${'a {\n'.repeat(DEEP)}${'}\n'.repeat(DEEP)}`,
    'deep/calls.tf': `locals {\n  a = ${nested('f(', ')')}\n}\n`,
    'deep/parentheses.py': `import mlflow\nx = ${nested('(', ')')}\n`,
    'deep/calls.py': `import mlflow\nx = ${nested('f(', ')')}\n`,
    'deep/nots.py': `import mlflow\nx = ${'not '.repeat(DEEP)}True\n`,
    'deep/attributes.py': `import mlflow\nx = mlflow${'.a'.repeat(DEEP)}()\n`,
    'deep/sums.py': `import mlflow\nx = ${'"a" + '.repeat(DEEP)}"a"\n`,
    'deep/blocks.py': `import mlflow\n${Array.from({ length: 1500 }, (_, n) => `${' '.repeat(n)}if x:\n`).join('')}${' '.repeat(1500)}pass\n`,
    'deep/run.sh': `python train.py ${nested('$(echo ', ')')}\n`,
    'deep/Makefile': `all:\n\tpython ${nested('$(', ')', 'x')}\n`,
    'deep/pyproject.toml': `a = ${nested('[', ']')}\n`,
    'deep/Dockerfile': `FROM python:3.12\nRUN ${nested('(', ')', 'python train.py')}\n`,
    'large/long.py': `import mlflow\n${'metric = mlflow.log_metric("accuracy", compute(model, rate=0.1))\n'.repeat(47_000)}`,
    'large/line.json': JSON.stringify({
      kind: 'Deployment',
      values: Array.from({ length: 400_000 }, (_, n) => n * 1_000),
    }),
    'large/sparse.yaml': '',
    [`names/${BELOW_NAME}/train.py`]: training('plain'),
    [`names/${BELOW_NAME}/${ESCAPES.replaceAll('/', '')}.yaml`]: serving('plain'),
    'names/::error::x.tf': 'resource "aws_s3_bucket" "models" {\n  bucket = "models"\n}\n',
    'names/<img src=x onerror=alert(1)>.py': training('plain'),
    'names/a|b`c.py': training('plain'),
    '.github/workflows/ci.yml': workflow(ESCAPES),
    'train.py': training(ESCAPES),
    'serving.yaml': serving(ESCAPES),
    Dockerfile: `FROM ${ESCAPES.replaceAll('\u001b', '')}\nCMD ["python", "train.py"]\n`,
    // With a configuration to find, the search for it is started beside all of the following.
    'refarch.yaml': 'failOn: never\n',
    'refarch.config.js': code,
    'refarch.config.cjs': code,
    'refarch.config.mjs': module,
    '.refarchrc.js': code,
    '.config/config.js': code,
    '.config/config.cjs': code,
    'evil.cjs': code,
    'package.json': JSON.stringify({
      name: 'x',
      cosmiconfig: { searchPlaces: ['evil.cjs'] },
      scripts: { prepare: `touch ${mark}` },
    }),
    'conftest.py': `open(${JSON.stringify(mark)}, 'w')\n`,
    '.git/config': `[core]\n\tfsmonitor = "touch ${mark}"\n`,
    '.git/HEAD': 'ref: refs/heads/main\n',
  });
  truncateSync(join(root, 'large/sparse.yaml'), 2 ** 30);
  execFileSync('mkfifo', [join(root, 'fifo.yaml'), join(root, 'fifo.py')]);
  symlinkSync('.', join(root, 'loop'));
  symlinkSync('other.yaml', join(root, 'one.yaml'));
  symlinkSync('one.yaml', join(root, 'other.yaml'));
  symlinkSync(outside, join(root, 'outside'));
  symlinkSync(join(outside, 'train.py'), join(root, 'outside.py'));
  symlinkSync('/dev/zero', join(root, 'zero.yaml'));
}
