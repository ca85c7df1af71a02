import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from '../systems/support.js';

const PY =
  'import mlflow\nfrom sklearn.ensemble import RandomForestClassifier\nfrom sklearn.metrics import accuracy_score\n';
const FIT = 'model = RandomForestClassifier().fit(X, y)\nacc = accuracy_score(y, model.predict(X))\n';
const EVALUATE = `${PY}import sys\n${FIT}if acc < 0.8:\n    sys.exit(1)\n`;
const PRINTS = `${PY}${FIT}if acc < 0.8:\n    print("bad")\n`;
const steps = (...runs: string[]): string =>
  `on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n${runs.map((run) => `      - run: ${run}\n`).join('')}`;
const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ');

const found = async (files: Files): Promise<boolean> => (await auditFiles(files)).criteria.includes('G1.8');

describe('an evaluation that can stop what follows is model validation', () => {
  it.each<[string, Files]>([
    [
      'a step of CI that fails',
      { 'evaluate.py': EVALUATE, '.github/workflows/t.yml': steps('python evaluate.py', 'python register.py') },
    ],
    [
      'a script that registers under a condition',
      { 'train.py': `${PY}${FIT}if acc > 0.8:\n    mlflow.register_model("runs:/1/model", "fraud")\n` },
    ],
    [
      'registered_model_name under a condition',
      {
        'train.py': `${PY}${FIT}if acc > best:\n    mlflow.sklearn.log_model(model, "m", registered_model_name="fraud")\n`,
      },
    ],
    [
      'an Airflow branch',
      {
        'dags/d.py': `from airflow import DAG\nfrom airflow.operators.python import PythonOperator, BranchPythonOperator\n${PY}\ndef train():\n    model = RandomForestClassifier().fit(X, y)\n\ndef choose(ti):\n    acc = ti.xcom_pull(task_ids="evaluate")\n    return "register_model" if acc > 0.8 else "stop"\n\ndef choose2(ti):\n    acc = ti.xcom_pull(task_ids="evaluate")\n    if acc > 0.8:\n        return "register_model"\n    return "stop"\n\nwith DAG("d") as dag:\n    t = PythonOperator(task_id="train", python_callable=train)\n    b = BranchPythonOperator(task_id="branch", python_callable=choose2)\n    r = PythonOperator(task_id="register_model", python_callable=train)\n    t >> b >> r\n`,
      },
    ],
    [
      'an Airflow branch by a conditional expression',
      {
        'dags/d.py': `from airflow import DAG\nfrom airflow.operators.python import PythonOperator, BranchPythonOperator\n${PY}\ndef train():\n    model = RandomForestClassifier().fit(X, y)\n\ndef choose(ti):\n    acc = ti.xcom_pull(task_ids="evaluate")\n    return "register_model" if acc > 0.8 else "stop"\n\nwith DAG("d") as dag:\n    t = PythonOperator(task_id="train", python_callable=train)\n    b = BranchPythonOperator(task_id="branch", python_callable=choose)\n    r = PythonOperator(task_id="register_model", python_callable=train)\n    t >> b >> r\n`,
      },
    ],
    [
      'an Airflow short circuit',
      {
        'dags/d.py': `from airflow import DAG\nfrom airflow.operators.python import PythonOperator, ShortCircuitOperator\n${PY}\ndef train():\n    model = RandomForestClassifier().fit(X, y)\n\ndef good_enough(ti):\n    accuracy = ti.xcom_pull(task_ids="evaluate")\n    return accuracy > 0.8\n\nwith DAG("d") as dag:\n    t = PythonOperator(task_id="train", python_callable=train)\n    b = ShortCircuitOperator(task_id="check_accuracy", python_callable=good_enough)\n    r = PythonOperator(task_id="register_model", python_callable=train)\n    t >> b >> r\n`,
      },
    ],
    [
      'a Prefect flow that registers under a condition',
      {
        'flow.py': `from prefect import flow, task\n${PY}\n@task\ndef train():\n    return RandomForestClassifier().fit(X, y)\n\n@task\ndef evaluate(model):\n    return accuracy_score(y, model.predict(X))\n\n@task\ndef register_model(model):\n    mlflow.register_model("runs:/1/model", "fraud")\n\n@flow\ndef main():\n    model = train()\n    accuracy = evaluate(model)\n    if accuracy > 0.8:\n        register_model(model)\n\nif __name__ == "__main__":\n    main()\n`,
      },
    ],
    [
      'a Kubeflow condition',
      {
        'pipeline.py':
          'from kfp import dsl\n\n@dsl.component\ndef train() -> float:\n    from sklearn.ensemble import RandomForestClassifier\n    RandomForestClassifier().fit(X, y)\n    return 0.9\n\n@dsl.component\ndef deploy_model():\n    print("x")\n\n@dsl.pipeline(name="p")\ndef p():\n    accuracy = train()\n    with dsl.If(accuracy.output > 0.8):\n        deploy_model()\n',
      },
    ],
    [
      'a SageMaker condition step',
      {
        'pipeline.py':
          'from sagemaker.workflow.pipeline import Pipeline\nfrom sagemaker.workflow.steps import TrainingStep\nfrom sagemaker.workflow.step_collections import RegisterModel\nfrom sagemaker.workflow.condition_step import ConditionStep\nfrom sagemaker.workflow.conditions import ConditionGreaterThanOrEqualTo\nfrom sagemaker.workflow.functions import JsonGet\n\ntrain = TrainingStep(name="train", estimator=e)\nregister = RegisterModel(name="register", estimator=e, model_package_group_name="g")\ncond = ConditionGreaterThanOrEqualTo(left=JsonGet(step_name="evaluate", property_file=report, json_path="accuracy"), right=0.8)\nstep = ConditionStep(name="check", conditions=[cond], if_steps=[register], else_steps=[])\npipeline = Pipeline(name="p", steps=[train, step])\n',
      },
    ],
    [
      'an assertion of a script',
      { 'train.py': `${PY}${FIT}assert acc > 0.8\nmlflow.register_model("runs:/1/model", "fraud")\n` },
    ],
    [
      'raise in a function that main calls',
      {
        'train.py': `${PY}\ndef check(metrics):\n    if metrics["accuracy"] < 0.8:\n        raise ValueError("too low")\n\nif __name__ == "__main__":\n${indent(FIT)}    check({"accuracy": acc})\n`,
      },
    ],
    [
      'python -c in CI',
      {
        'train.py': `${PY}${FIT}`,
        '.github/workflows/t.yml':
          "on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python train.py\n      - run: |\n          python -c \"import json,sys; m=json.load(open('metrics.json')); sys.exit(0 if m['accuracy'] > 0.8 else 1)\"\n",
      },
    ],
  ])('%s', async (_, files) => expect(await found(files)).toBe(true));
});

describe('an evaluation that stops nothing is none', () => {
  it.each<[string, Files]>([
    ['a step of CI that prints', { 'evaluate.py': PRINTS, '.github/workflows/t.yml': steps('python evaluate.py') }],
    [
      'a step of CI that may fail',
      { 'evaluate.py': PRINTS, '.github/workflows/t.yml': steps('python evaluate.py || true') },
    ],
    [
      'a script that registers always',
      { 'train.py': `${PY}${FIT}print(acc)\nmlflow.register_model("runs:/1/model", "fraud")\n` },
    ],
    [
      'a gate that nothing calls',
      {
        'train.py': `${PY}\ndef gate(accuracy):\n    if accuracy < 0.8:\n        raise ValueError("too low")\n\n${FIT}print(f(acc))\nprint(g(acc))\n\ndef f(x):\n    return x\n`,
      },
    ],
    [
      'a gate in a test',
      { 'train.py': `${PY}${FIT}`, 'tests/test_model.py': `${PY}\ndef test_model():\n    assert accuracy > 0.8\n` },
    ],
    ['a commented gate', { 'train.py': `${PY}${FIT}# if acc < 0.8:\n#     raise ValueError("x")\n` }],
    [
      'a gate under if False',
      { 'train.py': `${PY}${FIT}if False:\n    if acc < 0.8:\n        raise ValueError("x")\n` },
    ],
    [
      'a comparison for a message',
      { 'train.py': `${PY}${FIT}message = "good" if acc > 0.8 else "bad"\nprint(message)\n` },
    ],
    [
      'the best checkpoint',
      {
        'train.py': `${PY}${FIT}best = 0\nfor i in range(3):\n    if acc > best:\n        best = acc\n        joblib.dump(model, "best.pkl")\n`,
      },
    ],
    [
      'a pipeline that evaluates without a condition',
      {
        'pipeline.py':
          'from kfp import dsl\n\n@dsl.component\ndef train():\n    print(1)\n\n@dsl.component\ndef evaluate():\n    print(2)\n\n@dsl.pipeline(name="p")\ndef p():\n    a = train()\n    evaluate().after(a)\n',
      },
    ],
    [
      'an Airflow task that only logs',
      {
        'dags/d.py': `from airflow import DAG\nfrom airflow.operators.python import PythonOperator\n\ndef evaluate(ti):\n    accuracy = ti.xcom_pull(task_ids="train")\n    if accuracy < 0.8:\n        print("low")\n\nwith DAG("d") as dag:\n    PythonOperator(task_id="evaluate", python_callable=evaluate)\n`,
      },
    ],
    [
      'a condition on the branch',
      {
        'train.py': `${PY}${FIT}`,
        '.github/workflows/t.yml':
          "on: push\njobs:\n  evaluate:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python train.py\n  deploy:\n    needs: evaluate\n    if: github.ref == 'refs/heads/main'\n    runs-on: ubuntu-latest\n    steps:\n      - run: python deploy.py\n",
      },
    ],
    [
      'a pull request with a report',
      {
        'train.py': `${PY}${FIT}`,
        '.github/workflows/t.yml': steps(
          'python train.py',
          'cat metrics.txt >> report.md',
          'cml comment create report.md',
        ),
      },
    ],
  ])('%s', async (_, files) => expect(await found(files)).toBe(false));
});
