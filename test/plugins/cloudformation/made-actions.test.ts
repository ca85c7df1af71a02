/** Actions of CodePipeline that a CDK program has made by functions of its own. */
import { describe, expect, it } from 'vitest';
import cloudformation from '../../../src/plugins/cloudformation/index.js';
import { extract, show } from '../support.js';

/** What steps do, and what was not understood, in the words of the program. */
const steps = (path: string, text: string): string[] =>
  show(extract(cloudformation, path, text)).filter((fact) =>
    /^(?:link|trait) (?:step:\w|resource:Pipeline)|^not-un/.test(fact),
  );

const python = (stages: string): string => `import aws_cdk as cdk
from aws_cdk import aws_codebuild as cb, aws_codepipeline as cp, aws_codepipeline_actions as actions
from delivery.actions import deploy_action, source_action

class Delivery(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        train = cb.PipelineProject(self, "Train")
        release = cb.PipelineProject(self, "Release")
        output, source = source_action("repo")
        artifact, built = self.with_output("Built", train)
        cp.Pipeline(self, "Pipeline", stages=${stages})

    def build(self, name, project):
        action = actions.CodeBuildAction(action_name=f"do-{name}", project=project, input=cp.Artifact())
        return action

    def with_output(self, name, project):
        artifact = cp.Artifact()
        return artifact, self.build(name, project)

    def both(self, first, second):
        return [self.build("one", first), self.build("two", second)]

    def stage(self, name, project):
        return cp.StageProps(stage_name=name, actions=[self.build(name, project)])

    def again(self, name):
        return self.again(name)
`;
const all = (actions: string): string => `[cp.StageProps(stage_name="All", actions=${actions})]`;
const runs = (step: string, project: string): string => `link step:${step} runs config cfn:app.py#${project}`;
const UNREAD = 'not-understood resource:Pipeline unsupported-construct: an action of the pipeline';

describe('a function of the program', () => {
  it.each([
    [
      'each call with what it hands over',
      all('[self.build("x", train), self.build(project=release, name="y")]'),
      [runs('All.do-x', 'Train'), runs('All.do-y', 'Release')],
    ],
    ['one call', all('[self.build("x", release)]'), [runs('All.do-x', 'Release')]],
    [
      'a list of actions',
      all('self.both(release, train)'),
      [runs('All.do-one', 'Release'), runs('All.do-two', 'Train')],
    ],
    [
      'whole stages',
      '[self.stage("Train", train), self.stage("Out", release)]',
      [runs('Train.do-Train', 'Train'), runs('Out.do-Out', 'Release')],
    ],
    ['one of several values', all('[built]'), [runs('All.do-Built', 'Train')]],
    ['the other of them is no action', all('[artifact]'), [UNREAD]],
    [
      'itself without end',
      all('[self.again("x")]'),
      [UNREAD, 'link resource:Pipeline calls python-name app.Delivery.again'],
    ],
  ])('makes %s', (_, stages, expected) => {
    expect(steps('app.py', python(stages))).toEqual(expected);
  });
});

describe('a function of another file', () => {
  it('is called by the pipeline, and what it makes is unknown here', () => {
    expect(steps('app.py', python(all('[source, deploy_action("t.json", output)]')))).toEqual([
      UNREAD,
      UNREAD,
      'link resource:Pipeline calls python-name delivery.actions.source_action',
      'link resource:Pipeline calls python-name delivery.actions.deploy_action',
    ]);
  });

  it('says what the action does', () => {
    const text = `from aws_cdk import aws_codepipeline as cp, aws_codepipeline_actions as actions

def source_action(repository):
    output = cp.Artifact()
    return output, actions.CodeStarConnectionsSourceAction(action_name="Source", repo=repository, output=output)

def deploy_action(template, output):
    return actions.CloudFormationCreateUpdateStackAction(action_name="Deploy", template_path=output.at_path(template))

def ask():
    return actions.ManualApprovalAction(action_name="Ask")
`;
    const facts = show(extract(cloudformation, 'delivery/actions.py', text)).filter(
      (fact) => !fact.startsWith('offer'),
    );
    expect(facts).toEqual([
      'unit step:.Source step (Source) in def:source_action',
      'trait step:.Source runs-on-push: CodeStarSourceConnection',
      'unit step:.Deploy step (Deploy) in def:deploy_action',
      'trait step:.Deploy deploys: CloudFormation',
      'component step:.Deploy is ci-cd aws-codepipeline',
      'unit step:.Ask step (Ask) in def:ask',
      'trait step:.Ask approval: Ask',
    ]);
  });
});

describe('a program in TypeScript', () => {
  const text = (actions: string): string => `import * as cdk from 'aws-cdk-lib';
import * as cb from 'aws-cdk-lib/aws-codebuild';
import * as cp from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import { deployAction } from './actions';

export class Delivery extends cdk.Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    const train = new cb.PipelineProject(this, 'Train', {});
    const { action, output: out } = this.build('Release', train);
    const [first, second] = pair(train);
    const made = this.build('Made', train);
    new cp.Pipeline(this, 'Pipeline', { stages: [{ stageName: 'All', actions: [${actions}] }] });
  }

  private build(name: string, project: cb.IProject) {
    const output = new cp.Artifact();
    const action = new actions.CodeBuildAction({ actionName: \`do-\${name}\`, project, input: output });
    return { action, output };
  }
}

function pair(project: cb.IProject) {
  return [new actions.CodeBuildAction({ actionName: 'A', project, input: new cp.Artifact() }), 1];
}
`;
  const started = (step: string): string => `link step:All.${step} runs config cfn:app.ts#Train`;
  it.each([
    ['action', [started('do-Release')]],
    ['first', [started('A')]],
    ['made.action', [started('do-Made')]],
    ['made.other', [UNREAD]],
    ['second', [UNREAD]],
    ['out', [UNREAD]],
    ["deployAction('x')", [UNREAD, 'link resource:Pipeline calls config ts:actions/class:deployAction']],
  ])('%s', (action, expected) => {
    expect(steps('app.ts', text(action))).toEqual(expected);
  });
});
