import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/quality-gates/index.js';
import { extract, show } from './support.js';

const lines = (text: string, path = 'src/evaluate.py'): string[] => show(extract(plugin, path, text));

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
      'returns the exit status of the process',
      'import sys\ndef main():\n    if f1_score < 0.7:\n        return 1\n    return 0\nsys.exit(main())\n',
      ['trait def:main model-gate: f1_score < 0.7'],
    ],
    [
      'returns a status that is handed on in a variable, or raised',
      'import sys\ndef main():\n    if auc < 0.7:\n        return 2\ndef run():\n    if f1 < 0.7:\n        return 1\ncode = main()\nsys.exit(code)\nraise SystemExit(run())\n',
      ['trait def:main model-gate: auc < 0.7', 'trait def:run model-gate: f1 < 0.7'],
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
    [
      'a number that is no exit status, and a status that says success',
      'import sys\ndef rank():\n    if accuracy < 0.7:\n        return 1\ndef main():\n    if accuracy < 0.7:\n        return 0\nprint(rank())\nsys.exit(main())\n',
      [],
    ],
    ['a code that depends on something else', 'import sys\nsys.exit(0 if done else 1)\nsys.exit(main())\n', []],
  ];
  it.each(calls)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

it('takes a status code for the answer of a service, not for a metric', () =>
  expect(
    lines(
      'response = requests.post(url, json=scores)\nif response.status_code >= 400:\n    raise RuntimeError("failed")\n',
    ),
  ).toEqual(['trait - asks-service', 'trait - service-gate']));

describe('no model gates', () => {
  const others: [string, string][] = [
    ['only prints', 'if accuracy > 0.9:\n    print("good")\nelse:\n    print("bad")\n'],
    ['only logs', 'if accuracy > 0.9:\n    logger.info("good")\n    mlflow.log_metric("good", 1)\n'],
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
    [
      'how many boxes overlap, which counts and measures nothing',
      'import numpy as np\ndef sample(iou, remaining):\n    ids = np.where(iou < 0.5)[0]\n    assert ids.shape[0] >= remaining\n    return ids\n',
    ],
    ['an assertion that is caught', 'try:\n    assert accuracy > 0.8\nexcept AssertionError:\n    print("low")\n'],
    ['a comment', '# if accuracy > 0.9: register_model(m)\nx = 1\nif x:\n    pass\n'],
  ];
  it.each(others)('%s', (_, code) => expect(lines(code)).toEqual([]));

  it('takes a flag that is overwritten with a constant for one that is switched off', () => {
    const code =
      'def main(args):\n    deploy_flag = int(read())\n    deploy_flag = 1\n    if deploy_flag == 1:\n        mlflow.register_model(uri, name)\n';
    expect(lines(code)).toEqual(['component def:main is model-validation custom-code declared disabled']);
  });

  it('leaves out assertions of test files', () => {
    expect(extract(plugin, 'tests/test_model.py', 'assert accuracy > 0.8\n', { file: { role: 'test' } })).toEqual([]);
  });
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
