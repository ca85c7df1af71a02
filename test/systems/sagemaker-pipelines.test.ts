import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const PIPELINE = `import sagemaker
from sagemaker.estimator import Estimator
from sagemaker.lambda_helper import Lambda
from sagemaker.model import Model
from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThanOrEqualTo
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

def get_pipeline(role, image, pipeline_name="AbalonePipeline"):
    estimator = Estimator(image_uri=image, entry_point="scripts/train.py", instance_type="ml.m5.xlarge", role=role)
    step_train = TrainingStep(name="Train", step_args=estimator.fit(inputs={}))
    evaluator = ScriptProcessor(image_uri=image, command=["python3"], role=role)
    step_eval = ProcessingStep(name="Evaluate", step_args=evaluator.run(code="scripts/evaluate.py"))
    unused = ProcessingStep(name="Unused", step_args=evaluator.run(code="scripts/unused.py"))
    model = Model(image_uri=image, role=role)
    register = ModelStep(name="Register", step_args=model.register(model_package_group_name="abalone"))
    deploy = LambdaStep(name="Deploy", lambda_func=Lambda(function_name="d", script="lambdas/deploy.py", handler="deploy.handler"))
    good = ConditionLessThanOrEqualTo(left=JsonGet(step_name=step_eval.name, json_path="metrics.mse.value"), right=6.0)
    check = ConditionStep(name="Check", conditions=[good], if_steps=[register, deploy], else_steps=[FailStep(name="F")])
    return Pipeline(name=pipeline_name, steps=[step_train, step_eval, check])
`;
const DRIVER = `import importlib
import sys

def main():
    pipeline = importlib.import_module(sys.argv[2]).get_pipeline("role", "image")
    pipeline.upsert(role_arn="role")
    execution = pipeline.start()

if __name__ == "__main__":
    main()
`;
const DEPLOY = `import boto3

class Deployer:
    def __init__(self):
        self.client = boto3.Session().client("sagemaker")

    def deploy(self, name):
        self.client.create_endpoint_config(EndpointConfigName=name)
        self.client.create_endpoint(EndpointName="abalone", EndpointConfigName=name)

def handler(event, context):
    Deployer().deploy("abalone")
`;
const DELIVERY = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Build:
    Type: AWS::CodeBuild::Project
    Properties:
      Name: abalone-build
      Source:
        Type: CODEPIPELINE
        BuildSpec: buildspec.yml
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: abalone-cd
      Stages:
        - Name: Build
          Actions:
            - Name: B
              ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
              Configuration: {ProjectName: !Ref Build}
  Approved:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.sagemaker]
        detail-type: ["SageMaker Model Package State Change"]
        detail: {ModelPackageGroupName: [abalone], ModelApprovalStatus: [Approved]}
      State: ENABLED
      Targets:
        - Arn: !Sub "arn:aws:codepipeline:\${AWS::Region}:\${AWS::AccountId}:\${Pipeline}"
          Id: cd
  Group:
    Type: AWS::SageMaker::ModelPackageGroup
    Properties: {ModelPackageGroupName: abalone}
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 4 * * ? *)
      Targets:
        - Arn: !Sub "arn:aws:sagemaker:\${AWS::Region}:\${AWS::AccountId}:pipeline/abalonepipeline"
          Id: t
              SageMakerPipelineParameters: {PipelineParameterList: []}
`;
const BUILD = `version: 0.2
phases:
  build:
    commands:
      - python pipelines/run_pipeline.py --module-name pipelines.pipeline
`;
const TRAIN = 'import xgboost as xgb\nbooster = xgb.train({}, xgb.DMatrix("train.csv"))\n';

describe('Amazon SageMaker Pipelines with CodePipeline', () => {
  it('reads the whole chain from the build to the endpoint', async () => {
    const { components, relations, criteria } = await auditFiles({
      'pipelines/pipeline.py': PIPELINE,
      'pipelines/run_pipeline.py': DRIVER,
      'lambdas/deploy.py': DEPLOY,
      'scripts/train.py': TRAIN,
      'scripts/unused.py': TRAIN,
      'scripts/evaluate.py': 'print("mse")\n',
      'buildspec.yml': BUILD,
      'infra/pipeline.yaml': DELIVERY,
    });
    expect(components).toEqual([
      'ci-cd aws-codebuild',
      'ci-cd aws-codepipeline',
      'event-bus amazon-eventbridge',
      'model-registry sagemaker',
      'model-serving sagemaker',
      'model-training-infrastructure sagemaker',
      'model-validation sagemaker',
      'scheduler amazon-eventbridge',
      'training-pipeline xgboost scripts/train.py',
      'training-pipeline xgboost scripts/unused.py (declared: not-included)',
      'workflow-orchestration sagemaker AbalonePipeline',
    ]);
    expect(relations).toEqual([
      'ci-cd aws-codebuild --deploys-> workflow-orchestration sagemaker AbalonePipeline',
      'ci-cd aws-codebuild --triggers-> workflow-orchestration sagemaker AbalonePipeline',
      'ci-cd aws-codepipeline --triggers-> ci-cd aws-codebuild',
      'event-bus amazon-eventbridge --reads-from-> model-registry sagemaker',
      'model-registry sagemaker --triggers-> ci-cd aws-codepipeline',
      'model-validation sagemaker --validates-> training-pipeline xgboost scripts/train.py',
      'scheduler amazon-eventbridge --triggers-> workflow-orchestration sagemaker AbalonePipeline',
      'training-pipeline xgboost scripts/train.py --runs-on-> model-training-infrastructure sagemaker',
      'workflow-orchestration sagemaker AbalonePipeline --deploys-> model-serving sagemaker',
      'workflow-orchestration sagemaker AbalonePipeline --orchestrates-> model-validation sagemaker',
      'workflow-orchestration sagemaker AbalonePipeline --orchestrates-> training-pipeline xgboost scripts/train.py',
      'workflow-orchestration sagemaker AbalonePipeline --registers-in-> model-registry sagemaker',
      'workflow-orchestration sagemaker AbalonePipeline --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.12', 'G2.s3']));
  });
});
