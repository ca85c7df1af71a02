import { describe, expect, it } from 'vitest';
import kustomize from '../../src/plugins/kustomize/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology(
    'kubeflow-pipelines',
    { kind: 'chart', pattern: 'kubeflow/pipelines/*', component: 'workflow-orchestration' },
    { kind: 'image', pattern: 'ml-pipeline/api-server', component: 'workflow-orchestration' },
  ),
  technology('mlflow', { kind: 'chart', pattern: 'mlflow', component: 'ml-metadata-store' }),
);

const facts = (text: string, path = 'apps/base/kustomization.yaml'): string[] =>
  show(extract(kustomize, path, text, { catalogue }));

const GOVERNS = 'symbol kustomize:apps/base __governs__ = true';

describe('kustomize', () => {
  it('takes in what it names', () => {
    const text = `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml
  - ../common/
  # - off.yaml
bases: [../../db]
components: [./gpu]
patches:
  - path: patches/a.yaml
  - patch: |-
      - op: remove
    target: { kind: Deployment }
patchesStrategicMerge:
  - patches/b.yaml
  - |-
    apiVersion: v1
    kind: Service
configMapGenerator:
  - name: scripts
    files: [train.py, run.sh=scripts/run.sh]
    envs: [.env]
    literals: [HOST=http://db:80, bad]
`;
    expect(facts(text)).toEqual([
      GOVERNS,
      'link - includes path apps/base/deployment.yaml',
      'link - includes path apps/common',
      'link - includes path db',
      'link - includes path apps/base/gpu',
      'link - includes path apps/base/patches/b.yaml',
      'symbol kustomize:apps/base/patches __governed_by__ = apps/base/kustomization.yaml',
      'link - includes path apps/base/patches/a.yaml',
      'unit generated:scripts resource (scripts)',
      'offer generated:scripts config scripts',
      'link generated:scripts includes path apps/base/train.py',
      'link generated:scripts includes path apps/base/scripts/run.sh',
      'link generated:scripts includes path apps/base/.env',
      'link generated:scripts reads-from host db',
    ]);
  });

  it('names remote manifests, images and charts', () => {
    const text = `
resources:
  - github.com/kubeflow/pipelines/manifests/kustomize/env/dev?ref=1.8.5
  - https://example.com/install.yaml
images:
  - { name: gcr.io/ml-pipeline/api-server, newTag: 1.8.5 }
  - { name: app, newName: ghcr.io/acme/app, digest: "sha256:ab" }
helmCharts:
  - name: mlflow
    repo: https://community-charts.github.io/helm-charts
    valuesFile: values.yaml
    valuesInline: { image: { repository: acme/mlflow } }
`;
    expect(facts(text)).toEqual([
      GOVERNS,
      'component - is workflow-orchestration kubeflow-pipelines',
      'link - includes path github.com/kubeflow/pipelines/manifests/kustomize/env/dev',
      'not-understood - remote-reference: github.com/kubeflow/pipelines/manifests/kustomize/env/dev?ref=1.8.5',
      'not-understood - remote-reference: https://example.com/install.yaml',
      'component - is workflow-orchestration kubeflow-pipelines',
      'link - built-from image gcr.io/ml-pipeline/api-server:1.8.5',
      'link - built-from image ghcr.io/acme/app@sha256:ab',
      'link - built-from image app@sha256:ab',
      'unit chart:mlflow resource (mlflow)',
      'component chart:mlflow is ml-metadata-store mlflow',
      'link chart:mlflow includes path apps/base/values.yaml',
      'link chart:mlflow built-from image acme/mlflow',
    ]);
  });

  it.each<[what: string, path: string, text: string, facts: string[]]>([
    [
      'at the root',
      'kustomization.yml',
      'resources: [a.yaml]',
      ['symbol kustomize:. __governs__ = true', 'link - includes path a.yaml'],
    ],
    ['empty', 'apps/base/kustomization.yaml', '{}', [GOVERNS]],
    ['a path that leaves the source', 'apps/base/kustomization.yaml', 'resources: [../../../x]', [GOVERNS]],
    ['odd types', 'apps/base/kustomization.yaml', 'resources: {a: b}\nimages: x\npatches: [1]', [GOVERNS]],
    [
      'a component under another name governs nothing',
      'apps/x.yaml',
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]',
      ['link - includes path apps/a.yaml'],
    ],
    ['another file', 'apps/x.yaml', 'resources: [a.yaml]', []],
    ['Flux', 'apps/x.yaml', 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nresources: [kustomize.config.k8s.io]', []],
  ])('%s', (_, path, text, expected) => {
    expect(facts(text, path)).toEqual(expected);
  });
});
