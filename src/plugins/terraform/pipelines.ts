/** What single types of resources do, which repeated blocks say: stages of AWS CodePipeline, triggers of Cloud Build. */
import type { HclBlock } from '../../syntax/types.js';
import { posix } from 'node:path';
import { hasReference } from '../../facts/value.js';
import { artifactIdentifier } from '../shared/identifiers.js';
import { blocksOf, expressionAt } from './attributes.js';
import { databricksJob } from './databricks.js';
import { addressesIn, entryOf, textOf } from './expressions.js';
import { functionCode } from './functions.js';
import { attribute, identifierOf, type Declared, type Scope } from './scope.js';

export function pipelineFacts(declared: Declared, scope: Scope): void {
  const [type] = declared.block.labels;
  if (type === 'aws_codepipeline') codePipeline(declared, scope);
  else if (type === 'aws_codebuild_project') buildProject(declared, scope);
  else if (type === 'google_cloudbuild_trigger') buildTrigger(declared, scope);
  else if (type === 'databricks_job') databricksJob(declared, scope);
  else functionCode(declared, scope);
}

/** Every action is a step. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html */
function codePipeline({ block, unit, address }: Declared, scope: Scope): void {
  const { writer } = scope;
  for (const stage of blocksOf(block, 'stage')) {
    for (const action of blocksOf(stage, 'action')) {
      const read = (name: string): string | undefined => textOf(attribute(action, name), scope);
      const name = read('name') ?? '';
      const step = writer.unit(
        `step:${address}.${textOf(attribute(stage, 'name'), scope) ?? ''}.${name}`,
        'step',
        action.offset,
        {
          name,
          parent: unit,
        },
      );
      const category = read('category');
      if (category === 'Approval') writer.trait(step, 'approval', action.offset, name);
      else if (category === 'Deploy') {
        deployment(step, action, scope);
        writer.trait(step, 'stage', action.offset, textOf(attribute(stage, 'name'), scope));
      } else if (category === 'Test') writer.trait(step, 'tests', action.offset, name);
      else if (category === 'Source' && read('provider') !== 'S3')
        writer.trait(step, 'runs-on-push', action.offset, read('provider'));
      started(step, action, scope);
    }
  }
}

/** What an action starts: a build project, a function, a state machine. */
function started(step: string, action: HclBlock, scope: Scope): void {
  const { writer, directory } = scope;
  const configuration = attribute(action, 'configuration');
  for (const [key, kind] of [
    ['ProjectName', 'workflow'],
    ['FunctionName', undefined],
    ['StateMachineArn', 'pipeline'],
  ] as const) {
    const value = entryOf(configuration, key);
    if (!value) continue;
    const [referred] = addressesIn(value);
    if (referred) writer.link(step, 'runs', 'terraform', identifierOf(directory, referred), value.offset);
    else if (kind) writer.link(step, 'runs', kind, textOf(value, scope), value.offset);
  }
}

function deployment(step: string, action: HclBlock, scope: Scope): void {
  const { writer } = scope;
  writer.trait(step, 'deploys', action.offset, textOf(attribute(action, 'provider'), scope));
  // `BuildArtifact::template.yml` stands in what an earlier action gives out, mostly the repository.
  const template = entryOf(attribute(action, 'configuration'), 'TemplatePath');
  const path = textOf(template, scope)?.replace(/^[^:]*::/, '');
  if (template && path && !hasReference(path))
    writer.link(step, 'deploys', 'path', writer.context.resolvePath(path, '.'), template.offset);
  // A build before may have packed the template and given it that name.
  if (template && path)
    writer.link(step, 'deploys', 'config', artifactIdentifier(posix.basename(path)), template.offset);
}

/** Commands of a build specification see the variables of their project; its path counts from the root of what is built. */
function buildProject({ block, unit }: Declared, scope: Scope): void {
  const specification = expressionAt(block, 'source.buildspec');
  const path = textOf(specification, scope);
  if (specification && path && /^[\w./-]+\.ya?ml$/i.test(path))
    scope.writer.link(unit, 'runs', 'path', scope.writer.context.resolvePath(path, '.'), specification.offset);
  for (const environment of blocksOf(block, 'environment'))
    for (const variable of blocksOf(environment, 'environment_variable')) {
      const [name, value] = [attribute(variable, 'name'), attribute(variable, 'value')].map((one) =>
        textOf(one, scope),
      );
      if (name && value) scope.writer.symbol('env:', name, value, variable.offset);
    }
}

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloudbuild_trigger */
function buildTrigger({ block, unit }: Declared, scope: Scope): void {
  const { writer } = scope;
  for (const path of ['filename', 'git_file_source.path']) {
    const value = expressionAt(block, path);
    const text = textOf(value, scope);
    if (value && text && !hasReference(text))
      writer.link(unit, 'runs', 'path', writer.context.resolvePath(text, '.'), value.offset);
  }
  const push = ['github', 'trigger_template', 'repository_event_config'].find(
    (name) => blocksOf(block, name).length > 0,
  );
  if (push) writer.trait(unit, 'runs-on-push', block.offset, push);
  if (blocksOf(block, 'pubsub_config').length > 0) writer.trait(unit, 'runs-on-event', block.offset, 'pubsub_config');
}
