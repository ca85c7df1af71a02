/** Lambda functions, also in the form of SAM: their code, handler and events. */
import { entries, get, isMap, isScalar, scalar } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Trait } from '../../facts/types.js';
import { isRemote } from '../shared/remote.js';
import { intrinsicOf } from './intrinsics.js';
import { resourceIdentifier, referredResources, type Resource, type Template } from './template.js';

/** Traits by the type of a SAM event; other types are events. */
const EVENT_TRAITS: Readonly<Record<string, Trait>> = {
  Schedule: 'runs-on-schedule',
  ScheduleV2: 'runs-on-schedule',
  Api: 'web-service',
  HttpApi: 'web-service',
  AlexaSkill: 'web-service',
};

export function functionFacts(template: Template, resource: Resource): void {
  const { writer, read, functionDefaults } = template;
  const { properties, unit } = resource;
  const property = (key: string): DataNode | undefined => get(properties, key) ?? get(functionDefaults, key);
  for (const variables of [
    get(functionDefaults, 'Environment', 'Variables'),
    get(properties, 'Environment', 'Variables'),
  ])
    for (const { key, value, offset } of entries(variables)) writer.environment(unit, key, read(value), offset);
  code(template, resource, property);
  const image = get(properties, 'ImageUri') ?? get(properties, 'Code', 'ImageUri');
  if (image) writer.image(unit, read(image), image.offset);
  const metadata = get(resource.node, 'Metadata');
  const context = read(get(metadata, 'DockerContext'));
  if (metadata && context !== undefined) {
    const directory = writer.context.resolvePath(context, template.directory);
    const file = directory && writer.context.resolvePath(read(get(metadata, 'Dockerfile')) ?? 'Dockerfile', directory);
    writer.link(unit, 'built-from', 'path', file, metadata.offset);
  }
  if (get(properties, 'FunctionUrlConfig')) writer.trait(unit, 'web-service', resource.offset, 'FunctionUrlConfig');
  eventFacts(template, resource);
}

function code(
  { writer, read, directory }: Template,
  { unit, properties }: Resource,
  property: (key: string) => DataNode | undefined,
): void {
  const runtime = read(property('Runtime')) ?? '';
  const isPython = runtime === '' || runtime.startsWith('python');
  const inline = get(properties, 'Code', 'ZipFile') ?? get(properties, 'InlineCode');
  if (inline && isPython) {
    const source = isScalar(inline) ? inline : intrinsicOf(inline)?.argument;
    const place = isScalar(source) ? source : { offset: inline.offset };
    writer.embed(unit, 'python', isScalar(source) ? source.value : (read(inline) ?? ''), place);
    return;
  }
  const uri = property('CodeUri') ?? get(properties, 'Code');
  const handler = property('Handler');
  const name = read(handler);
  const path = read(uri);
  if (!handler || !name || path === undefined || isRemote(path)) return;
  const dot = name.lastIndexOf('.');
  const module = name.slice(0, Math.max(dot, 0)).replaceAll('.', '/');
  if (runtime.startsWith('nodejs') && module !== '')
    for (const ending of ['js', 'mjs', 'ts'])
      writer.link(
        unit,
        'imports',
        'path',
        writer.context.resolvePath(`${path}/${module}.${ending}`, directory),
        handler.offset,
      );
  if (!isPython) return;
  const file = module === '' ? undefined : writer.context.resolvePath(`${path}/${module}.py`, directory);
  if (file === undefined) return;
  // The service imports the module and calls the handler; the main part of the file does not run.
  writer.link(unit, 'imports', 'path', file, handler.offset);
  writer.link(
    unit,
    'calls',
    'python-name',
    `${file.slice(0, -3).replaceAll('/', '.')}.${name.slice(dot + 1)}`,
    handler.offset,
  );
}

/** `Events` of SAM functions and state machines. */
export function eventFacts(template: Template, resource: Resource): void {
  const { writer, read } = template;
  for (const { key, value, offset } of entries(get(resource.properties, 'Events'))) {
    const type = read(get(value, 'Type')) ?? '';
    const settings = get(value, 'Properties');
    if (!isMap(value) || scalar(settings, 'Enabled') === false || read(get(settings, 'State')) === 'DISABLED') continue;
    const trait = EVENT_TRAITS[type] ?? 'runs-on-event';
    const detail = read(get(settings, 'Schedule')) ?? read(get(settings, 'ScheduleExpression')) ?? `${type}: ${key}`;
    writer.trait(resource.unit, trait, offset, detail);
    for (const source of referredResources(template, settings)) {
      if (trait === 'runs-on-event' && source.type.startsWith('AWS::S3::'))
        writer.link(
          source.unit,
          'triggers',
          'config',
          resourceIdentifier(writer.context.file.path, resource.id),
          offset,
        );
    }
  }
}
