import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Red Hat OpenShift AI', () => {
  it('has the parts that it manages', async () => {
    const found = await auditFiles({
      'dsc.yaml': `apiVersion: datasciencecluster.opendatahub.io/v1
kind: DataScienceCluster
metadata: { name: default }
spec:
  components:
    kserve: { managementState: Managed }
    datasciencepipelines: { managementState: Managed }
    workbenches: { managementState: Managed }
    modelregistry: { managementState: Removed }
    trustyai: { managementState: Managed }
    ray: { managementState: Removed }
---
apiVersion: datasciencepipelinesapplications.opendatahub.io/v1
kind: DataSciencePipelinesApplication
metadata: { name: dspa }
spec: { objectStorage: { externalStorage: { bucket: pipelines, host: minio.ml.svc } } }
`,
    });
    expect(found.components).toEqual([
      'development-environment openshift-ai',
      'model-serving openshift-ai',
      'monitoring openshift-ai',
      'workflow-orchestration kubeflow-pipelines',
      'workflow-orchestration openshift-ai',
    ]);
    expect(found.relations).toEqual([]);
  });

  it('has none that are removed', async () => {
    const found = await auditFiles({
      'dsc.yaml': `apiVersion: datasciencecluster.opendatahub.io/v1
kind: DataScienceCluster
metadata: { name: default }
spec: { components: { kserve: { managementState: Removed }, ray: { managementState: Removed } } }
`,
    });
    expect(found.components).toEqual([]);
    expect(found.relations).toEqual([]);
  });

  it('watches services of KServe by TrustyAI, and registers models by requests', async () => {
    const { relations } = await auditFiles({
      'service.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: churn }
spec: { predictor: { model: { modelFormat: { name: onnx }, storageUri: s3://models/churn } } }
`,
      'trustyai.yaml': `apiVersion: trustyai.opendatahub.io/v1alpha1
kind: TrustyAIService
metadata: { name: trustyai-service }
spec: { metrics: { schedule: 5s } }
`,
      'pipeline.py': `from kfp import compiler, dsl

@dsl.component
def register(registry: str):
    import requests
    requests.post(f"{registry}/api/model_registry/v1alpha3/registered_models", json={"name": "churn"})

@dsl.component
def announce(host: str):
    import requests
    requests.post(f"{host}/api/models", json={"name": "churn"})

@dsl.pipeline(name="churn")
def churn():
    register(registry="http://registry:8080")
    announce(host="http://news:8080")

compiler.Compiler().compile(churn, "churn.yaml")
`,
    });
    expect(relations).toEqual([
      'monitoring openshift-ai --monitors-> model-serving kserve churn',
      'workflow-orchestration kubeflow-pipelines churn --registers-in-> model-registry kubeflow',
    ]);
  });
});
