/** Tasks of the Machine Learning extension of Azure DevOps. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `from azureml.core import Run
from sklearn.linear_model import Ridge

run = Run.get_context()
model = Ridge().fit([[0], [1]], [0, 1])
run.log("mse", 0.1)
`;
const pipeline = (steps: string): string => `trigger: [main]
pool: { vmImage: ubuntu-latest }
steps:
${steps}`;

describe('Azure Machine Learning tasks of Azure DevOps', () => {
  it('start published pipelines and deploy models', async () => {
    const { components, relations } = await auditFiles({
      'azure-pipelines.yml':
        pipeline(`- task: ms-air-aiagility.vss-services-azureml.azureml-restApi-task.MLPublishedPipelineRestAPITask@0
  displayName: Invoke training pipeline
  inputs:
    azureSubscription: ml
    PipelineId: $(PIPELINE_ID)
    ExperimentName: churn
- task: AMLModelDeploy@0
  inputs:
    azureSubscription: ml
    modelSourceType: manualSpec
    modelName: churn
    modelVersion: $(MODEL_VERSION)
    inferencePath: deployment/inference_config.yml
    deploymentTarget: ACI
    deploymentName: churn-aci
    deployConfig: deployment/aci.yml
`),
      'src/train.py': TRAIN,
    });
    expect(components).toEqual([
      'ci-cd azure-pipelines',
      'ml-metadata-store azure-ml',
      'model-serving azure-ml',
      'model-training-infrastructure azure-ml (declared: import-only)',
      'training-pipeline scikit-learn src/train.py',
      'workflow-orchestration azure-ml',
    ]);
    expect(relations).toEqual([
      'ci-cd azure-pipelines --deploys-> model-serving azure-ml',
      'ci-cd azure-pipelines --triggers-> workflow-orchestration azure-ml',
      'training-pipeline scikit-learn src/train.py --logs-to-> ml-metadata-store azure-ml',
    ]);
  });

  it('do nothing where they are switched off or commented out', async () => {
    const { components, relations } = await auditFiles({
      'azure-pipelines.yml': pipeline(`- script: echo AMLModelDeploy
- task: AMLModelDeploy@0
  enabled: false
  inputs: { modelName: churn }
# - task: MLPublishedPipelineRestAPITask@0
`),
    });
    expect(components).toEqual([
      'ci-cd azure-pipelines (declared: echo-only)',
      'model-serving azure-ml (declared: disabled)',
    ]);
    expect(relations).toEqual([]);
  });
});
