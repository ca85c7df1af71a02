/** Programs of the CDK that a build of a repository's part deploys, and what starts such builds. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const STACK = `from aws_cdk import Stack
from aws_cdk import aws_lambda as _lambda

class ScoringStack(Stack):
    def __init__(self, scope, id, **kwargs):
        super().__init__(scope, id, **kwargs)
        _lambda.DockerImageFunction(self, "Scoring", code=_lambda.DockerImageCode.from_image_asset("lambda/scoring"))
`;
const serving = (settings: string): Record<string, string> => ({
  'requirements.txt': 'numpy\n',
  'seed/serve/buildspec.yml':
    'version: 0.2\nphases:\n  build:\n    commands:\n      - cdk deploy --require-approval never\n',
  'seed/serve/cdk.json': settings,
  'seed/serve/bin/app.py':
    'import aws_cdk as cdk\nfrom stacks.scoring import ScoringStack\n\napp = cdk.App()\nScoringStack(app, "Scoring")\napp.synth()\n',
  'seed/serve/stacks/scoring.py': STACK,
  'seed/serve/lambda/scoring/Dockerfile':
    'FROM public.ecr.aws/lambda/python:3.12\nCOPY app.py model.joblib ./\nCMD ["app.handler"]\n',
  'seed/serve/lambda/scoring/app.py':
    'import joblib\n\nmodel = joblib.load("model.joblib")\n\ndef handler(event, context):\n    return model.predict([event["x"]])\n',
});

describe('a build that deploys a program of the CDK', () => {
  it.each([
    ['{"app": "python3 bin/app.py"}', true],
    ['{"app": "python3 bin/other.py"}', false],
    ['{"context": {}}', false],
  ])('%s', async (settings, deploys) => {
    const { relations } = await auditFiles(serving(settings));
    const found = relations.includes('ci-cd aws-codebuild --deploys-> model-serving aws-lambda');
    expect(found).toBe(deploys);
  });
});

describe('an action of CodePipeline', () => {
  const stack = (action: string): string => `import aws_cdk as cdk
from aws_cdk import aws_codepipeline as cp, aws_codepipeline_actions as actions, aws_sagemaker as sagemaker
from library import deploy_action

class Delivery(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name="churn")
        cp.Pipeline(self, "Pipeline", stages=[cp.StageProps(stage_name="Do", actions=[${action}])])

Delivery(cdk.App(), "Delivery")
`;
  it.each([
    ['that a function of the project makes leaves open what is delivered', 'deploy_action("deploy")', 'not-observed'],
    ['that is read delivers what it says', 'actions.ManualApprovalAction(action_name="ask")', 'not-met'],
  ])('%s', async (_, action, expected) => {
    const { assessment, notUnderstood } = await auditFiles({ 'app.py': stack(action) });
    const google = assessment.maturity.find(({ model }) => model === 'google-mlops');
    expect(google?.criteria.find(({ id }) => id === 'G1.5')?.status).toBe(expected);
    const unread = notUnderstood.filter((line) => line.includes('an action of the pipeline'));
    expect(unread).toHaveLength(expected === 'not-observed' ? 1 : 0);
  });
});

describe('a pipeline whose deployment a function of another file makes', () => {
  const files = (actions: string, template: string): Record<string, string> => ({
    'delivery.py': `import aws_cdk as cdk
from aws_cdk import aws_codepipeline as cp
from library.actions import deploy, ask

class Delivery(cdk.Stack):
    def __init__(self, scope, id, template):
        super().__init__(scope, id)
        cp.Pipeline(self, "Pipeline", stages=[cp.StageProps(stage_name="Do", actions=[${actions}])])
`,
    'library/actions.py': `from aws_cdk import aws_codepipeline as cp, aws_codepipeline_actions as actions

def deploy(template):
    return actions.CloudFormationCreateUpdateStackAction(action_name="d", stack_name="s", template_path=cp.Artifact().at_path(${template}))

def ask():
    return actions.ManualApprovalAction(action_name="ask")
`,
    'app.py': `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from delivery import Delivery

class Serve(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name="churn")

app = cdk.App()
Serve(app, "Serve")
Delivery(app, "Delivery", "x")
`,
  });
  it.each([
    ['releases the stack that the function names', 'deploy(template)', '"Serve.template.json"', 'met'],
    ['releases in part where only the caller could name it', 'deploy(template)', 'template', 'partly-met'],
    ['releases nothing by an action that it does not hold', 'ask()', '"Serve.template.json"', 'not-observed'],
  ])('%s', async (_, actions, template, expected) => {
    const { assessment } = await auditFiles(files(actions, template));
    const microsoft = assessment.maturity.find(({ model }) => model === 'microsoft-mlops');
    const release = microsoft?.criteria.find(({ id }) => id === 'ME3');
    expect(release?.status).toBe(expected);
    expect(release?.summary.includes('do not name')).toBe(expected === 'partly-met');
  });
});

describe('rules of the CDK', () => {
  const stack = (target: string): string => `import aws_cdk as cdk
from aws_cdk import aws_codebuild as cb, aws_codepipeline as cp, aws_codepipeline_actions as actions
from aws_cdk import aws_events as events, aws_events_targets as targets

class Delivery(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        project = cb.Project(self, "Train", build_spec=cb.BuildSpec.from_source_filename("buildspec.yml"))
        pipeline = cp.Pipeline(self, "Pipeline", pipeline_name="train")
        pipeline.add_stage(stage_name="Build", actions=[actions.CodeBuildAction(action_name="Train", project=project, input=cp.Artifact())])
        rule = events.Rule(self, "Monthly", schedule=events.Schedule.rate(cdk.Duration.days(30)))
        rule.add_target(${target})

Delivery(cdk.App(), "Delivery")
`;
  it.each(['target=targets.CodePipeline(pipeline=pipeline)', 'targets.CodePipeline(pipeline)'])(
    'start what they are given: %s',
    async (target) => {
      const { relations } = await auditFiles({
        'app.py': stack(target),
        'buildspec.yml': 'version: 0.2\nphases:\n  build:\n    commands:\n      - python train.py\n',
        'train.py': 'from sklearn.svm import SVC\nimport joblib\njoblib.dump(SVC().fit(x, y), "m")\n',
      });
      expect(relations.filter((line) => line.startsWith('scheduler'))).toContainEqual(
        expect.stringMatching(/^scheduler amazon-eventbridge.* --triggers-> ci-cd aws-codepipeline/),
      );
    },
  );
});

describe('a rule of the CDK that waits for a model', () => {
  it('makes no registry, and the registry does not do what its change starts', async () => {
    const { relations } = await auditFiles({
      '.github/workflows/infra.yml':
        'on: push\njobs:\n  d:\n    runs-on: ubuntu-latest\n    steps: [{ run: cdk deploy Approval }]\n',
      'cdk.json': '{"app": "python3 app.py"}',
      'app.py': `import aws_cdk as cdk
from aws_cdk import aws_events as events, aws_events_targets as targets, aws_lambda as _lambda, aws_secretsmanager as sm

class Approval(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        secret = sm.Secret(self, "Token", secret_name="token")
        start = _lambda.Function(self, "Start", runtime=_lambda.Runtime.PYTHON_3_12, handler="index.handler", code=_lambda.Code.from_asset("start"), environment={"SECRET": secret.secret_arn})
        secret.grant_read(start)
        rule = events.Rule(self, "Approved", event_pattern=events.EventPattern(source=["aws.sagemaker"], detail_type=["SageMaker Model Package State Change"]))
        rule.add_target(targets.LambdaFunction(start))

Approval(cdk.App(), "Approval")
`,
    });
    const registry = relations.filter((line) => line.includes('model-registry'));
    expect(registry.filter((line) => /-deploys->|model-registry sagemaker --(?!triggers)/.test(line))).toEqual([]);
    expect(
      registry.some((line) => line.startsWith('model-registry sagemaker --triggers-> infrastructure aws-lambda')),
    ).toBe(true);
  });
});
