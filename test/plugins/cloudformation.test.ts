import { describe, expect, it } from 'vitest';
import cloudformation from '../../src/plugins/cloudformation/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology(
    'sagemaker',
    {
      kind: 'cloudformation',
      pattern: 'AWS::SageMaker::Endpoint',
      component: 'model-serving',
      name: { key: 'EndpointName' },
      offers: [{ key: 'EndpointName', identifier: 'endpoint' }],
    },
    {
      kind: 'cloudformation',
      pattern: 'AWS::SageMaker::Model',
      component: 'model-registry',
      relation: 'loads-from',
      when: [{ key: 'Containers.0.ModelPackageName', present: true }],
    },
  ),
);

const facts = (text: string, path = 'cfn/t.yaml'): string[] => show(extract(cloudformation, path, text, { catalogue }));

/** Facts without the unit, symbol and offer that every resource has. */
const special = (text: string, path?: string): string[] =>
  facts(text, path).filter((fact) => !/^(?:unit resource|symbol|offer \S+ config cfn:)/.test(fact));

const resource = (type: string, properties: string, more = ''): string =>
  `Resources:\n  R:\n    Type: ${type}\n    Properties: ${properties}\n${more}`;

describe('resources', () => {
  it('have names, symbols, references', () => {
    const text = `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: { Type: String, Default: prod }
  Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /path }
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      Containers: [{ ModelPackageName: !Ref Package }]
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants: [{ ModelName: !GetAtt Model.ModelName }]
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: !Sub churn-\${Stage}-\${AWS::Region}
      EndpointConfigName: !GetAtt [Config, EndpointConfigName]
Outputs:
  Name: { Value: !Ref Endpoint, Export: { Name: !Sub "\${Stage}-endpoint" } }
`;
    expect(facts(text)).toEqual([
      'unit resource:Model resource (Model)',
      'unit resource:Config resource (Config)',
      'unit resource:Endpoint resource (Endpoint)',
      'symbol cloudformation:cfn/t.yaml Stage = prod',
      'symbol cloudformation:cfn/t.yaml Model = Model',
      'symbol cloudformation:cfn/t.yaml Config = Config',
      'symbol cloudformation:cfn/t.yaml Endpoint = churn-${Stage}-${AWS::Region}',
      'symbol cloudformation: ${Stage}-endpoint = ${Endpoint}',
      'offer resource:Model config cfn:cfn/t.yaml#Model',
      'component resource:Model acts loads-from model-registry sagemaker',
      'offer resource:Config config cfn:cfn/t.yaml#Config',
      'link resource:Config includes config cfn:cfn/t.yaml#Model',
      'offer resource:Endpoint config cfn:cfn/t.yaml#Endpoint',
      'offer resource:Endpoint name churn-${Stage}-${AWS::Region}',
      'component resource:Endpoint is model-serving sagemaker [churn-${Stage}-${AWS::Region}]',
      'offer resource:Endpoint endpoint churn-${Stage}-${AWS::Region}',
      'link resource:Endpoint includes config cfn:cfn/t.yaml#Config',
    ]);
  });

  it('are the same in JSON', () => {
    const text = JSON.stringify({
      Resources: {
        E: {
          Type: 'AWS::SageMaker::Endpoint',
          Properties: { EndpointName: { 'Fn::Join': ['-', ['a', { Ref: 'S' }, { 'Fn::Sub': ['${x}', { x: 'b' }] }]] } },
        },
      },
    });
    expect(facts(text, 't.json')).toEqual([
      'unit resource:E resource (E)',
      'symbol cloudformation:t.json E = a-${S}-b',
      'offer resource:E config cfn:t.json#E',
      'offer resource:E name a-${S}-b',
      'component resource:E is model-serving sagemaker [a-${S}-b]',
      'offer resource:E endpoint a-${S}-b',
    ]);
  });

  it.each<[what: string, text: string, facts: string[]]>([
    [
      'containers',
      resource(
        'AWS::ECS::TaskDefinition',
        '{ContainerDefinitions: [{Name: a, Image: !Sub "${R2}/app:1", Command: [python, x.py], Environment: [{Name: DB_HOST, Value: db}]}]}',
      ),
      [
        'link resource:R built-from image ${R2}/app:1',
        'embedded resource:R shell @4: python x.py',
        'link resource:R reads-from host db',
      ],
    ],
    [
      'a job on a graphics processor',
      resource(
        'AWS::Batch::JobDefinition',
        '{ContainerProperties: {Image: a, Command: [x], ResourceRequirements: [{Type: GPU, Value: 1}]}}',
      ),
      [
        'link resource:R built-from image a',
        'embedded resource:R shell @4: x',
        'trait resource:R requests-accelerator: GPU',
      ],
    ],
    [
      'a model of a bucket',
      resource(
        'AWS::SageMaker::Model',
        '{PrimaryContainer: {Image: a, ModelDataUrl: "s3://models/x.tar.gz", Environment: {A: b}}}',
      ),
      ['link resource:R built-from image a', 'link resource:R loads-from bucket models'],
    ],
    [
      'a build specification by path',
      resource('AWS::CodeBuild::Project', '{Source: {BuildSpec: ci/build.yml}}'),
      ['link resource:R runs path ci/build.yml'],
    ],
    [
      'a build specification in the template',
      resource(
        'AWS::CodeBuild::Project',
        '\n      Source:\n        BuildSpec: |\n          version: 0.2\n          phases: {}\n',
      ),
      ['embedded resource:R yaml @7: version: 0.2\nphases: {}\n'],
    ],
    [
      'actions of a pipeline',
      resource(
        'AWS::CodePipeline::Pipeline',
        '{Stages: [{Name: S, Actions: [{Name: ok, ActionTypeId: {Category: Approval}}, ' +
          '{Name: b, ActionTypeId: {Category: Build}, Configuration: {ProjectName: images}}, ' +
          '{Name: d, ActionTypeId: {Category: Deploy}, Configuration: {TemplatePath: "Out::app.yaml"}}]}]}',
      ),
      [
        'unit step:S.ok step (ok) in resource:R',
        'trait step:S.ok approval: ok',
        'unit step:S.b step (b) in resource:R',
        'link step:S.b runs workflow images',
        'unit step:S.d step (d) in resource:R',
        'trait step:S.d deploys',
        'trait step:S.d stage: S',
        'link step:S.d deploys path app.yaml',
        'link step:S.d deploys config artifact:app.yaml',
      ],
    ],
    [
      'a nested stack',
      resource('AWS::CloudFormation::Stack', '{TemplateURL: ./net.yaml}'),
      ['link resource:R includes path cfn/net.yaml'],
    ],
    ['a nested stack elsewhere', resource('AWS::CloudFormation::Stack', '{TemplateURL: "https://s3/x.yaml"}'), []],
  ])('%s', (_, text, expected) => {
    expect(special(text)).toEqual(expected);
  });
});

describe('functions', () => {
  it.each<[what: string, text: string, facts: string[]]>([
    [
      'code beside the template',
      'Globals: { Function: { Runtime: python3.12, Environment: { Variables: { DB_HOST: db } } } }\n' +
        resource(
          'AWS::Serverless::Function',
          '{CodeUri: src/, Handler: api.app.handler, Events: {Web: {Type: HttpApi}, Night: {Type: Schedule, Properties: {Schedule: rate(1 day)}}, Off: {Type: Schedule, Properties: {Enabled: false}}, Data: {Type: S3, Properties: {Bucket: !Ref B}}}}',
          '  B: { Type: "AWS::S3::Bucket" }\n',
        ),
      [
        'link resource:R reads-from host db',
        'link resource:R imports path cfn/src/api/app.py',
        'link resource:R calls python-name cfn.src.api.app.handler',
        'trait resource:R web-service: HttpApi: Web',
        'trait resource:R runs-on-schedule: rate(1 day)',
        'trait resource:R runs-on-event: S3: Data',
        'link resource:B triggers config cfn:cfn/t.yaml#R',
      ],
    ],
    [
      'code in the template',
      resource(
        'AWS::Lambda::Function',
        '\n      Runtime: python3.11\n      Handler: index.handler\n      Code:\n        ZipFile: |\n          import boto3\n',
      ),
      ['embedded resource:R python @9: import boto3\n'],
    ],
    [
      'code in a bucket',
      resource('AWS::Lambda::Function', '{Runtime: python3.11, Handler: a.b, Code: {S3Bucket: x}}'),
      [],
    ],
    ['another language', resource('AWS::Lambda::Function', '{Runtime: java21, Handler: a.b, Code: ./src}'), []],
    [
      'JavaScript, in whichever way its modules end',
      resource('AWS::Lambda::Function', '{Runtime: nodejs20.x, Handler: a.b, Code: ./src}'),
      ['js', 'mjs', 'ts'].map((ending) => `link resource:R imports path cfn/src/a.${ending}`),
    ],
    [
      'an image',
      resource(
        'AWS::Serverless::Function',
        '{PackageType: Image, FunctionUrlConfig: {AuthType: NONE}}',
        '    Metadata: { DockerContext: ./app, Dockerfile: Dockerfile.serve }\n',
      ),
      ['link resource:R built-from path cfn/app/Dockerfile.serve', 'trait resource:R web-service: FunctionUrlConfig'],
    ],
    [
      'an image of a registry',
      resource('AWS::Lambda::Function', '{Code: {ImageUri: "1.dkr.ecr.eu-west-1.amazonaws.com/a:1"}}'),
      ['link resource:R built-from image 1.dkr.ecr.eu-west-1.amazonaws.com/a:1'],
    ],
  ])('%s', (_, text, expected) => {
    expect(special(text)).toEqual(expected);
  });
});

describe('triggers', () => {
  const target = '  F: { Type: "AWS::Lambda::Function" }\n  Role: { Type: "AWS::IAM::Role" }\n';

  it.each<[what: string, type: string, properties: string, facts: string[]]>([
    [
      'a schedule',
      'AWS::Events::Rule',
      '{ScheduleExpression: cron(0 3 * * ? *), Targets: [{Arn: !GetAtt F.Arn, RoleArn: !GetAtt Role.Arn}]}',
      ['trait resource:R runs-on-schedule: cron(0 3 * * ? *)', 'link resource:R triggers config cfn:cfn/t.yaml#F'],
    ],
    [
      'an event',
      'AWS::Events::Rule',
      '{EventPattern: {source: [aws.s3], detail-type: [Object Created]}, Targets: [{Arn: !Ref F}]}',
      ['trait resource:R runs-on-event: aws.s3, Object Created', 'link resource:R triggers config cfn:cfn/t.yaml#F'],
    ],
    [
      'a change in the model registry',
      'AWS::Events::Rule',
      '{EventPattern: {source: [aws.sagemaker], detail-type: [SageMaker Model Package State Change]}, Targets: [{Arn: !Ref F}]}',
      [
        'trait resource:R runs-on-event: aws.sagemaker, SageMaker Model Package State Change',
        'component resource:R acts reads-from model-registry sagemaker',
        'unit events:R resource (R) in resource:R',
        'component events:R is model-registry sagemaker',
        'link events:R triggers config cfn:cfn/t.yaml#F',
      ],
    ],
    [
      'a push of code',
      'AWS::Events::Rule',
      '{EventPattern: {source: [aws.codecommit]}, Targets: [{Arn: !Sub "arn:aws:sagemaker:${AWS::Region}:${AWS::AccountId}:pipeline/train"}]}',
      ['trait resource:R runs-on-push: aws.codecommit', 'link resource:R triggers pipeline train'],
    ],
    [
      'a scheduler',
      'AWS::Scheduler::Schedule',
      '{ScheduleExpression: rate(1 day), Target: {Arn: !GetAtt F.Arn}}',
      ['trait resource:R runs-on-schedule: rate(1 day)', 'link resource:R triggers config cfn:cfn/t.yaml#F'],
    ],
    [
      'a notification',
      'AWS::S3::Bucket',
      '{NotificationConfiguration: {LambdaConfigurations: [{Function: !GetAtt F.Arn}]}}',
      ['link resource:R triggers config cfn:cfn/t.yaml#F', 'trait resource:F runs-on-event: AWS::S3::Bucket'],
    ],
    [
      'an API',
      'AWS::ApiGatewayV2::Integration',
      '{IntegrationUri: !Sub "arn:aws:apigateway:x:lambda:path/${F.Arn}/invocations"}',
      [
        'link resource:R triggers config cfn:cfn/t.yaml#F',
        'trait resource:F web-service: AWS::ApiGatewayV2::Integration',
      ],
    ],
    ['a bucket', 'AWS::S3::Bucket', '{BucketName: x}', ['offer resource:R name x']],
  ])('%s', (_, type, properties, expected) => {
    expect(special(resource(type, properties, target))).toEqual(expected);
  });

  it('are switched off', () => {
    expect(facts(resource('AWS::Events::Rule', '{State: DISABLED}'))[0]).toBe(
      'unit resource:R resource (R) off disabled',
    );
  });
});

it.each<[what: string, path: string, text: string]>([
  ['another format with resources', 'x.yaml', 'Resources: { A: { Type: "a::b" } }'],
  ['a type that is none', 'x.yaml', 'Resources: { A: { Type: AWS } } # ::'],
  ['odd types', 'x.yaml', 'Resources: ["AWS::S3::Bucket"]'],
  ['a manifest', 'x.yaml', 'kind: Resources\nx: "a::b"'],
  ['an empty file', 'x.json', ''],
])('%s gives nothing', (_, path, text) => {
  expect(facts(text, path)).toEqual([]);
});

it('never throws and bounds its work', () => {
  const start = performance.now();
  for (const text of [
    resource('AWS::Lambda::Function', '{Environment: {Variables: [1]}, Code: [], Events: 1, Handler: {}}'),
    resource('AWS::Events::Rule', '{Targets: {Arn: 1}, EventPattern: x, ScheduleExpression: []}'),
    resource(
      'AWS::StepFunctions::StateMachine',
      '{DefinitionString: [], Definition: {StartAt: a, States: {A: 1, B: {Resource: []}}}}',
    ),
    resource('AWS::S3::Bucket', `!Sub "${'${R}'.repeat(20_000)}"`),
    resource('AWS::S3::Bucket', `{BucketName: !Sub ["${'${x}'.repeat(20_000)}", {x: ${'y'.repeat(100_000)}}]}`),
    `x: &x ${'y'.repeat(100_000)}\n${resource('AWS::S3::Bucket', `{BucketName: !Join ['', [${'*x, '.repeat(1000)}]]}`)}`,
    `Resources:\n${Array.from({ length: 3000 }, (_, i) => `  R${i}: {Type: "AWS::S3::Bucket", Properties: {A: !Ref R${i + 1}}}`).join('\n')}`,
  ])
    expect(() => facts(text)).not.toThrow();
  expect(performance.now() - start).toBeLessThan(5000);
});
