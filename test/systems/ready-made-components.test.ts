/** Components of Kubeflow Pipelines that others publish: loaded by their address, or classes of the project's own around a container. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const UPSTREAM = 'https://raw.githubusercontent.com/kubeflow/pipelines/1.8.0/components';
const pipeline = (address: string): string => `import kfp
from kfp import components, dsl

ADDRESS = "${address}"
step_op = components.load_component_from_url(ADDRESS)

@dsl.pipeline(name="claims")
def claims():
    step_op()

kfp.compiler.Compiler().compile(claims, "claims.yaml")
`;
const OF = 'workflow-orchestration kubeflow-pipelines claims';

describe('components loaded by their address', () => {
  it.each([
    ['kubeflow/katib-launcher', `${OF} --runs-on-> model-training-infrastructure katib`],
    ['kubeflow/pytorch-launcher', `${OF} --runs-on-> model-training-infrastructure kubeflow-training-operator`],
    ['kubeflow/launcher', `${OF} --runs-on-> model-training-infrastructure kubeflow-training-operator`],
    ['kubeflow/kfserving', `${OF} --deploys-> model-serving kserve`],
    ['kserve', `${OF} --deploys-> model-serving kserve`],
    ['XGBoost/Train', `${OF} --orchestrates-> training-pipeline xgboost pipeline.py`],
    ['contrib/XGBoost/Train', `${OF} --orchestrates-> training-pipeline xgboost pipeline.py`],
    ['aws/sagemaker/train', `${OF} --runs-on-> model-training-infrastructure sagemaker`],
    ['aws/sagemaker/deploy', `${OF} --deploys-> model-serving sagemaker`],
    ['ibm-components/watson/store', `${OF} --registers-in-> model-registry ibm-watsonx`],
    ['gcp/ml_engine/deploy', `${OF} --deploys-> model-serving vertex-ai`],
  ])('are what their project says they are: %s', async (path, relation) => {
    const { relations, notUnderstood } = await auditFiles({
      'pipeline.py': pipeline(`${UPSTREAM}/${path}/component.yaml`),
    });
    expect(relations).toContain(relation);
    expect(notUnderstood).toEqual([`remote-reference: ${UPSTREAM}/${path}/component.yaml`]);
  });

  it.each([
    ['a step that neither trains nor serves', `${UPSTREAM}/pandas/Transform_DataFrame/in_CSV_format/component.yaml`],
    [
      'a component of somebody else of that name',
      'https://example.com/acme/components/kubeflow/katib-launcher/component.yaml',
    ],
  ])('are no more than a step otherwise: %s', async (_, address) => {
    const { components, relations } = await auditFiles({ 'pipeline.py': pipeline(address) });
    expect(components).toEqual([OF]);
    expect(relations).toEqual([]);
  });

  it('are nothing when the pipeline leaves them out', async () => {
    const { components } = await auditFiles({
      'pipeline.py': pipeline(`${UPSTREAM}/kubeflow/katib-launcher/component.yaml`).replace(
        '    step_op()',
        '    pass',
      ),
    });
    expect(components.filter((one) => one.includes('katib'))).toEqual([]);
  });
});

describe('a class derived from ContainerOp', () => {
  const own = (base: string): string => `import kfp
from kfp import dsl

class Train(${base}):
    def __init__(self, rate):
        super().__init__(name="train", image="python:3.12", command=["python", "train.py"])

@dsl.pipeline(name="claims")
def claims():
    step = Train(0.1)

kfp.compiler.Compiler().compile(claims, "claims.yaml")
`;
  const TRAIN = 'from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n';

  it('is a step that runs its command', async () => {
    const { relations } = await auditFiles({ 'pipeline.py': own('dsl.ContainerOp'), 'train.py': TRAIN });
    expect(relations).toContain(`${OF} --orchestrates-> training-pipeline scikit-learn train.py`);
  });

  it('is none if it is derived from something else', async () => {
    const { relations } = await auditFiles({ 'pipeline.py': own('Step'), 'train.py': TRAIN });
    expect(relations.filter((one) => one.includes('orchestrates'))).toEqual([]);
  });
});
