import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/quality-gates/index.js';
import { extract, show } from './support.js';

const lines = (text: string, path = 'src/evaluate.py'): string[] => show(extract(plugin, path, text));
const body = (code: string): string => `import pandas as pd\n${code}`;
/** Traits of a data gate. */
const data = (unit: string, condition: string): string[] => [
  `trait ${unit} validates-data: ${condition}`,
  `trait ${unit} data-gate: ${condition}`,
];

describe('model gates', () => {
  const gates: [string, string, string[]][] = [
    [
      'registers under a comparison with a constant',
      'if accuracy > 0.9:\n    mlflow.register_model(uri, "churn")\n',
      ['trait - model-gate: accuracy > 0.9'],
    ],
    [
      'registers in the other branch',
      'if rmse > limit:\n    print("too bad")\nelse:\n    client.create_model_version("churn", uri)\n',
      ['trait - model-gate: rmse > limit'],
    ],
    [
      'compares with the model in production',
      'def promote(client, new, old):\n    if new["auc"] >= old["auc"]:\n        client.transition_model_version_stage("churn", 3, "Production")\n',
      ['trait def:promote model-gate: new["auc"] >= old["auc"]'],
    ],
    [
      'raises when the metric is too low',
      'def check(metrics):\n    if metrics["f1"] < THRESHOLD:\n        raise ValueError("not good enough")\n',
      ['trait def:check model-gate: metrics["f1"] < THRESHOLD'],
    ],
    [
      'exits with a failure',
      'import sys\nif f1_score < 0.7:\n    sys.exit(1)\n',
      ['trait - model-gate: f1_score < 0.7'],
    ],
    [
      'exits with a message',
      'import sys\nif mean_recall < 0.7:\n    sys.exit("recall too low")\n',
      ['trait - model-gate: mean_recall < 0.7'],
    ],
    [
      'returns before it deploys',
      'def release(model, score):\n    if score < 0.8:\n        return None\n    deploy_model(model)\n',
      ['trait def:release model-gate: score < 0.8'],
    ],
    [
      'leaves quietly before it registers',
      'import sys\nif accuracy <= best["accuracy"]:\n    sys.exit(0)\nmodel.register()\n',
      ['trait - model-gate: accuracy <= best["accuracy"]'],
    ],
    [
      'cancels the run of a service, under one more condition',
      'if new_mse < old_mse:\n    print("better")\nelse:\n    if allow_run_cancel:\n        run.parent.cancel()\n',
      ['trait - model-gate: new_mse < old_mse'],
    ],
    [
      'a name stands for the comparison',
      'better = new_accuracy > old_accuracy\nif better:\n    client.set_registered_model_alias("churn", "champion", 4)\n',
      ['trait - model-gate: better'],
    ],
    [
      'a flag that a branch on a metric sets',
      'passed = True\nfor name in names:\n    if results[name].score < minimum[name]:\n        passed = False\nif passed:\n    push_to_hub(model)\n',
      ['trait - model-gate: passed'],
    ],
    [
      'a function of the file decides',
      'def good_enough(m):\n    return m["rmse"] < 3.5\n\nif good_enough(metrics):\n    register_model(m)\n',
      ['trait - model-gate: good_enough(metrics)', 'trait def:good_enough judges-model'],
    ],
    [
      'the metric comes out of a call that is named so',
      'value = evaluate(model, test)\nif value > limit:\n    upload_model(model)\n',
      ['trait - model-gate: value > limit'],
    ],
    [
      'a local function delivers',
      'def ship(m):\n    m.deploy(instance_type="ml.m5")\n\ndef main(m, auc):\n    if auc > 0.8:\n        ship(m)\n',
      ['trait def:main model-gate: auc > 0.8'],
    ],
    [
      'saves the model only when it is good',
      'if r2 > 0.6:\n    joblib.dump(model, "model.joblib")\n',
      ['trait - model-gate: r2 > 0.6'],
    ],
    [
      'starts a deployment by a command',
      'import subprocess\nif accuracy > 0.9:\n    subprocess.run(["kubectl", "apply", "-f", "serving.yaml"])\n',
      ['trait - model-gate: accuracy > 0.9'],
    ],
    [
      'a status that evaluation gave',
      'if evaluation["status"] == "passed":\n    publish_model(model)\n',
      ['trait - model-gate: evaluation["status"] == "passed"'],
    ],
    [
      'a decision read from a file',
      'deploy_flag = int(open("deploy_flag").read())\nif deploy_flag == 1:\n    mlflow.register_model(uri, name)\n',
      ['trait - model-gate: deploy_flag == 1'],
    ],
    [
      'a blessing that stops the component',
      'if not is_model_blessed(blessing):\n    raise RuntimeError("not blessed")\n',
      ['trait - model-gate: not is_model_blessed(blessing)'],
    ],
    [
      'chooses the next task',
      'def choose(ti):\n    auc = ti.xcom_pull("auc")\n    if auc > 0.8:\n        return "deploy_model"\n    return "stop_here"\n',
      ['trait def:choose model-gate: auc > 0.8'],
    ],
    ['asserts', 'assert metrics["accuracy"] > 0.8, "too low"\n', ['trait - model-gate: metrics["accuracy"] > 0.8']],
    [
      'challenger against champion',
      'if challenger > champion:\n    promote(challenger)\n',
      ['trait - model-gate: challenger > champion'],
    ],
    [
      'every metric above its floor',
      'assert all(x > floor for x in metrics)\n',
      ['trait - model-gate: all(x > floor for x in metrics)'],
    ],
    [
      'elif',
      'if first:\n    print("first")\nelif loss < previous_loss:\n    wandb_run.link_model(path)\n',
      ['trait - model-gate: loss < previous_loss'],
    ],
    [
      'in a method',
      'class Step:\n    def run(self):\n        if self.metric > self.minimum:\n            self.registry.register_model(self.model)\n',
      ['trait def:Step.run model-gate: self.metric > self.minimum'],
    ],
    [
      'an error that skips the registration',
      'try:\n    if accuracy < 0.8:\n        raise ValueError("low")\n    register_model(m)\nexcept ValueError as e:\n    print(e)\n',
      ['trait - model-gate: accuracy < 0.8'],
    ],
    [
      'an error that the handler raises again',
      'try:\n    if accuracy < 0.8:\n        raise ValueError("low")\nexcept ValueError as e:\n    log(e)\n    raise\n',
      ['trait - model-gate: accuracy < 0.8'],
    ],
    [
      'an error that another handler is for',
      'try:\n    if accuracy < 0.8:\n        raise ValueError("low")\nexcept KeyError:\n    print("no metric")\n',
      ['trait - model-gate: accuracy < 0.8'],
    ],
    [
      'inside another block',
      'with mlflow.start_run():\n    if acc > 0.5:\n        mlflow.sklearn.log_model(m, "m", registered_model_name="churn")\n',
      ['trait - model-gate: acc > 0.5'],
    ],
  ];
  it.each(gates)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('calls', () => {
  const calls: [string, string, string[]][] = [
    [
      'MLflow fails on its thresholds',
      'import mlflow\nmlflow.evaluate(uri, data, validation_thresholds=limits)\n',
      ['trait - model-gate: validation_thresholds'],
    ],
    [
      'evaluation without thresholds',
      'import mlflow\nmlflow.evaluate(uri, data)\nmlflow.evaluate(uri, validation_thresholds=None)\n',
      [],
    ],
    [
      'a code that depends on a metric',
      'import sys\nsys.exit(0 if accuracy > 0.8 else 1)\n',
      ['trait - model-gate: accuracy > 0.8'],
    ],
    ['a code that depends on something else', 'import sys\nsys.exit(0 if done else 1)\nsys.exit(main())\n', []],
  ];
  it.each(calls)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('no model gates', () => {
  const others: [string, string][] = [
    ['only prints', 'if accuracy > 0.9:\n    print("good")\nelse:\n    print("bad")\n'],
    ['only logs', 'if accuracy > 0.9:\n    logger.info("good")\n    mlflow.log_metric("good", 1)\n'],
    [
      'a flag that is overwritten with a constant',
      'def main(args):\n    deploy_flag = int(read())\n    deploy_flag = 1\n    if deploy_flag == 1:\n        mlflow.register_model(uri, name)\n',
    ],
    ['a constant of the module', 'ACCURACY = 1\nTHRESHOLD = 0\nif ACCURACY > THRESHOLD:\n    register_model(m)\n'],
    ['never', 'if False:\n    if accuracy > 0.9:\n        register_model(m)\n'],
    ['always', 'if accuracy > 0.9 or True:\n    register_model(m)\n'],
    [
      'keeps the best checkpoint',
      'for e in range(9):\n    if val_loss < best_loss:\n        best_loss = val_loss\n        torch.save(model.state_dict(), "best.pt")\n',
    ],
    [
      'stops training early',
      'def fit():\n    for epoch in epochs:\n        if loss_count > patience:\n            return model\n    save_model(model)\n',
    ],
    ['chooses a metric by name', 'if metric == "rmse":\n    f = rmse\nelse:\n    raise ValueError("unknown metric")\n'],
    [
      'checks a parameter',
      'def init(threshold):\n    if threshold < 0 or threshold > 1:\n        raise ValueError("between 0 and 1")\n',
    ],
    ['checks the range of a score', 'if score < 0:\n    raise ValueError("negative")\nassert 0 <= accuracy <= 1\n'],
    [
      'counts results',
      'if len(scores) == 0:\n    raise ValueError("nothing")\nif len(metrics) < 3:\n    raise ValueError("too few")\n',
    ],
    [
      'counts approved packages',
      'approved = client.list_model_packages(status="Approved")\nif len(approved) == 0:\n    raise ValueError("no approved model package")\n',
    ],
    ['a command of the user', 'if args.deploy:\n    deploy_model(m)\nif config.promote_model:\n    promote(m)\n'],
    ['an option of the command line', 'if args.mode == "deploy":\n    deploy_model(m)\n'],
    ['a variable of the environment', 'import os\ndeploy = os.getenv("DEPLOY")\nif deploy:\n    deploy_model(m)\n'],
    ['answers a request', 'if score < 0.5:\n    raise HTTPException(400, "low score")\n'],
    ['a result for a caller', 'def predict(x):\n    if score > 0.5:\n        return "yes"\n    return "no"\n'],
    ['sends a message', 'if fraud_score > 0.8:\n    queue.push({"alert": True})\n'],
    [
      'a status code',
      'response = requests.post(url, json=scores)\nif response.status_code >= 400:\n    raise RuntimeError("failed")\n',
    ],
    ['registers something else', 'if score > 1:\n    app.register_blueprint(routes)\n    atexit.register(stop)\n'],
    ['an environment is missing', 'if not valid_token:\n    raise PermissionError("no")\n'],
    ['a test', 'def test_accuracy():\n    assert accuracy > 0.8\n'],
    ['nothing follows an early return', 'def show(score):\n    if score < 0.5:\n        return\n    print(score)\n'],
    ['no comparison of a result', 'if first_run:\n    mlflow.register_model(uri, name)\n'],
    ['the accuracy of a position', 'if position.accuracy > 50:\n    raise ValueError("no fix")\n'],
    ['versions', 'if candidate_version > latest_version:\n    download(candidate_version)\n'],
    [
      'an error that is only printed',
      'try:\n    if accuracy < 0.8:\n        raise ValueError("low")\nexcept Exception as e:\n    print(e)\nregister_model(m)\n',
    ],
    [
      'an error of a function whose caller goes on',
      'def check(new_accuracy, old_accuracy):\n    if new_accuracy < old_accuracy:\n        raise ValueError("worse")\n\ntry:\n    check(a, b)\nexcept Exception as e:\n    print("nothing to compare with")\n',
    ],
    ['an assertion that is caught', 'try:\n    assert accuracy > 0.8\nexcept AssertionError:\n    print("low")\n'],
    ['a comment', '# if accuracy > 0.9: register_model(m)\nx = 1\nif x:\n    pass\n'],
  ];
  it.each(others)('%s', (_, code) => expect(lines(code)).toEqual([]));

  it('leaves out assertions of test files', () => {
    expect(extract(plugin, 'tests/test_model.py', 'assert accuracy > 0.8\n', { file: { role: 'test' } })).toEqual([]);
  });
});

describe('data gates', () => {
  const gates: [string, string, string[]][] = [
    [
      'nulls',
      body('if df.isnull().any().any():\n    raise ValueError("nulls")\n'),
      data('-', 'df.isnull().any().any()'),
    ],
    [
      'missing columns',
      body(
        'def load(df):\n    missing = set(REQUIRED) - set(df.columns)\n    if missing:\n        raise ValueError(missing)\n',
      ),
      data('def:load', 'missing'),
    ],
    ['duplicates', body('if df.duplicated().sum() > 0:\n    sys.exit(1)\n'), data('-', 'df.duplicated().sum() > 0')],
    [
      'Great Expectations',
      'import great_expectations as gx\nresult = checkpoint.run()\nif not result.success:\n    raise RuntimeError("data")\n',
      data('-', 'not result.success'),
    ],
    [
      'Great Expectations, older result',
      'import great_expectations as ge\nresults = df.validate()\nif not results["success"]:\n    raise Exception("data")\n',
      data('-', 'not results["success"]'),
    ],
    [
      'TensorFlow Data Validation',
      'import tensorflow_data_validation as tfdv\nanomalies = tfdv.validate_statistics(stats, schema)\nif anomalies.anomaly_info:\n    raise RuntimeError("anomalies")\n',
      data('-', 'anomalies.anomaly_info'),
    ],
    [
      'Evidently',
      'from evidently.test_suite import TestSuite\nsuite = TestSuite(tests=[])\nsummary = suite.as_dict()["summary"]\nif not summary["all_passed"]:\n    raise RuntimeError("drift")\n',
      data('-', 'not summary["all_passed"]'),
    ],
    [
      'a validating function of the project',
      body('from checks import validate_data\nif not validate_data(df):\n    sys.exit(1)\n'),
      data('-', 'not validate_data(df)'),
    ],
    [
      'a check of values in a validating function',
      body('def validate(df):\n    if (df["age"] < 0).any():\n        raise ValueError("age")\n'),
      data('def:validate', '(df["age"] < 0).any()'),
    ],
    ['asserts', body('assert not df.isna().values.any()\n'), data('-', 'not df.isna().values.any()')],
    ['asserts what is there', body('assert df.notnull().all().all()\n'), data('-', 'df.notnull().all().all()')],
    [
      'asserts the schema',
      body('assert set(expected_columns) <= set(df.columns)\n'),
      data('-', 'set(expected_columns) <= set(df.columns)'),
    ],
    [
      'too many missing values',
      body('ratio = df.isnull().mean().max()\nif ratio > 0.2:\n    raise RuntimeError("quality")\n'),
      data('-', 'ratio > 0.2'),
    ],
    [
      'drift of features',
      body('if feature_drift > limit:\n    raise RuntimeError("drift")\n'),
      data('-', 'feature_drift > limit'),
    ],
  ];
  it.each(gates)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('no data gates', () => {
  const others: [string, string][] = [
    ['cleans', body('if df.isnull().sum().sum() > 0:\n    df = df.dropna()\n')],
    ['warns', body('if df.isnull().any().any():\n    print("nulls")\n')],
    [
      'a result of several values, which is no name of a task',
      body(
        'def choose(values, min_expected):\n    best = max(values)\n    if best < min_expected:\n        return "no_action", 0.0\n    return best, 1.0\n',
      ),
    ],
    ['nothing given', body('if data is None:\n    raise ValueError("no data")\n')],
    [
      'no rows',
      body('if df.empty:\n    raise ValueError("no rows")\nif len(df) == 0:\n    raise ValueError("no rows")\n'),
    ],
    ['a missing setting', body('if "columns" not in config:\n    raise ValueError("columns")\n')],
    ['a missing argument', body('if not args.schema:\n    raise ValueError("schema")\n')],
    ['a missing variable', body('if missing_env:\n    raise RuntimeError(missing_env)\n')],
    ['a missing file', body('if not data_path.exists():\n    raise FileNotFoundError(data_path)\n')],
    ['a wrong type', body('if not isinstance(df, pd.DataFrame):\n    raise TypeError("data frame")\n')],
    ['a request', body('if missing_features:\n    raise HTTPException(422, "missing")\n')],
    ['without a package for data', 'if missing_columns:\n    raise ValueError(missing_columns)\n'],
    ['shapes', body('assert X.shape[0] == y.shape[0]\n')],
  ];
  it.each(others)('%s', (_, code) => expect(lines(code)).toEqual([]));
});

describe('hostile input', () => {
  it.each([
    ['deep conditions', `if ${'('.repeat(5000)}accuracy > 1${')'.repeat(5000)}:\n    register_model(m)\n`],
    ['a cycle of names', 'a = b > 1\nb = a > 1\nif a:\n    register_model(m)\n'],
    [
      'functions that call one another',
      'def a():\n    return b() > 1\ndef b():\n    return a() > 1\nif a():\n    register_model(m)\n',
    ],
    ['many branches', 'if score > low:\n    raise E()\n'.repeat(20_000)],
    ['many assignments', `${'score = f(score)\n'.repeat(20_000)}${'if score > low:\n    raise E()\n'.repeat(2000)}`],
  ])('%s', (_, code) => {
    const start = performance.now();
    lines(code);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
