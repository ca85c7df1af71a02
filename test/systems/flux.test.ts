import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Flux', () => {
  it('deploys what its kustomization takes in', async () => {
    const found = await auditFiles({
      'apps/draft.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: triton }
spec: { template: { metadata: { labels: { app: t } }, spec: { containers: [{ name: t, image: "nvcr.io/nvidia/tritonserver:24.05-py3" }] } } }
`,
      'apps/kustomization.yaml': `resources: [mlflow.yaml, serve.yaml]
configMapGenerator: [{ name: settings, literals: [MODE=prod] }]
`,
      'apps/mlflow.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: mlflow, namespace: ml }
spec: { chart: { spec: { chart: mlflow, sourceRef: { kind: HelmRepository, name: community } } }, values: { replicaCount: 1 } }
`,
      'apps/serve.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: churn, namespace: ml }
spec: { predictor: { containers: [{ name: c, image: "registry.example/churn:1", envFrom: [{ configMapRef: { name: settings } }] }] } }
`,
      'clusters/prod/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
    });
    expect(found.components).toEqual([
      'ci-cd flux',
      'ml-metadata-store mlflow',
      'model-serving kserve churn',
      'model-serving triton (declared: not-included)',
    ]);
    expect(found.relations).toEqual([
      'ci-cd flux --deploys-> ml-metadata-store mlflow',
      'ci-cd flux --deploys-> model-serving kserve churn',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.5', 'G1.11']));
    expect(found.criteria).not.toContain('G1.12');
  });

  it('deploys nothing when suspended', async () => {
    const found = await auditFiles({
      'helm/suspended.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: mlflow }
spec: { suspend: true, chart: { spec: { chart: mlflow } } }
`,
    });
    expect(found.components).toEqual([
      'ci-cd flux (declared: disabled)',
      'ml-metadata-store mlflow (declared: disabled)',
    ]);
    expect(found.relations).toEqual([]);
  });
});
