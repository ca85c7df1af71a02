import { describe, expect, it } from 'vitest';
import { reference } from '../../src/facts/value.js';
import argoWorkflows from '../../src/plugins/argo-workflows/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology(
    'argo-workflows',
    {
      kind: 'kind',
      pattern: 'argoproj.io/*Workflow*',
      component: 'workflow-orchestration',
      name: { key: 'metadata.name' },
    },
    { kind: 'kind', pattern: 'argoproj.io/Sensor', component: 'event-bus' },
  ),
  technology('mlflow', { kind: 'image', pattern: 'mlflow/mlflow', component: 'ml-metadata-store' }),
);

const facts = (text: string, path = 'argo/x.yaml'): string[] => show(extract(argoWorkflows, path, text, { catalogue }));

const workflow = (spec: string, kind = 'Workflow', metadata = '{ name: w }'): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n`;
const HEAD = [
  'unit dag:w dag (w)',
  'component dag:w is workflow-orchestration argo-workflows [w]',
  'offer dag:w pipeline w',
];
const unitsOf = (text: string): string[] => facts(text).filter((fact) => fact.startsWith('unit'));

describe('workflows', () => {
  it('have the tasks of their DAG, with the templates that they use', () => {
    const text = workflow(`
  entrypoint: main
  onExit: notify
  serviceAccountName: runner
  arguments: { parameters: [{ name: model, value: churn }] }
  templates:
    - name: main
      dag:
        tasks:
          - name: train
            template: python
            arguments: { parameters: [{ name: args, value: "--model={{workflow.parameters.model}}" }] }
          - name: evaluate
            template: score
            dependencies: [train]
          - name: deploy
            templateRef: { name: library, template: deploy }
            arguments:
              parameters:
                - { name: manifest, value: '{{workflow.parameters.model}}.yaml' }
                - { name: version, value: '{{tasks.train.outputs.parameters.version}}' }
            dependencies: [evaluate]
            when: "{{tasks.evaluate.outputs.parameters.accuracy}} > 0.9"
          - { name: approve, template: wait }
    - name: python
      inputs:
        parameters: [{ name: args }, { name: epochs, value: "3" }]
        artifacts: [{ name: data, path: /d, s3: { bucket: raw, key: x } }]
      outputs: { artifacts: [{ name: m, path: /m, gcs: { bucket: models, key: y } }] }
      container:
        image: acme/train
        command: [python, train.py]
        args: ["{{inputs.parameters.args}}", "--epochs={{inputs.parameters.epochs}}", "{{inputs.parameters.other}}"]
        resources: { limits: { nvidia.com/gpu: 1 } }
    - name: score
      script:
        image: mlflow/mlflow
        command: [python]
        source: |
          import mlflow
          print(mlflow)
    - { name: wait, suspend: {} }
    - { name: pause, suspend: { duration: 10s } }
    - name: notify
      container: { name: n, image: curlimages/curl, args: [--fail, http://x] }
    - name: unused
      container: { name: u, image: acme/unused }
`);
    expect(facts(text)).toEqual([
      ...HEAD,
      'link dag:w includes service-account runner',
      'unit task:train task (train) in dag:w',
      'trait task:train batch-job',
      'link task:train built-from image acme/train',
      'embedded task:train shell in . @35: python train.py --model=churn --epochs=3 {{inputs.parameters.other}}',
      'trait task:train requests-accelerator: nvidia.com/gpu',
      'link task:train reads-from bucket raw',
      'link task:train writes-to bucket models',
      'unit task:evaluate task (evaluate) in dag:w',
      'trait task:evaluate batch-job',
      'link task:evaluate built-from image mlflow/mlflow',
      'embedded task:evaluate python @43: import mlflow\nprint(mlflow)\n',
      'unit task:deploy task (deploy) in dag:w',
      'trait task:deploy model-gate: {{tasks.evaluate.outputs.parameters.accuracy}} > 0.9',
      'link task:deploy runs pipeline library/deploy',
      'symbol argo:library/deploy manifest = churn.yaml',
      'unit task:approve task (approve) in dag:w',
      'trait task:approve approval: suspend',
      'unit task:notify task (notify) in dag:w',
      'trait task:notify batch-job',
      'link task:notify built-from image curlimages/curl',
      'unit task:pause task (pause) in dag:w off not-included',
      'unit task:unused task (unused) in dag:w off not-included',
    ]);
  });

  it('have steps, nested and recursive', () => {
    const text = workflow(`
  entrypoint: main
  templates:
    - name: main
      steps:
        - - { name: a, template: inner }
          - { name: b, template: leaf }
        - - { name: again, template: main, when: "{{steps.a.status}} == Failed" }
    - name: inner
      steps: [[{ name: c, template: leaf }]]
    - { name: leaf, container: { image: x, name: l } }
`);
    expect(unitsOf(text)).toEqual([
      'unit dag:w dag (w)',
      'unit task:a task (a) in dag:w',
      'unit task:c task (c) in task:a',
      'unit task:b task (b) in dag:w',
      'unit task:again task (again) in dag:w',
    ]);
  });

  it('may be one container', () => {
    const text = workflow(
      '{entrypoint: t, templates: [{name: t, container: {image: acme/t, command: [python, -c, "x = 1"]}}]}',
      'Workflow',
      '{generateName: fit-}',
    );
    expect(facts(text)).toEqual([
      'unit dag:fit dag (fit)',
      'component dag:fit is workflow-orchestration argo-workflows [fit]',
      'offer dag:fit pipeline fit',
      'unit task:t task (t) in dag:fit',
      'trait task:t batch-job',
      'link task:t built-from image acme/t',
      'embedded task:t python in . @4: x = 1',
    ]);
  });

  it('apply manifests', () => {
    const manifest = (action: string): string =>
      workflow(`{entrypoint: t, templates: [{name: t, resource: {action: ${action}, manifest: "kind: Job"}}]}`);
    expect(facts(manifest('create'))).toEqual([
      ...HEAD,
      'unit task:t task (t) in dag:w',
      'embedded task:t yaml @4: kind: Job',
    ]);
    expect(facts(manifest('delete'))).toEqual([...HEAD, 'unit task:t task (t) in dag:w']);
  });

  it('run on a schedule, unless suspended', () => {
    const cron = (more: string): string =>
      workflow(`{${more} workflowSpec: {workflowTemplateRef: {name: t}}}`, 'CronWorkflow');
    expect(facts(cron('schedules: ["0 3 * * *", "0 9 * * *"],'))).toEqual([
      ...HEAD,
      'trait dag:w runs-on-schedule: 0 3 * * *',
      'trait dag:w runs-on-schedule: 0 9 * * *',
      'link dag:w runs pipeline t',
    ]);
    expect(facts(cron('schedule: "0 3 * * *", suspend: true,'))[0]).toBe('unit dag:w dag (w) off disabled');
  });
});

describe('workflow templates', () => {
  it('offer each of their templates', () => {
    const text = workflow(
      `
  templates:
    - { name: train, container: { image: acme/train } }
    - name: flow
      dag: { tasks: [{ name: a, template: train }, { name: b, templateRef: { name: lib, template: x } }] }
`,
      'ClusterWorkflowTemplate',
    );
    expect(facts(text)).toEqual([
      ...HEAD,
      'unit task:flow task (flow) in dag:w',
      'offer task:flow pipeline w/flow',
      'unit task:a task (a) in task:flow',
      'offer task:a pipeline w/train',
      'trait task:a batch-job',
      'unit task:b task (b) in task:flow',
      'link task:b runs pipeline lib/x',
    ]);
  });

  it('leave inputs without a value to those who refer to them', () => {
    const text = workflow(
      `
  templates:
    - name: push
      inputs: { parameters: [{ name: file }, { name: branch, value: main }] }
      script: { image: alpine/git, command: [sh], source: 'edit {{inputs.parameters.file}} {{inputs.parameters.branch}}' }
`,
      'WorkflowTemplate',
    );
    const embedded = extract(argoWorkflows, 'argo/x.yaml', text, { catalogue }).find((f) => f.fact === 'embedded');
    expect(embedded?.text).toBe(`edit ${reference('argo:w/push', 'file')} main`);
  });

  it('with an entry point leave out what it does not reach', () => {
    const text = workflow(
      '{entrypoint: a, templates: [{name: a, dag: {tasks: [{name: t, template: b}]}}, {name: b}, {name: c}]}',
      'WorkflowTemplate',
    );
    expect(facts(text)).toEqual([
      ...HEAD,
      'offer dag:w pipeline w/a',
      'unit task:t task (t) in dag:w',
      'offer task:t pipeline w/b',
      'unit task:c task (c) in dag:w off not-included',
    ]);
  });
});

describe('gates', () => {
  const gate = (when: string): string[] =>
    facts(workflow(`{entrypoint: m, templates: [{name: m, dag: {tasks: [{name: t, when: "${when}"}]}}]}`))
      .filter((fact) => fact.startsWith('trait'))
      .map((fact) => fact.split(':')[1]?.split(' ')[1] ?? '');

  it.each<[when: string, gates: string[]]>([
    ['{{tasks.evaluate.outputs.parameters.value}} == true', ['model-gate']],
    ['{{steps.compare.outputs.result}} == better', ['model-gate']],
    ["{{=asFloat(tasks['eval-model'].outputs.parameters.f1) > 0.8}}", ['model-gate']],
    ['{{tasks.validate-data.outputs.result}} == ok', ['data-gate']],
    ['{{tasks.drift.outputs.parameters.detected}} == true', ['data-gate']],
    ['{{tasks.flip-coin.outputs.result}} == heads', []],
    ['{{workflow.parameters.accuracy}} == true', []],
    ['{{tasks.evaluate.status}} == Succeeded', []],
    ['{{tasks.evaluate.outputs.parameters.cached-decision}} != true', []],
    ['', []],
  ])('%s', (when, expected) => {
    expect(gate(when)).toEqual(expected);
  });
});

describe('events', () => {
  it('start workflows', () => {
    const text = `
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: source }
spec:
  service: { ports: [] }
  calendar: { nightly: { schedule: "0 3 * * *" } }
  github: { push: {} }
  minio: { data: {} }
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: { name: retrain }
spec:
  dependencies:
    - { name: d, eventSourceName: source, eventName: data }
  triggers:
    - template:
        name: t
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: { generateName: retrain- }
              spec: { workflowTemplateRef: { name: train } }
    - template: { name: u, http: { url: http://x } }
`;
    expect(facts(text)).toEqual([
      'unit event-source:source resource (source)',
      'offer event-source:source topic source/nightly',
      'trait event-source:source runs-on-schedule: calendar: nightly',
      'offer event-source:source topic source/push',
      'trait event-source:source runs-on-push: github: push',
      'offer event-source:source topic source/data',
      'trait event-source:source runs-on-event: minio: data',
      'unit sensor:retrain resource (retrain)',
      'component sensor:retrain is event-bus argo-workflows',
      'link sensor:retrain reads-from topic source/data',
      'trait sensor:retrain runs-on-event: source/data',
      'unit dag:retrain dag (retrain) in sensor:retrain',
      'component dag:retrain is workflow-orchestration argo-workflows [retrain]',
      'offer dag:retrain pipeline retrain',
      'link dag:retrain runs pipeline train',
      'link sensor:retrain triggers pipeline train',
    ]);
  });

  it('of which the source is elsewhere are events', () => {
    const text =
      'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: s}\nspec: {dependencies: [{eventSourceName: a, eventName: b}]}';
    expect(facts(text)).toEqual([
      'unit sensor:s resource (s)',
      'component sensor:s is event-bus argo-workflows',
      'link sensor:s reads-from topic a/b',
      'trait sensor:s runs-on-event: a/b',
    ]);
  });
});

it.each<[what: string, text: string, facts: string[]]>([
  ['an application', 'apiVersion: argoproj.io/v1alpha1\nkind: Application # Workflow\n', []],
  ['another group', 'apiVersion: tekton.dev/v1 # argoproj.io/\nkind: Workflow\n', []],
  ['odd types', workflow(' {entrypoint: [], templates: {a: b}, arguments: 1}'), HEAD],
  ['no specification', workflow(''), HEAD],
])('%s', (_, text, expected) => {
  expect(facts(text)).toEqual(expected);
});

it('does not multiply long scripts', () => {
  const tasks = Array.from({ length: 500 }, (_, i) => `{name: t${i}, template: s}`).join(', ');
  const text = workflow(
    `{entrypoint: m, templates: [{name: m, dag: {tasks: [${tasks}]}}, {name: s, script: {image: x, source: "${'a '.repeat(50_000)}"}}]}`,
  );
  const found = extract(argoWorkflows, 'x.yaml', text);
  expect(found.filter((fact) => fact.fact === 'embedded')).toHaveLength(20);
  expect(show(found.filter((fact) => fact.fact === 'not-understood'))).toEqual([
    'not-understood task:t20 too-large: embedded texts',
  ]);
});

it('bounds the work on hostile workflows', () => {
  const chain = Array.from(
    { length: 5000 },
    (_, i) => `    - {name: t${i}, steps: [[{name: s, template: t${i + 1}}, {name: r, template: t${i + 1}}]]}`,
  );
  const start = performance.now();
  const found = extract(argoWorkflows, 'x.yaml', workflow(`\n  entrypoint: t0\n  templates:\n${chain.join('\n')}`));
  expect(found.length).toBeLessThan(20_000);
  expect(performance.now() - start).toBeLessThan(5000);
});
