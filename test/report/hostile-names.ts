/** Names by which a stranger would reach whatever shows a report, in every place of a tree that reports name. */
import type { Files } from '../systems/support.js';

export const PAYLOADS = [
  'x\n::error file=a::pwned',
  '::stop-commands::pwned',
  '::set-output name=pwned::1',
  '##vso[task.setvariable variable=pwned]1',
  '##[add-mask]pwned',
  '\u001b]0;pwned\u0007\u001b[2J\u009b31m',
  '\u202egnp\u2066\u200b\ufeff',
  '=cmd|"/C pwned"!A0',
  '+1+pwned',
  '-1-pwned',
  '@SUM(pwned)',
  '\t=pwned',
  '＝pwned',
  '|pwned](javascript:pwned)',
  '<img src=x onerror=pwned>',
  '</script><script>pwned</script>',
  '--><b>pwned</b><!--',
  '@pwned/team #1 GH-1',
  'https://pwned.example/ www.pwned.example',
  '`pwned` *pwned* _pwned_ ~~pwned~~',
  ']]><pwned/>&pwned;',
  '\u0001\u0008\ufffe\ud800',
  '%0A::error::pwned',
  '"; pwned; "',
  "'pwned'",
  '{{pwned}} ${{ pwned }} {0}',
  '../../pwned',
  'C:\\pwned',
];

const training = (name: string): string => `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression()
model.fit([[0], [1]], [0, 1])
mlflow.sklearn.log_model(model, "model", registered_model_name=${JSON.stringify(name)})
`;

const serving = (name: string): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: ${JSON.stringify(name)}
spec:
  predictor:
    model:
      modelFormat: { name: sklearn }
      storageUri: ${JSON.stringify(`s3://models/${name}`)}
`;

const workflow = (name: string): string => `name: ${JSON.stringify(name)}
on: push
jobs:
  build:
    name: ${JSON.stringify(name)}
    runs-on: ubuntu-latest
    steps:
      - name: ${JSON.stringify(name)}
        run: kubectl apply -f serving
`;

const dag = (name: string): string => `from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(${JSON.stringify(name)}, schedule="@daily") as dag:
    BashOperator(task_id=${JSON.stringify(name)}, bash_command="python train.py")
`;

/** What a file system and a directory of a tree can hold of a name. */
const fileName = (payload: string): string => payload.replace(/[/\0\ud800]/g, '').replace(/^\.+/, '') || 'x';

export function hostileFiles(): Files {
  return Object.fromEntries(
    PAYLOADS.flatMap((payload, at) => [
      [`${at} ${fileName(payload)}/${fileName(payload)}/train.py`, training(payload)],
      [`${fileName(payload)}.py`, training(payload)],
      [`serving/${fileName(payload)}.yaml`, serving(payload)],
      [`.github/workflows/${fileName(payload)}.yml`, workflow(payload)],
      [`dags/${at}.py`, dag(payload)],
    ]),
  );
}
