import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/quality-gates/index.js';
import { extract, show } from './support.js';

const lines = (text: string): string[] => show(extract(plugin, 'src/evaluate.py', text));

describe('verdicts that are gathered before they are asked', () => {
  const gates: [string, string, string[]][] = [
    [
      'all elements of a dictionary that is filled step by step',
      'results = {}\nok = rmse < LIMIT\nresults["rmse"] = (ok, "details")\nall_ok = all(ok for ok, _ in results.values())\nif all_ok:\n    client.set_registered_model_alias("wind", "champion", 3)\n',
      ['trait - model-gate: all_ok'],
    ],
    [
      'a dictionary of comparisons',
      'checks = {"auc": auc > 0.8, "f1": f1 > 0.7}\nif all(checks.values()):\n    mlflow.register_model(uri, "churn")\n',
      ['trait - model-gate: all(checks.values())'],
    ],
    [
      'a list of failures',
      'import sys\nfailures = []\nif rmse > LIMIT:\n    failures.append("rmse")\nif failures:\n    sys.exit(1)\nmlflow.register_model(uri, "churn")\n',
      ['trait - model-gate: failures'],
    ],
    [
      'the number of failures',
      'import sys\nfailures = []\nif accuracy < LIMIT:\n    failures.append("accuracy")\nif len(failures) > 0:\n    sys.exit(1)\nmlflow.register_model(uri, "churn")\n',
      ['trait - model-gate: len(failures) > 0'],
    ],
    [
      'a list of other things is no verdict',
      'import sys\nfiles = []\nfor name in names:\n    files.append(name)\nif files:\n    mlflow.register_model(uri, "churn")\n',
      [],
    ],
    [
      'what is gathered afterwards decided nothing',
      'failures = []\nif failures:\n    mlflow.register_model(uri, "churn")\nif rmse > LIMIT:\n    failures.append("rmse")\n',
      [],
    ],
    [
      'gathered results that are only printed',
      'results = {}\nresults["rmse"] = rmse < LIMIT\nif all(results.values()):\n    print("fine")\n',
      [],
    ],
  ];
  it.each(gates)('%s', (_name, code, expected) => expect(lines(code)).toEqual(expected));
});
