import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const action = (name: string, category: string, configuration: string): string => `    action {
      name          = "${name}"
      category      = "${category}"
      provider      = "${category === 'Deploy' ? 'CloudFormation' : 'CodeBuild'}"
      configuration = { ${configuration} }
    }
`;
const DEPLOY = action('Deploy', 'Deploy', '"TemplatePath" = "Source::endpoint.yml"');
const TEST = action('Test', 'Build', '"ProjectName" = "smoke-tests"');
const pipeline = (...actions: string[]): string => `resource "aws_codepipeline" "cd" {
  name = "cd"
  stage {
    name = "Staging"
${actions.join('')}  }
}
`;
const project = (specification: string): string => `resource "aws_codebuild_project" "tests" {
  name = "smoke-tests"
  source {
    type      = "CODEPIPELINE"
    buildspec = ${specification}
  }
}
`;
const ASKS = `import boto3

def ask(name):
    client = boto3.client("sagemaker")
    state = client.describe_endpoint(EndpointName=name)
    if state["EndpointStatus"] != "InService":
        raise RuntimeError(name)
    return boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=name, Body="1,2")

if __name__ == "__main__":
    ask("churn")
`;
const FILES = {
  'endpoint.yml': `Resources:
  Model: { Type: AWS::SageMaker::Model, Properties: { PrimaryContainer: { ModelPackageName: churn } } }
  Endpoint: { Type: AWS::SageMaker::Endpoint, Properties: { EndpointName: churn } }
`,
  'deploy/test/test_buildspec.yml': `version: 0.2
phases:
  build:
    commands:
      - python test/smoke.py
`,
  'deploy/test/smoke.py': ASKS,
};

/** How the delivered service is tested. */
const tested = async (terraform: string, asks = ASKS): Promise<unknown> => {
  const { assessment } = await auditFiles({ ...FILES, 'deploy/test/smoke.py': asks, 'infra/main.tf': terraform });
  return assessment.components.find(({ type, attributes }) => type === 'model-serving' && attributes.smokeTest)
    ?.attributes.smokeTest;
};

describe('build projects that test what CodePipeline has deployed', () => {
  it.each([
    ['asks for a prediction', pipeline(DEPLOY, TEST) + project('"test/test_buildspec.yml"'), ASKS, 'gate'],
    [
      'asks whether it is in service',
      pipeline(DEPLOY, TEST) + project('"test/test_buildspec.yml"'),
      ASKS.replace(/return .*/, 'return "ok"'),
      'life',
    ],
    ['comes before the deployment', pipeline(TEST, DEPLOY) + project('"test/test_buildspec.yml"'), ASKS, undefined],
    ['has another specification', pipeline(DEPLOY, TEST) + project('"build.yml"'), ASKS, undefined],
    ['is not started', pipeline(DEPLOY) + project('"test/test_buildspec.yml"'), ASKS, undefined],
  ])('are followed: one that %s', async (_, terraform, asks, expected) => {
    expect(await tested(terraform, asks)).toBe(expected);
  });
});
