import { describe, expect, it } from 'vitest';
import { auditFiles, auditSources } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

describe('Bitbucket Pipelines', () => {
  it('follows steps, pipes, parallel groups and custom pipelines', async () => {
    const { components, relations } = await auditFiles({
      'bitbucket-pipelines.yml': `image: python:3.12
definitions:
  steps:
    - step: &test
        name: Test
        script: [pip install -r requirements.txt, pytest unit]
    - step: &unused
        name: Unused
        script: [python old.py]
pipelines:
  default:
    - step: *test
  branches:
    main:
      - parallel:
          - step: *test
          - step:
              name: Lint
              script: [flake8]
      - stage:
          name: Release
          deployment: production
          steps:
            - step:
                name: Deploy
                trigger: manual
                script:
                  - pipe: atlassian/aws-cloudformation-deploy:0.16.1
                    variables: { STACK_NAME: churn, TEMPLATE: infra/stack.yml }
                  - pipe: atlassian/slack-notify:2.0.0
                    variables: { WEBHOOK_URL: $SLACK, MESSAGE: done }
  custom:
    retrain:
      - step:
          name: Train
          script: [cd ml, python train.py]
`,
      'ml/train.py': TRAIN,
      'old.py': 'import lightgbm\nlightgbm.LGBMClassifier().fit([[0]], [0])\n',
      'infra/stack.yml':
        'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Endpoint:\n    Type: AWS::SageMaker::Endpoint\n    Properties: { EndpointConfigName: c }\n',
    });
    expect(components).toEqual([
      'ci-cd bitbucket-pipelines',
      'model-serving sagemaker',
      'training-pipeline lightgbm old.py',
      'training-pipeline xgboost ml/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd bitbucket-pipelines --deploys-> model-serving sagemaker',
      'ci-cd bitbucket-pipelines --triggers-> training-pipeline xgboost ml/train.py',
    ]);
  });

  it('starts the pipeline of another repository', async () => {
    const { relations } = await auditSources({
      training: {
        'bitbucket-pipelines.yml':
          'pipelines:\n  default:\n    - step:\n        script:\n          - make\n          - pipe: atlassian/trigger-pipeline:5.0.0\n            variables: { ACCOUNT: acme, REPO_SLUG: serving, REF_NAME: main }\n',
      },
      serving: { 'bitbucket-pipelines.yml': 'pipelines:\n  default:\n    - step: { script: [make deploy] }\n' },
    });
    expect(relations).toEqual(['ci-cd bitbucket-pipelines --triggers-> ci-cd bitbucket-pipelines']);
  });

  it('is empty without a step', async () => {
    const { components } = await auditFiles({ 'bitbucket-pipelines.yml': 'image: a\npipelines: {}\n' });
    expect(components).toEqual(['ci-cd bitbucket-pipelines (declared: empty)']);
  });
});
