/**
 * Commands of a cloud that bring two definitions together: functions that an event starts, templates that are packed under
 * another name, scripts of a directory that is handed over. Sources: references of `gcloud functions deploy`,
 * `aws cloudformation package` and `az ml run submit-script` (CLI v1).
 */
import { posix } from 'node:path';
import type { Fact } from '../../../facts/types.js';
import { reference } from '../../../facts/value.js';
import { artifactIdentifier } from '../identifiers.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';

/** Options that name the source of the events, and the service that it belongs to. */
const SOURCES: readonly (readonly [option: string, technology: string])[] = [
  ['--trigger-topic', 'google-pubsub'],
  ['--trigger-bucket', 'google-cloud-storage'],
  ['--trigger-resource', 'google-cloud-storage'],
  ['--trigger-event-filters', 'eventarc'],
];
/** File in which the runtimes look for the function. */
const ENTRY_FILES: readonly (readonly [runtime: RegExp, file: string])[] = [
  [/^python/, 'main.py'],
  [/^nodejs/, 'index.js'],
];

function gcloud(call: Invocation): Fact[] {
  const [group, verb, name = ''] = call.plain();
  if (group !== 'functions' || verb !== 'deploy') return [];
  const [option, technology] = SOURCES.find(([one]) => call.has(one)) ?? [];
  if (option === undefined || technology === undefined) return [];
  const source = call.option(option) ?? '';
  const unit = `${call.unit === '' ? '' : `${call.unit}/`}function:${name.slice(0, 100)}`;
  const { at } = call;
  const entry = ENTRY_FILES.find(([runtime]) => runtime.test(call.option('--runtime') ?? ''))?.[1];
  const directory = (call.option('--source') ?? '.').replace(/\/+$/, '');
  const code = entry === undefined ? [] : call.link('triggers', 'path', `${directory}/${entry}`);
  return [
    { fact: 'unit', unit, kind: 'resource', name, ...(call.unit === '' ? {} : { parent: call.unit }), at },
    {
      fact: 'component',
      unit,
      type: 'event-bus',
      technology,
      ...(/^[\w./-]+$/.test(source) ? { name: source } : {}),
      confidence: 'high',
      kind: 'command',
      at,
    },
    { fact: 'trait', unit, trait: 'runs-on-event', kind: 'command', technology, detail: `${option} ${source}`, at },
    ...code.map((fact) => ({ ...fact, unit }) as Fact),
  ];
}

/**
 * A packed template is deployed under the name of the output. The unit stands for that file; who deploys it deploys the
 * template.
 */
function aws(call: Invocation): Fact[] {
  const [service, verb] = call.plain();
  const output = call.option('--output-template-file', '--output-template');
  if (service !== 'cloudformation' || verb !== 'package' || output === undefined) return [];
  const name = posix.basename(output);
  const unit = `${call.unit === '' ? '' : `${call.unit}/`}file:${name}`;
  const { at } = call;
  const value = artifactIdentifier(
    name.replace(/^\$\{?(\w+)\}?$/, (_, variable: string) => reference('env:', variable)),
  );
  const template = call.link('includes', 'path', call.option('--template-file', '--template'));
  return [
    { fact: 'unit', unit, kind: 'target', name, ...(call.unit === '' ? {} : { parent: call.unit }), at },
    { fact: 'offer', unit, identifier: { kind: 'config', value }, at },
    ...template.map((fact) => ({ ...fact, unit }) as Fact),
  ];
}

/** `az ml run submit-script` hands over a directory (the current one by default) and runs a script of it, named from there. */
function az(call: Invocation): Fact[] {
  const [group, noun, verb, script] = call.plain();
  if (group !== 'ml' || noun !== 'run' || verb !== 'submit-script' || script === undefined) return [];
  const directory = call.option('--source-directory', '--path') ?? '.';
  return call.link('runs', 'path', posix.join(directory, script));
}

export const CLOUD_HANDLERS: Record<string, Handler> = { aws, az, gcloud };
