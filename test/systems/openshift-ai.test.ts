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
});
