import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const steps = (group: string, plural: string): string => `from kfp import compiler, dsl

@dsl.component
def train() -> str:
    from sklearn.svm import SVC
    SVC().fit([[0], [1]], [0, 1])
    return "s3://models/churn"

@dsl.component
def deploy(uri: str):
    from kubernetes import client, config
    config.load_incluster_config()
    group = "${group}"
    body = {"apiVersion": f"{group}/v1beta1", "metadata": {"name": "churn"}}
    client.CustomObjectsApi().create_namespaced_custom_object(group, "v1beta1", "ml", "${plural}", body)

@dsl.pipeline(name="churn")
def churn():
    deploy(uri=train().output)

compiler.Compiler().compile(churn, "churn.yaml")
`;

describe('objects made with the client of Kubernetes', () => {
  it('serves, where a step makes a service of KServe', async () => {
    const { relations, criteria } = await auditFiles({
      'pipeline.py': steps('serving.kserve.io', 'inferenceservices'),
    });
    expect(relations).toContain('workflow-orchestration kubeflow-pipelines churn --deploys-> model-serving kserve');
    expect(criteria).toContain('G1.5');
  });

  it.each([
    ['ray.io', 'rayjobs', '--runs-on-> model-training-infrastructure kuberay'],
    ['ray.io', 'rayservices', '--deploys-> model-serving kuberay'],
    ['machinelearning.seldon.io', 'seldondeployments', '--deploys-> model-serving seldon'],
    ['kubeflow.org', 'pytorchjobs', '--runs-on-> model-training-infrastructure kubeflow-training-operator'],
    ['argoproj.io', 'workflows', '--triggers-> workflow-orchestration argo-workflows'],
    ['trustyai.opendatahub.io', 'trustyaiservices', '--deploys-> monitoring openshift-ai'],
    ['tekton.dev', 'pipelineruns', '--triggers-> workflow-orchestration tekton'],
    ['sparkoperator.k8s.io', 'sparkapplications', '--runs-on-> model-training-infrastructure apache-spark'],
  ])('knows %s/%s', async (group, plural, relation) => {
    const { relations } = await auditFiles({ 'pipeline.py': steps(group, plural) });
    expect(relations).toContain(`workflow-orchestration kubeflow-pipelines churn ${relation}`);
  });

  it('says nothing of what other objects are', async () => {
    const { components } = await auditFiles({ 'pipeline.py': steps('serving.kserve.io.example', 'inferenceservices') });
    expect(components.filter((name) => name.startsWith('model-serving'))).toEqual([]);
  });

  it('does what a step does in the pipeline, not in the training of another step', async () => {
    const whole = steps('serving.kserve.io', 'inferenceservices');
    const at = whole.indexOf('@dsl.pipeline');
    const { relations } = await auditFiles({
      'steps.py': whole.slice(0, at),
      'pipeline.py': `from kfp import compiler, dsl\nfrom steps import deploy, train\n\n${whole.slice(at)}`,
    });
    expect(relations.filter((name) => name.includes('--deploys->') && name.startsWith('training'))).toEqual([]);
  });
});
