/**
 * Stages and actions of CodePipeline: what they start, deploy and wait for.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
import { posix } from 'node:path';
import { hasReference } from '../../facts/value.js';
import { get, items, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { artifactIdentifier } from '../shared/identifiers.js';
import { referredResources, resourceIdentifier, type Resource, type Template } from './template.js';

/** What an action starts, by the key of its configuration. */
const STARTED = [
  ['ProjectName', 'workflow'],
  ['FunctionName', undefined],
  ['StateMachineArn', 'pipeline'],
] as const;

/** A pipeline, or the function that makes a part of one. */
interface Holder {
  unit: string;
  /** Logical name; what makes a part of a pipeline has none. */
  id?: string;
}

export function pipelineFacts(template: Template, { properties, unit, id }: Resource): void {
  for (const stage of items(get(properties, 'Stages'))) stageFacts(template, { unit, id }, stage);
}

/** Facts of the actions of a stage. */
export function stageFacts(template: Template, holder: Holder, stage: DataNode): void {
  const { writer } = template;
  for (const action of items(get(stage, 'Actions'))) {
    const name = string(action, 'Name') ?? '';
    const provider = string(action, 'ActionTypeId', 'Provider');
    const step = writer.unit(`step:${string(stage, 'Name') ?? ''}.${name}`, 'step', action.offset, {
      name,
      parent: holder.unit,
    });
    switch (string(action, 'ActionTypeId', 'Category')) {
      case undefined:
        unread(template, holder.unit, action);
        break;
      case 'Approval':
        writer.trait(step, 'approval', action.offset, name);
        break;
      case 'Deploy':
        writer.trait(step, 'deploys', action.offset, provider);
        if (string(stage, 'Name')) writer.trait(step, 'stage', action.offset, string(stage, 'Name'));
        deployment(template, step, action);
        break;
      case 'Test':
        writer.trait(step, 'tests', action.offset, name);
        break;
      case 'Source':
        sourceFacts(template, holder, step, action);
        break;
    }
    started(template, step, action);
  }
}

/** What the pipeline does there is not known, so nothing may be concluded from its not having been seen. */
function unread({ writer }: Template, unit: string, { offset }: DataNode): void {
  writer.notUnderstood(unit, 'unsupported-construct', 'an action of the pipeline', offset);
  writer.component(unit, offset, { type: 'ci-cd', technology: 'aws-codepipeline', attributes: { partlyRead: true } });
}

/** Places whose changes are new data or a new image, not new code. */
const PLACES = ['S3Bucket', 'RepositoryName'];

/** Code is pushed; data that arrives in a bucket, or an image in a registry, starts the pipeline as an event. */
function sourceFacts(template: Template, { unit: pipeline, id }: Holder, step: string, action: DataNode): void {
  const { writer } = template;
  const provider = string(action, 'ActionTypeId', 'Provider');
  const key = string(action, 'Configuration', 'S3ObjectKey') ?? '';
  const isData = provider === 'S3' && key !== '' && !hasReference(key) && !/\.(?:zip|tar|tar\.gz|tgz)$/.test(key);
  if (provider !== 'S3' && provider !== 'ECR') writer.trait(step, 'runs-on-push', action.offset, provider);
  else if (provider === 'ECR' || isData) {
    writer.trait(pipeline, 'runs-on-event', action.offset, provider);
    const path = writer.context.file.path;
    for (const place of id === undefined ? [] : PLACES)
      for (const { unit } of referredResources(template, get(action, 'Configuration', place)))
        writer.link(unit, 'triggers', 'config', resourceIdentifier(path, id ?? ''), action.offset);
  }
}

function started(template: Template, step: string, action: DataNode): void {
  const { writer, read } = template;
  for (const [key, kind] of STARTED) {
    const value = get(action, 'Configuration', key);
    if (!value) continue;
    const referred = referredResources(template, value);
    for (const { id } of referred)
      writer.link(step, 'runs', 'config', resourceIdentifier(writer.context.file.path, id), value.offset);
    if (referred.length === 0 && kind) writer.link(step, 'runs', kind, read(value), value.offset);
  }
}

/** `BuildArtifact::template.yml` stands in what an earlier action gives out, mostly the repository. */
function deployment({ writer, read }: Template, step: string, action: DataNode): void {
  const template = get(action, 'Configuration', 'TemplatePath');
  const path = read(template)?.replace(/^[^:]*::/, '');
  if (!template || !path) return;
  if (hasReference(path)) {
    const attributes = { deploys: 'unnamed' };
    writer.component(step, template.offset, { type: 'ci-cd', technology: 'aws-codepipeline', attributes });
    return;
  }
  writer.link(step, 'deploys', 'path', writer.context.resolvePath(path, '.'), template.offset);
  // A build before may have packed the template and given it that name.
  writer.link(step, 'deploys', 'config', artifactIdentifier(posix.basename(path)), template.offset);
}
