import { describe, expect, it } from 'vitest';
import kubernetes from '../../src/plugins/kubernetes/index.js';
import { reference } from '../../src/facts/value.js';
import { catalogueOf, extract, show, technology, type ExtractOptions } from './support.js';

const catalogue = catalogueOf(
  technology(
    'mlflow',
    { kind: 'image', pattern: 'mlflow/mlflow', component: 'ml-metadata-store' },
    { kind: 'environment', pattern: 'MLFLOW_TRACKING_URI', component: 'ml-metadata-store', relation: 'logs-to' },
    { kind: 'chart', pattern: 'mlflow', component: 'ml-metadata-store' },
  ),
  technology('kserve', {
    kind: 'kind',
    pattern: 'serving.kserve.io/InferenceService',
    component: 'model-serving',
    name: { key: 'metadata.name' },
    when: [{ key: 'spec.predictor', present: true }],
  }),
);

const facts = (text: string, path = 'k8s/app.yaml', options: ExtractOptions = {}): string[] =>
  show(extract(kubernetes, path, text, { catalogue, ...options }));

describe('serving', () => {
  it('loads models and splits traffic', () => {
    const text = `
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: churn, namespace: ml }
spec:
  predictor:
    canaryTrafficPercent: 10
    serviceAccountName: s3
    model: { modelFormat: { name: sklearn }, storageUri: s3://models/churn/1 }
`;
    expect(facts(text)).toEqual([
      'unit manifest:InferenceService/churn workload (churn)',
      'component manifest:InferenceService/churn is model-serving kserve [churn]',
      'offer manifest:InferenceService/churn workload ml/churn',
      'trait manifest:InferenceService/churn canary: canaryTrafficPercent: 10',
      'link manifest:InferenceService/churn includes service-account ml/s3',
      'link manifest:InferenceService/churn loads-from bucket models',
      'offer manifest:InferenceService/churn host churn.ml',
      'offer manifest:InferenceService/churn host churn',
      'offer manifest:InferenceService/churn host churn-predictor.ml',
      'offer manifest:InferenceService/churn host churn-predictor',
      'offer manifest:InferenceService/churn host churn-predictor-default.ml',
      'offer manifest:InferenceService/churn host churn-predictor-default',
      'offer manifest:InferenceService/churn config selector:ml/serving.kserve.io/inferenceservice=churn',
      'offer manifest:InferenceService/churn config selector:serving.kserve.io/inferenceservice=churn',
      'offer manifest:InferenceService/churn config selector:ml/serving.kserve.io/inferenceservice',
      'offer manifest:InferenceService/churn config selector:serving.kserve.io/inferenceservice',
      'offer manifest:InferenceService/churn config selector:ml/component=predictor',
      'offer manifest:InferenceService/churn config selector:component=predictor',
      'offer manifest:InferenceService/churn endpoint churn',
    ]);
  });

  it('splits traffic by predictors, routes and rollouts', () => {
    const canary = (text: string): string[] => facts(text).filter((fact) => fact.startsWith('trait'));
    expect(
      canary(
        '{apiVersion: machinelearning.seldon.io/v1, kind: SeldonDeployment, metadata: {name: s}, spec: {predictors: [{graph: {modelUri: "gs://m/a"}, traffic: 80}, {graph: {}, traffic: 20}]}}',
      ),
    ).toEqual([
      'trait manifest:SeldonDeployment/s canary: traffic: 80',
      'trait manifest:SeldonDeployment/s canary: traffic: 20',
    ]);
    expect(
      canary(
        '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r}, spec: {strategy: {canary: {steps: []}}, template: {spec: {containers: [{name: a, image: b}]}}}}',
      ),
    ).toEqual(['trait manifest:Rollout/r canary: strategy.canary']);
    const route = (...weights: number[]): string =>
      `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v}, spec: {http: [{route: [${weights.map((w, i) => `{destination: {host: s${i}.ml.svc}, weight: ${w}}`).join(', ')}]}]}}`;
    expect(facts(route(90, 10))).toEqual([
      'unit manifest:VirtualService/v resource (v)',
      'link manifest:VirtualService/v runs host s0.ml',
      'link manifest:VirtualService/v runs host s1.ml',
      'trait manifest:VirtualService/v canary: weighted routes',
    ]);
    expect(canary(route(100, 0))).toEqual([]);
  });
});

describe('other objects', () => {
  it.each<[what: string, text: string, facts: string[]]>([
    [
      'a Service is reached by its name and runs what it selects',
      '{apiVersion: v1, kind: Service, metadata: {name: mlflow, namespace: ml}, spec: {selector: {release: r, app: mlflow}}}',
      [
        'unit manifest:Service/mlflow resource (mlflow)',
        'offer manifest:Service/mlflow host mlflow.ml',
        'offer manifest:Service/mlflow host mlflow',
        'link manifest:Service/mlflow runs config selector:ml/app=mlflow',
      ],
    ],
    [
      'a Service of another name',
      '{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {type: ExternalName, externalName: db.acme.com}}',
      [
        'unit manifest:Service/db resource (db)',
        'offer manifest:Service/db host db',
        'link manifest:Service/db runs host db.acme.com',
      ],
    ],
    [
      'a ServiceMonitor',
      '{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: m, namespace: mon}, spec: {namespaceSelector: {matchNames: [ml]}, selector: {matchLabels: {app: api}}}}',
      [
        'unit manifest:ServiceMonitor/m resource (m)',
        'link manifest:ServiceMonitor/m monitors config selector:ml/app=api',
      ],
    ],
    [
      'a ServiceMonitor of its own namespace',
      '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: m, namespace: mon}, spec: {selector: {matchLabels: {app: api}}}}',
      ['unit manifest:PodMonitor/m resource (m)', 'link manifest:PodMonitor/m monitors config selector:mon/app=api'],
    ],
    [
      'a ServiceAccount with a role',
      '{apiVersion: v1, kind: ServiceAccount, metadata: {name: s3, namespace: ml, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/ml/reader"}}}',
      [
        'unit manifest:ServiceAccount/s3 resource (s3)',
        'offer manifest:ServiceAccount/s3 service-account ml/s3',
        'offer manifest:ServiceAccount/s3 service-account s3',
        'link manifest:ServiceAccount/s3 includes role reader',
      ],
    ],
    [
      'a ConfigMap with scripts and variables',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  MLFLOW_TRACKING_URI: http://mlflow:5000\n  train.py: |\n    import mlflow\n  note.txt: hello\n  py: x\n',
      [
        'unit manifest:ConfigMap/c resource (c)',
        'offer manifest:ConfigMap/c config c',
        'component manifest:ConfigMap/c acts logs-to ml-metadata-store mlflow',
        'link manifest:ConfigMap/c logs-to host mlflow',
        'embedded manifest:ConfigMap/c python @7: import mlflow\n',
      ],
    ],
    [
      'a Secret, whose values are not read',
      '{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {MLFLOW_TRACKING_URI: "http://u:p@mlflow:5000"}}',
      ['unit manifest:Secret/s resource (s)', 'offer manifest:Secret/s config s'],
    ],
    [
      'a Flux release',
      '{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: m}, spec: {chart: {spec: {chart: mlflow}}, values: {image: {repository: mlflow/mlflow, tag: 2}, old: {enabled: false, image: mlflow/mlflow}}}}',
      [
        'unit manifest:HelmRelease/m resource (m)',
        'trait manifest:HelmRelease/m deploys: chart mlflow',
        'component manifest:HelmRelease/m is ml-metadata-store mlflow',
        'offer manifest:HelmRelease/m host m-mlflow',
        'component manifest:HelmRelease/m is ml-metadata-store mlflow',
        'link manifest:HelmRelease/m built-from image mlflow/mlflow:2',
      ],
    ],
    [
      'a Flux kustomization',
      '{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: k}, spec: {path: ./apps/ml}}',
      [
        'unit manifest:Kustomization/k resource (k)',
        'trait manifest:Kustomization/k deploys: Flux Kustomization',
        'link manifest:Kustomization/k deploys path apps/ml',
      ],
    ],
    [
      'a list',
      '{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}, {apiVersion: v1, kind: Namespace, metadata: {name: a}}]}',
      ['unit manifest:Namespace/a resource (a)', 'unit manifest:Namespace/a#2 resource (a)'],
    ],
    [
      'a definition of a kind',
      '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, spec: {image: a, name: b}}',
      [],
    ],
    ['a workflow, which another plugin reads', '{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {}}', []],
    ['a patch that deletes', '{$patch: delete, apiVersion: v1, kind: Service, metadata: {name: a}}', []],
    ['no object', '{kind: Pod, apiVersion: {}}', []],
    ['no map', '- apiVersion: v1\n  kind: Pod\n', []],
    ['a broken file', 'apiVersion: v1\nkind: [Pod\n  : :', []],
    ['another file', 'name: apiVersion\n', []],
  ])('%s', (_, text, expected) => {
    expect(facts(text)).toEqual(expected);
  });

  it('reads JSON', () => {
    expect(facts('{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}', 'ns.json')).toEqual([
      'unit manifest:Namespace/a resource (a)',
    ]);
  });

  it('belong to the unit of a text that holds them', () => {
    expect(facts('{apiVersion: v1, kind: Namespace, metadata: {name: a}}', 'w.yaml', { unit: 'task:t' })).toEqual([
      'unit task:t/manifest:Namespace/a resource (a) in task:t',
    ]);
  });
});

describe('Helm templates', () => {
  const deployment = `
{{- if and .Values.mlflow.enabled .Values.on }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.fullname" . }}
  namespace: {{ .Release.Namespace }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      {{- include "app.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "app.selectorLabels" . | nindent 8 }}
    spec:
      containers:
        - name: app
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          env:
            - name: MLFLOW_TRACKING_URI
              value: {{ .Values.mlflow.uri | quote }}
{{- end }}
`;

  it('refer to values of their chart', () => {
    const found = extract(kubernetes, 'charts/app/templates/deployment.yaml', deployment, { catalogue });
    expect(show(found)).toEqual([
      'unit manifest:Deployment/app.fullname workload (app.fullname)',
      'offer manifest:Deployment/app.fullname workload app.fullname',
      'link manifest:Deployment/app.fullname built-from image ${image.repository}:${image.tag}',
      'component manifest:Deployment/app.fullname acts logs-to ml-metadata-store mlflow',
      'link manifest:Deployment/app.fullname logs-to host ${mlflow.uri}',
      'offer manifest:Deployment/app.fullname config selector:include:app.selectorLabels',
      'link manifest:Deployment/app.fullname includes config helm:${mlflow.enabled}',
      'link manifest:Deployment/app.fullname includes config helm:${on}',
    ]);
    const image = found.find((fact) => fact.fact === 'link' && fact.to.kind === 'image');
    expect(image).toMatchObject({
      to: { value: `${reference('helm:charts/app', 'image.repository')}:${reference('helm:charts/app', 'image.tag')}` },
    });
  });

  it('select by the labels of a helper', () => {
    const text = `
apiVersion: v1
kind: Service
metadata:
  name: {{ include "app.fullname" . }}
spec:
  selector:
    {{- include "app.selectorLabels" . | nindent 4 }}
`;
    expect(facts(text, 'charts/app/templates/service.yaml')).toEqual([
      'unit manifest:Service/app.fullname resource (app.fullname)',
      'offer manifest:Service/app.fullname host app.fullname',
      'link manifest:Service/app.fullname runs config selector:include:app.selectorLabels',
    ]);
  });
});

describe('hostile manifests', () => {
  const containers = '  - {name: a, image: b, command: [c]}\n'.repeat(20_000);
  const variables = '    - {name: A, value: $(A)}\n'.repeat(20_000);
  it.each<[what: string, text: string]>([
    ['deep', `apiVersion: v1\nkind: Pod\nspec: ${'{a: '.repeat(5000)}${'}'.repeat(5000)}`],
    ['many objects', 'apiVersion: v1\nkind: Pod\n---\n'.repeat(20_000)],
    ['many containers', `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${containers}`],
    ['many variables', `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a\n    env:\n${variables}`],
    [
      'odd types',
      'apiVersion: v1\nkind: Deployment\nmetadata: []\nspec: {template: [], selector: 1, containers: {image: [a]}}',
    ],
  ])('%s', (_, text) => {
    const start = performance.now();
    expect(() => facts(text)).not.toThrow();
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
