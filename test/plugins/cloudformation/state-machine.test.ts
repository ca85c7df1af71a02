import { describe, expect, it } from 'vitest';
import cloudformation from '../../../src/plugins/cloudformation/index.js';
import { catalogueOf, extract, place, show, technology, type ExtractOptions } from '../support.js';

const catalogue = catalogueOf(
  technology('sagemaker', {
    kind: 'call',
    pattern: 'boto3.client.sagemaker.create_training_job',
    component: 'model-training-infrastructure',
    name: { key: 'TrainingJobName' },
  }),
  technology('aws-step-functions', {
    kind: 'cloudformation',
    pattern: 'AWS::StepFunctions::*',
    component: 'workflow-orchestration',
  }),
);

const facts = (text: string, path: string, options: ExtractOptions = {}): string[] =>
  show(extract(cloudformation, path, text, { catalogue, ...options }));

describe('state machines', () => {
  const definition = {
    StartAt: 'Train',
    States: {
      Train: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
        Parameters: { 'TrainingJobName.$': '$.job' },
        Next: 'Check',
      },
      Check: {
        Type: 'Choice',
        Choices: [{ And: [{ Variable: '$.evaluation.accuracy', NumericGreaterThan: 0.9 }], Next: 'All' }],
      },
      All: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Call', States: { Call: { Type: 'Task', Resource: '${F.Arn}' } } }],
      },
      Other: { Type: 'Choice', Choices: [{ Variable: '$.TrainingJobStatus', StringEquals: 'Done' }] },
      Invoke: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: '${G}' } },
    },
  };

  it('stand in a template', () => {
    const text = JSON.stringify({
      Resources: {
        M: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { StateMachineName: 'retrain', Definition: definition },
        },
        F: { Type: 'AWS::Lambda::Function' },
      },
    });
    expect(facts(text, 't.json').filter((fact) => fact.includes(':M') || fact.includes('task:'))).toEqual([
      'unit resource:M dag (M)',
      'offer resource:M config cfn:t.json#M',
      'offer resource:M name retrain',
      'component resource:M is workflow-orchestration aws-step-functions',
      'offer resource:M pipeline retrain',
      'unit task:M.Train task (Train) in resource:M',
      'component task:M.Train is model-training-infrastructure sagemaker [$.job]',
      'unit task:M.Check task (Check) in resource:M',
      'trait task:M.Check model-gate: $.evaluation.accuracy',
      'unit task:M.All task (All) in resource:M',
      'unit task:M.Other task (Other) in resource:M',
      'unit task:M.Invoke task (Invoke) in resource:M',
      'unit task:M.Call task (Call) in task:M.All',
      'link task:M.Call runs config cfn:t.json#F',
    ]);
  });

  it('stand in a text inside a template', () => {
    const text = `
Resources:
  M:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {"StartAt": "A", "States": {}}
`;
    expect(extract(cloudformation, 't.yaml', text).at(-1)).toEqual({
      fact: 'embedded',
      unit: 'resource:M',
      language: 'json',
      text: '{"StartAt": "A", "States": {}}\n',
      line: 7,
      column: 9,
      at: place(7, 9, '{"StartAt": "A", "States": {}}'),
    });
    const inside = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Task', Resource: '${F.Arn}' } } });
    expect(facts(inside, 't.json', { unit: 'resource:M' })).toEqual([
      'unit task:M.A task (A) in resource:M',
      'link task:M.A runs config cfn:t.json#F',
    ]);
  });

  it('stand in a file of their own', () => {
    expect(facts(JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass' } } }), 'm.asl.json')).toEqual([
      'component - is workflow-orchestration aws-step-functions',
      'unit task:A task (A)',
    ]);
  });
});
