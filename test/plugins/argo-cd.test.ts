import { describe, expect, it } from 'vitest';
import argoCd from '../../src/plugins/argo-cd/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('argo-cd', {
    kind: 'kind',
    pattern: 'argoproj.io/Application',
    component: 'ci-cd',
    name: { key: 'metadata.name' },
  }),
  technology('mlflow', { kind: 'chart', pattern: 'mlflow', component: 'ml-metadata-store' }),
  technology('kubeflow-pipelines', {
    kind: 'chart',
    pattern: 'kubeflow/manifests/apps/pipeline*',
    component: 'workflow-orchestration',
  }),
);

const facts = (text: string, path = 'apps/x.yaml'): string[] => show(extract(argoCd, path, text, { catalogue }));

const application = (spec: string, kind = 'Application'): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata: { name: x, namespace: argocd }\nspec: ${spec}\n`;
const HEAD = ['unit application:x resource (x)', 'component application:x is ci-cd argo-cd [x]'];

describe('argo-cd', () => {
  it.each<[what: string, text: string, facts: string[]]>([
    [
      'a directory of a repository',
      application(
        '{ source: { repoURL: "https://github.com/Acme/Ops.git", path: ./charts/app }, syncPolicy: { automated: {} } }',
      ),
      [
        ...HEAD,
        'trait application:x deploys: automated sync',
        'link application:x deploys path github.com/acme/ops/charts/app',
      ],
    ],
    [
      'a directory upstream, synchronised by hand',
      application('{ source: { repoURL: "https://github.com/kubeflow/manifests", path: apps/pipeline/upstream } }'),
      [
        ...HEAD,
        'component application:x is workflow-orchestration kubeflow-pipelines',
        'link application:x deploys path github.com/kubeflow/manifests/apps/pipeline/upstream',
      ],
    ],
    [
      'a chart with values',
      application(`
  destination: { namespace: ml }
  sources:
    - repoURL: https://charts.acme.com
      chart: mlflow
      targetRevision: 1.0.0
      helm:
        values: |
          image: { repository: acme/mlflow }
        valuesObject: { image: { repository: acme/m, tag: 3 } }
        valueFiles: [values-prod.yaml, $ops/envs/prod.yaml, "https://a.b/c.yaml", "{{x}}.yaml"]
        parameters:
          - { name: sidecar.image.repository, value: acme/s }
          - { name: replicas, value: "2" }
    - { repoURL: "git@github.com:acme/ops.git", ref: ops }`),
      [
        ...HEAD,
        'symbol release:apps/x.yaml#application:x namespace = ml',
        'offer application:x host x-mlflow.ml',
        'offer application:x host x-mlflow',
        'component application:x is ml-metadata-store mlflow',
        'embedded application:x yaml @12: image: { repository: acme/mlflow }\n',
        'link application:x built-from image acme/m:3',
        'link application:x built-from image acme/s',
        'link application:x includes path values-prod.yaml',
        'link application:x includes path envs/prod.yaml',
        'link application:x deploys git-repository github.com/acme/ops',
      ],
    ],
    [
      'a placeholder for the repository, images by kustomize',
      application(
        '{ source: { repoURL: <<url>>, path: distribution, kustomize: { images: ["app=acme/app:1"] } }, syncPolicy: { automated: { enabled: false } } }',
      ),
      [...HEAD, 'link application:x deploys path distribution', 'link application:x built-from image acme/app:1'],
    ],
    [
      'a set of applications',
      application(
        `
  generators:
    - git:
        repoURL: https://github.com/acme/ops
        directories: [{ path: apps/* }, { path: apps/old, exclude: true }]
    - matrix: { generators: [{ git: { files: [{ path: "envs/**/config.json" }] } }, { list: {} }] }
  template: { spec: { source: { repoURL: https://github.com/acme/ops, path: "{{path}}" } } }`,
        'ApplicationSet',
      ),
      [
        'unit application:x resource (x)',
        'link application:x deploys git-repository github.com/acme/ops',
        'not-understood application:x template-expression: {{path}}',
        'link application:x deploys path apps',
        'link application:x deploys path envs',
      ],
    ],
    ['a project', application('{}', 'AppProject'), ['unit project:x resource (x)']],
    ['odd types', application('{ source: [], sources: {}, syncPolicy: 1 }'), HEAD],
    ['an application of another group', 'apiVersion: app.k8s.io/v1 # argoproj.io/\nkind: Application\n', []],
    ['a workflow', 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow # Application\n', []],
    ['another file', 'kind: Application', []],
  ])('%s', (_, text, expected) => {
    expect(facts(text)).toEqual(expected);
  });
});

describe('applications of the chart argocd-apps in the values of a release', () => {
  const values = (applications: string): string[] =>
    show(
      extract(argoCd, 'main.tf', `applications: ${applications}`, {
        catalogue,
        language: 'yaml',
        file: { logicalPath: 'embedded.yaml' },
      }),
    );
  const root = ['unit application:root resource (root)', 'link application:root deploys path github.com/acme/ops/apps'];
  it.each([
    [
      'as a list',
      '[{ name: root, source: { repoURL: "https://github.com/acme/ops", path: apps } }, { name: odd }]',
      root,
    ],
    ['as a map', '{ root: { source: { repoURL: "https://github.com/acme/ops", path: apps } }, odd: 1 }', root],
    ['none', '[]', []],
  ])('%s', (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });
});
