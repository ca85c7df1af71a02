import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const THREE = `import { SageMakerClient, CreateTrainingJobCommand, CreateEndpointCommand } from '@aws-sdk/client-sagemaker';

const client = new SageMakerClient({});
export const handler = async () => {
  await client.send(new CreateTrainingJobCommand({ TrainingJobName: 'churn' }));
  await client.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn' }));
};
`;
const TWO = `const AWS = require('aws-sdk')
const sagemaker = new AWS.SageMaker()
const workflows = new AWS.StepFunctions()

exports.handler = (event, context, done) => {
  sagemaker.createTrainingJob(event.training).promise().then((result) => done(null, result))
  workflows.startExecution({ stateMachineArn: event.machine })
}
`;
const machine = (code: string, handler: string): Files => ({
  'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Fit: { Type: AWS::Serverless::Function, Properties: { CodeUri: ${code}, Handler: ${handler}, Runtime: nodejs20.x } }
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: churn
      Definition:
        StartAt: Fit
        States: { Fit: { Type: Task, Resource: !GetAtt Fit.Arn, End: true } }
`,
});

describe('the AWS SDK for JavaScript', () => {
  it('version 3: commands do what the calls of the Python client do', async () => {
    const found = await auditFiles({ ...machine('fit/', 'app.handler'), 'fit/app.ts': THREE });
    expect(found.relations.filter((one) => one.startsWith('workflow'))).toEqual([
      'workflow-orchestration aws-step-functions churn --deploys-> model-serving sagemaker',
      'workflow-orchestration aws-step-functions churn --orchestrates-> training-pipeline sagemaker fit/app.ts',
      'workflow-orchestration aws-step-functions churn --runs-on-> model-training-infrastructure sagemaker',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5']));
  });

  it('version 2: methods of clients, also in what a handler imports', async () => {
    const { relations } = await auditFiles({
      ...machine('fit', 'index.handler'),
      'fit/index.js':
        "const { fit } = require('./lib/fit')\nconst AWS = require('aws-sdk')\nnew AWS.Glue().startJobRun({ JobName: 'rows' })\nexports.handler = fit\n",
      'fit/lib/fit.js': TWO,
    });
    expect(relations).toContain(
      'workflow-orchestration aws-step-functions churn --runs-on-> model-training-infrastructure sagemaker',
    );
  });

  it('is not what other packages have under the same names', async () => {
    const { components } = await auditFiles({
      'app.js': TWO.replace("'aws-sdk'", "'./fakes/aws-sdk.js'"),
      'other.ts': THREE.replace('@aws-sdk/client-sagemaker', '@acme/sagemaker'),
      'words.js': '// aws-sdk: sagemaker\nsagemaker.createTrainingJob({})\n',
    });
    expect(components).toEqual([]);
  });
});
