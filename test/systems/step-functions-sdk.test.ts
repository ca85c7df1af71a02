import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const WORKFLOW = `import stepfunctions
from stepfunctions import steps
from stepfunctions.workflow import Workflow

def training(estimator, names):
    fit = steps.TrainingStep("Fit", estimator=estimator, data="s3://rows", job_name=names["job"], experiment_config={"ExperimentName": names["e"]})
    asked = steps.compute.LambdaStep("Ask", parameters={"FunctionName": "ask"})
    enough = steps.choice_rule.ChoiceRule.NumericLessThan(variable=asked.output()["TrainingMetrics"][0]["Value"], value=10)
    choice = steps.states.Choice("Enough")
    choice.add_choice(rule=enough, next_step=steps.states.Succeed("Good"))
    choice.default_choice(next_step=steps.states.Fail("Bad"))
    return steps.states.Chain([fit, asked, choice])

workflow = Workflow("churn", training(None, {}), "role")
workflow.create()
`;

describe('workflows of the Step Functions Data Science SDK', () => {
  it('train on SageMaker, log to its experiments and go on by a metric', async () => {
    const found = await auditFiles({ 'flow.py': WORKFLOW });
    expect(found.components).toEqual([
      'ml-metadata-store sagemaker',
      'model-training-infrastructure sagemaker',
      'model-validation custom-code',
      'training-pipeline sagemaker flow.py',
      'workflow-orchestration aws-step-functions churn',
    ]);
    expect(found.relations.filter((one) => one.startsWith('workflow'))).toEqual([
      'workflow-orchestration aws-step-functions churn --logs-to-> ml-metadata-store sagemaker',
      'workflow-orchestration aws-step-functions churn --orchestrates-> model-validation custom-code',
      'workflow-orchestration aws-step-functions churn --orchestrates-> training-pipeline sagemaker flow.py',
      'workflow-orchestration aws-step-functions churn --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.8']));
  });

  it('hold steps that call the interface of AWS, beside the SDK of SageMaker, and run functions by their names', async () => {
    const found = await auditFiles({
      'flow.py': `import sagemaker
import stepfunctions
from stepfunctions.steps import Chain, EndpointStep, LambdaStep, Task
from stepfunctions.workflow import Workflow

ask = LambdaStep("Ask", parameters={"FunctionName": "fit-rows"})
model = Task("Model", resource="arn:aws:states:::sagemaker:createTrainingJob.sync", parameters={"TrainingJobName": "churn"})
serve = EndpointStep("Serve", endpoint_name="churn", endpoint_config_name="churn")
Workflow(name="churn", definition=Chain([ask, model, serve]), role="role").create()
`,
      'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Fit: { Type: AWS::Serverless::Function, Properties: { FunctionName: fit-rows, CodeUri: fit/, Handler: app.start } }
`,
      'fit/app.py': `import boto3
def start(event, context):
    boto3.client("sagemaker").create_auto_ml_job(AutoMLJobName="churn")
`,
    });
    expect(found.relations.filter((one) => one.startsWith('workflow'))).toEqual([
      'workflow-orchestration aws-step-functions churn --deploys-> model-serving sagemaker',
      'workflow-orchestration aws-step-functions churn --orchestrates-> training-pipeline sagemaker fit/app.py',
      'workflow-orchestration aws-step-functions churn --orchestrates-> training-pipeline sagemaker flow.py',
      'workflow-orchestration aws-step-functions churn --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5']));
  });

  it('are delivered by the CI that runs the program', async () => {
    const { criteria } = await auditFiles({
      'flow.py': WORKFLOW,
      'buildspec.yml': 'version: 0.2\nphases: { build: { commands: [python flow.py] } }\n',
    });
    expect(criteria).toContain('G2.s3');
  });

  it('are none where only the name stands', async () => {
    const { components } = await auditFiles({
      'a.py': 'import stepfunctions_helper\nWorkflow("churn", None, "role")\n',
    });
    expect(components).toEqual([]);
  });
});
