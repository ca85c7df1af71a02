import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/kubeflow-pipelines/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('vertex-ai', {
    kind: 'call',
    pattern: 'google_cloud_pipeline_components.*ModelUploadOp',
    component: 'model-registry',
    relation: 'registers-in',
  }),
  technology('scikit-learn', { kind: 'dependency', pattern: 'scikit-learn', component: 'training-pipeline' }),
);
const lines = (text: string, path = 'pipe.py'): string[] => show(extract(plugin, path, text, { catalogue }));
const component = '@dsl.component\ndef train(x: int) -> float:\n    return fit(x)\n';
const head = (name: string, fn: string): string[] => [
  `unit dag:${name} dag (${name})`,
  `component dag:${name} is workflow-orchestration kubeflow-pipelines [${name}]`,
  `offer dag:${name} pipeline ${name}`,
  `link dag:${name} calls python-name pipe.${fn}`,
  `symbol python:pipe ${fn} = ${name}`,
];

describe('pipeline functions', () => {
  const cases: [string, string, string[]][] = [
    [
      'components that are functions; others are left out',
      `from kfp import dsl\n${component}@dsl.component(base_image="python:3.11", packages_to_install=["scikit-learn==1.5"])\ndef unused():\n    return 1\n@dsl.pipeline(name="churn")\ndef flow(n: int = 1):\n    t = train(x=n)\n    train(x=2).after(t)\n`,
      [
        ...head('churn', 'flow'),
        'unit task:train task (train) in dag:churn',
        'link task:train calls python-name pipe.train',
        'trait task:train batch-job',
        'unit task:train#2 task (train) in dag:churn',
        'link task:train#2 calls python-name pipe.train',
        'trait task:train#2 batch-job',
        'unit task:unused task (unused) off not-included',
        'link task:unused calls python-name pipe.unused',
        'trait task:unused batch-job',
        'link task:unused built-from image python:3.11',
        'component task:unused is training-pipeline scikit-learn declared dependency-only',
      ],
    ],
    [
      'version 1: functions made into operations',
      'import kfp\nfrom kfp.components import create_component_from_func, func_to_container_op\ndef fit():\n    return 1\ndef score():\n    return 1\nfit_op = create_component_from_func(fit, base_image="acme/train:1")\nscore_op = func_to_container_op(score)\n@kfp.dsl.pipeline(name="p")\ndef flow():\n    fit_op()\n    score_op()\n',
      [
        ...head('p', 'flow'),
        'unit task:fit_op task (fit_op) in dag:p',
        'trait task:fit_op batch-job',
        'link task:fit_op calls python-name pipe.fit',
        'link task:fit_op built-from image acme/train:1',
        'unit task:score_op task (score_op) in dag:p',
        'trait task:score_op batch-job',
        'link task:score_op calls python-name pipe.score',
      ],
    ],
    [
      'components that are loaded',
      'from kfp import components, dsl\na_op = components.load_component_from_file("a/component.yaml")\nb_op = components.load_component_from_url("https://x.example/b.yaml")\n@dsl.pipeline\ndef flow():\n    a_op()\n    b_op()\n',
      [
        ...head('flow', 'flow'),
        'unit task:a_op task (a_op) in dag:flow',
        'trait task:a_op batch-job',
        'link task:a_op runs path a/component.yaml',
        'unit task:b_op task (b_op) in dag:flow',
        'trait task:b_op batch-job',
        'not-understood task:b_op remote-reference: https://x.example/b.yaml',
      ],
    ],
    [
      'containers',
      'from kfp import dsl\n@dsl.pipeline(name="p")\ndef flow():\n    dsl.ContainerOp(name="fit", image="acme/fit", command=["python", "fit.py"], arguments=["--n", 3])\n',
      [
        ...head('p', 'flow'),
        'unit task:fit task (fit) in dag:p',
        'link task:fit built-from image acme/fit',
        'embedded task:fit shell @4: python fit.py --n 3',
        'trait task:fit batch-job',
      ],
    ],
    [
      'container components',
      'from kfp import dsl\n@dsl.container_component\ndef fit():\n    return dsl.ContainerSpec(image="acme/fit", command=["python", "fit.py"])\n@dsl.pipeline(name="p")\ndef flow():\n    fit()\n',
      [
        ...head('p', 'flow'),
        'unit task:fit task (fit) in dag:p',
        'link task:fit calls python-name pipe.fit',
        'trait task:fit batch-job',
        'link task:fit built-from image acme/fit',
        'embedded task:fit shell @4: python fit.py',
      ],
    ],
    [
      'ready-made components and those of other files',
      'from kfp.v2 import dsl\nfrom google_cloud_pipeline_components.v1.model import ModelUploadOp\nfrom steps import evaluate\n@dsl.pipeline(name="p")\ndef flow():\n    evaluate(1).set_display_name("e")\n    ModelUploadOp(display_name="m")\n    print("x")\n',
      [
        ...head('p', 'flow'),
        'unit task:evaluate task (evaluate) in dag:p',
        'link task:evaluate calls python-name steps.evaluate',
        'unit task:ModelUploadOp task (ModelUploadOp) in dag:p',
        'component task:ModelUploadOp acts registers-in model-registry vertex-ai',
      ],
    ],
    [
      'accelerators',
      `from kfp import dsl\n${component}@dsl.pipeline(name="p")\ndef flow():\n    t = train(x=1)\n    t.set_gpu_limit(2)\n    train(x=2).set_accelerator_type("NVIDIA_TESLA_T4")\n    t.add_node_selector_constraint("disk", "ssd")\n`,
      [
        ...head('p', 'flow'),
        'unit task:train task (train) in dag:p',
        'link task:train calls python-name pipe.train',
        'trait task:train batch-job',
        'unit task:train#2 task (train) in dag:p',
        'link task:train#2 calls python-name pipe.train',
        'trait task:train#2 batch-job',
        'trait task:train requests-accelerator: 2',
        'component task:train acts runs-on model-training-infrastructure kubeflow-pipelines',
        'trait task:train#2 requests-accelerator: NVIDIA_TESLA_T4',
        'component task:train#2 acts runs-on model-training-infrastructure kubeflow-pipelines',
      ],
    ],
    [
      'methods of tasks that an imported factory makes are no tasks',
      `from kfp import dsl\nfrom steps import load\n@dsl.pipeline(name="p")\ndef flow():\n    ops = load()\n    rows = ops.read()\n    score = ops.score(rows=rows.output)\n    score.after(rows)\n    score.set_gpu_limit(1)\n`,
      [
        ...head('p', 'flow'),
        'unit task:load task (load) in dag:p',
        'link task:load calls python-name steps.load',
        'unit task:read task (read) in dag:p',
        'link task:read calls python-name steps.load.read',
        'unit task:score task (score) in dag:p',
        'link task:score calls python-name steps.load.score',
        'trait task:score requests-accelerator: 1',
      ],
    ],
    [
      'functions that are compiled without a decorator, with helpers',
      `import kfp\nfrom kfp import dsl\n${component}def steps():\n    train(x=1)\ndef flow():\n    steps()\nkfp.compiler.Compiler().compile(flow, "out/flow.yaml")\n`,
      [
        ...head('flow', 'flow'),
        'unit task:train task (train) in dag:flow',
        'link task:train calls python-name pipe.train',
        'trait task:train batch-job',
        'offer dag:flow pipeline flow.yaml',
      ],
    ],
    [
      'a pipeline without a body is empty',
      'from kfp import dsl\n@dsl.pipeline(name="p")\ndef flow():\n    pass\n',
      ['unit dag:p dag (p) off empty', ...head('p', 'flow').slice(1)],
    ],
    ['components without a pipeline are a library', `from kfp import dsl\n${component}`, []],
    ['a pipeline of something else', 'from sklearn.pipeline import Pipeline\nimport kfp\nPipeline([])\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('conditions', () => {
  const traits = (condition: string, inside = 'deploy(1)'): string[] =>
    lines(
      `from kfp import dsl\n@dsl.component\ndef evaluate_model() -> float:\n    return f()\n@dsl.component\ndef prepare() -> str:\n    return f()\n@dsl.component\ndef check_data_drift() -> bool:\n    return f()\n@dsl.component\ndef deploy(x):\n    return f()\n@dsl.pipeline(name="p")\ndef flow(mode: str):\n    e = evaluate_model()\n    p = prepare()\n    d = check_data_drift()\n    with ${condition}:\n        ${inside}\n`,
    ).filter((line) => line.includes('-gate'));
  const cases: [string, string[]][] = [
    [
      'dsl.Condition(e.outputs["accuracy"] > 0.8, name="good")',
      ['trait condition model-gate: e.outputs["accuracy"] > 0.8'],
    ],
    ['dsl.If(e.output > 0.8)', ['trait condition model-gate: e.output > 0.8']],
    ['dsl.Condition(e.output == "true")', ['trait condition model-gate: e.output == "true"']],
    ['dsl.If(d.output == True)', ['trait condition data-gate: d.output == True']],
    ['dsl.Condition(mode == "full")', []],
    ['dsl.Condition(p.output == "csv")', []],
    ['dsl.ParallelFor([1, 2])', []],
  ];
  it.each(cases)('%s', (condition, expected) => expect(traits(condition)).toEqual(expected));
});

describe('runs', () => {
  const of = (code: string): string[] =>
    lines(`import kfp\nfrom kfp import dsl\nfrom google.cloud import aiplatform\n${code}`).filter((line) =>
      /^(?:trait|link (?:-|main|def)|offer)/.test(line),
    );
  const cases: [string, string, string[]][] = [
    [
      'a pipeline of another file',
      'from flows import flow\nkfp.Client().create_run_from_pipeline_func(flow)\n',
      ['link - triggers pipeline ${flow}'],
    ],
    [
      'a package',
      'kfp.Client().create_run_from_pipeline_package("out/flow.yaml")\n',
      ['link - triggers pipeline flow.yaml'],
    ],
    [
      'a schedule',
      'kfp.Client().create_recurring_run(1, "nightly", cron_expression="0 0 * * *", pipeline_package_path="flow.yaml")\n',
      ['trait - runs-on-schedule: 0 0 * * *', 'link - triggers pipeline flow.yaml'],
    ],
    [
      'a schedule that is switched off',
      'kfp.Client().create_recurring_run(1, "nightly", cron_expression="0 0 * * *", enabled=False)\n',
      [],
    ],
    [
      'Vertex AI',
      'job = aiplatform.PipelineJob(display_name="p", template_path="gs://b/flow.json")\njob.submit()\njob.create_schedule(cron="0 1 * * *", display_name="s")\n',
      [
        'link - triggers pipeline flow.json',
        'trait - runs-on-schedule: 0 1 * * *',
        'link - triggers pipeline flow.json',
      ],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(of(code)).toEqual(expected));
});

describe('manifests', () => {
  const compiled = `components:
  comp-evaluate:
    executorLabel: exec-evaluate
  comp-train:
    executorLabel: exec-train
deploymentSpec:
  executors:
    exec-evaluate:
      container:
        image: acme/evaluate:1
        command: [python, evaluate.py]
    exec-train:
      container:
        image: python:3.11
        command: [sh, -c, "import kfp\\ndef train():\\n    fit()\\n"]
        resources:
          accelerator: { type: NVIDIA_TESLA_T4, count: '1' }
pipelineInfo:
  name: churn
root:
  dag:
    tasks:
      evaluate:
        componentRef: { name: comp-evaluate }
        triggerPolicy:
          condition: inputs.parameter_values['accuracy'] > 0.9
      train:
        componentRef: { name: comp-train }
schemaVersion: 2.1.0
`;
  it('reads compiled packages', () => {
    expect(lines(compiled, 'out/churn.yaml')).toEqual([
      'unit dag:churn dag (churn)',
      'component dag:churn is workflow-orchestration kubeflow-pipelines [churn]',
      'offer dag:churn pipeline churn',
      'offer dag:churn pipeline churn.yaml',
      'unit task:evaluate task (evaluate) in dag:churn',
      'link task:evaluate built-from image acme/evaluate:1',
      'embedded task:evaluate shell @11: python evaluate.py',
      "trait task:evaluate model-gate: inputs.parameter_values['accuracy'] > 0.9",
      'unit task:train task (train) in dag:churn',
      'link task:train built-from image python:3.11',
      'embedded task:train python @15: import kfp\ndef train():\n    fit()\n',
      'trait task:train requests-accelerator: NVIDIA_TESLA_T4',
    ]);
  });
  it('reads component files', () => {
    const text =
      'name: Train\nimplementation:\n  container:\n    image: acme/train:1\n    command: [python, train.py]\n    args: [--data, {inputPath: data}]\n';
    expect(lines(text, 'components/train/component.yaml')).toEqual([
      'link - built-from image acme/train:1',
      'embedded - shell @5: python train.py --data',
    ]);
  });
  it('leaves other YAML alone', () => {
    expect(lines('implementation: done\nroot: 1\n', 'a.yaml')).toEqual([]);
    expect(lines('pipelineInfo: {}\nroot: []\n', 'a.yaml')).toEqual([]);
  });
});
