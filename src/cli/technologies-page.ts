/** The page `docs/technologies.md`: every technology of the catalogue, and what plugins read, as the data and the code say it. */
import type { Signal, SignalKind, Technology } from '../catalogue/types.js';
import type { ReferenceArchitecture } from '../conformance/types.js';
import type { Plugin } from '../plugins/types.js';
import { COMPONENT_TYPES, type ComponentType } from '../vocabulary/index.js';

/** A system as people name it, and the technologies that read it: `rules/systems.yaml`. */
export interface SystemEntry {
  system: string;
  technologies?: string[];
  plugins?: string[];
}

const KINDS: Record<SignalKind, string> = {
  call: 'Python call',
  decorator: 'Python decorator',
  base: 'Python base class',
  import: 'Python import (a mention)',
  dependency: 'dependency (a mention)',
  resource: 'Terraform or Azure resource',
  cloudformation: 'CloudFormation resource',
  kind: 'Kubernetes kind',
  image: 'container image',
  chart: 'Helm chart',
  action: 'GitHub Action',
  task: 'Azure DevOps task',
  command: 'command',
  file: 'file',
  schema: 'Azure ML schema',
  environment: 'environment variable',
};
/** Patterns that are named before they are only counted. */
const MOST_NAMED = 2;
const TOOLS = 'Tools and libraries';

/**
 * @param technologies the catalogue
 * @param plugins all plugins
 * @param architecture whose elements group the page
 * @param systems what the page must answer for
 * @throws {Error} when a system names a technology or plugin that does not exist
 */
export function technologiesPage(
  technologies: readonly Technology[],
  plugins: readonly Plugin[],
  architecture: ReferenceArchitecture,
  systems: readonly SystemEntry[],
): string {
  const sections = sectionsOf(architecture);
  const rows = new Map<string, string[]>(sections.map(({ title }) => [title, []]));
  for (const technology of technologies) {
    const main = mainType(technology);
    const title = sections.find(({ types }) => main && types.includes(main))?.title ?? TOOLS;
    rows.get(title)?.push(technologyRow(technology, plugins));
  }
  return [
    '# Technologies',
    `What refarch recognises, and how: ${technologies.length} technologies and ${plugins.length} plugins. Generated from \`rules/technologies/\` and \`src/plugins/\` by \`npm run docs\`.`,
    'A technology is recognised by its **signals**: names in a definition. A signal that is only listed (a dependency, an import) is a mention and makes a component `declared` at most. What signals cannot say, such as the tasks of a pipeline and what they run, a **plugin** reads.',
    '## Where to find a system',
    table(['System', 'Technologies', 'Structure read by'], systemRows(technologies, plugins, systems)),
    ...sections.flatMap(({ title }) => {
      const found = rows.get(title) ?? [];
      const head = ['Technology', 'Id', 'Component types', 'Recognised by', 'Structure read by'];
      return found.length > 0 ? [`## ${title}`, table(head, found)] : [];
    }),
    '## Plugins',
    table(['Plugin', 'Id', 'Reads'], plugins.map(pluginRow)),
  ]
    .join('\n\n')
    .concat('\n');
}

interface Section {
  title: string;
  types: ComponentType[];
}

/** The elements of the architecture, then the types that it does not speak of, then what is no component. */
function sectionsOf(architecture: ReferenceArchitecture): Section[] {
  const elements = architecture.elements.map(({ id, name, types }) => ({ title: `${name} (${id})`, types }));
  const spoken = new Set(elements.flatMap(({ types }) => types));
  const others = COMPONENT_TYPES.filter((type) => !spoken.has(type)).map((type) => ({
    title: words(type),
    types: [type],
  }));
  return [...elements, ...others, { title: TOOLS, types: [] }];
}

/** The type that most signals show; a type of an earlier section wins a tie, and what is in force beats a mention. */
function mainType(technology: Technology): ComponentType | undefined {
  const counts = new Map<ComponentType, number>();
  for (const { component, kind } of technology.signals)
    if (component) counts.set(component, (counts.get(component) ?? 0) + (isMention(kind) ? 0.1 : 1));
  return COMPONENT_TYPES.filter((type) => counts.has(type)).sort(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0),
  )[0];
}

const isMention = (kind: SignalKind): boolean => kind === 'import' || kind === 'dependency';

function technologyRow(technology: Technology, plugins: readonly Plugin[]): string {
  const { id, name, documentation, signals, aliases = [] } = technology;
  const types = COMPONENT_TYPES.filter((type) => signals.some(({ component }) => component === type));
  const traits = [...new Set(signals.flatMap(({ trait }) => trait ?? []))].sort();
  return row([
    `<a id="${id}"></a>[${escape(name)}](${documentation})`,
    [id, ...aliases].map(code).join(', '),
    types.length > 0 ? types.join(', ') : `none; marks ${traits.join(', ')}`,
    recognition(signals),
    readers([id], plugins),
  ]);
}

function recognition(signals: readonly Signal[]): string {
  const byKind = new Map<SignalKind, Signal[]>();
  for (const signal of signals) byKind.set(signal.kind, [...(byKind.get(signal.kind) ?? []), signal]);
  const kinds = [...byKind].map(([kind, of]) => {
    const patterns = [...new Set(of.map(({ pattern }) => pattern))];
    const more = patterns.length - MOST_NAMED;
    return `${KINDS[kind]} ${patterns.slice(0, MOST_NAMED).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  });
  const example = signals[0]?.example.split('\n').join('; ') ?? '';
  return `${kinds.join('; ')}. Example: ${code(example)}`;
}

/** Links to the plugins that read one of these technologies, or that are named. */
const readers = (ids: readonly string[], plugins: readonly Plugin[], named: readonly string[] = []): string =>
  plugins
    .filter(({ id, technologies = [id] }) => named.includes(id) || technologies.some((t) => ids.includes(t)))
    .map(({ id, title }) => link(title, `plugin-${id}`))
    .join(', ');

function pluginRow({ id, title, documentation, reads, languages }: Plugin): string {
  const what = reads ?? `${title}, in ${languages.join(', ')}.`;
  return row([`<a id="plugin-${id}"></a>[${escape(title)}](${documentation})`, code(id), escape(what)]);
}

function systemRows(
  technologies: readonly Technology[],
  plugins: readonly Plugin[],
  systems: readonly SystemEntry[],
): string[] {
  const names = new Map(technologies.map(({ id, name }) => [id, name]));
  const known = new Set(plugins.map(({ id }) => id));
  return systems.map(({ system, technologies: ids = [], plugins: read = [] }) => {
    const unknown = [...ids.filter((id) => !names.has(id)), ...read.filter((id) => !known.has(id))];
    if (unknown.length > 0) throw new Error(`systems: ${system} names what does not exist: ${unknown.join(', ')}`);
    const links = ids.map((id) => link(names.get(id) ?? id, id)).join(', ');
    return row([escape(system), links, readers(ids, plugins, read)]);
  });
}

/** Rows as long as these would be padded to the longest by the formatter. */
function table(head: readonly string[], rows: readonly string[]): string {
  const lines = [row(head), row(head.map(() => '---')), ...rows];
  return `<!-- prettier-ignore-start -->\n\n${lines.join('\n')}\n\n<!-- prettier-ignore-end -->`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const link = (text: string, anchor: string): string => `[${escape(text)}](#${anchor})`;
const words = (type: string): string => `${type[0]?.toUpperCase() ?? ''}${type.slice(1).replaceAll('-', ' ')}`;
const escape = (text: string): string => text.replace(/[\\|*_<>[\]]/g, (character) => `\\${character}`);

/** Code in a cell: a bar ends a cell even there, and a text with backticks needs longer ones around it. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
}
