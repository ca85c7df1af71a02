/**
 * Variables and parameters. `$(NAME)` is replaced where the file says the value; where a template of the repository says
 * it, or the pipeline that includes this template, a reference is left for the graph.
 */
import { reference } from '../../facts/value.js';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, list, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { replaceKnown } from '../shared/ci/variables.js';
import type { Lookup, Variables } from '../shared/ci/variables.js';
import { flattened } from './recognise.js';

/** Symbol space of a pipeline or template file. */
export function spaceOf(path: string): string {
  return `ci:${path}`;
}

/** Variables of the agent and of runs, never set by a definition: `Build.SourcesDirectory`, `Agent.TempDirectory`. */
const PREDEFINED = /^(?:Agent|Build|System|Pipeline|Environment|Checks|Release|resources|Strategy)\./i;

/** `$(NAME)`, `$[variables.NAME]`, `${{ variables.NAME }}`, `${{ variables['NAME'] }}` */
const VARIABLE =
  /\$\(([A-Za-z_][\w.]*)\)|\$\[\s*variables(?:\.([\w.]+)|\['([\w.]+)'\])\s*\]|\$\{\{\s*variables(?:\.([\w.]+)|\['([\w.]+)'\])\s*\}\}/g;
const PARAMETER = /\$\{\{\s*parameters(?:\.([\w-]+)|\['([\w-]+)'\])\s*\}\}/g;

export interface Scope {
  variables: Variables;
  /** Variable templates of the repository that are included. */
  templates: readonly string[];
  parameter: Lookup;
}

/** Names and values of a `variables` section: a map, or a list of `name` and `value`. */
export function variableEntries(node: DataNode | undefined): { name: string; value: string; offset: number }[] {
  if (isMap(node)) {
    return node.entries.flatMap(({ key, offset, value }) => {
      const written = text(value);
      return written === undefined || key.startsWith('${{') ? [] : [{ name: key, value: written, offset }];
    });
  }
  return flattened(node).flatMap((item) => {
    const name = string(item, 'name');
    const value = string(item, 'value');
    return name === undefined || value === undefined ? [] : [{ name, value, offset: item.offset }];
  });
}

/** Files that a `variables` section includes, as they are written. */
export function variableTemplates(node: DataNode | undefined): DataNode[] {
  return flattened(node).filter((item) => string(item, 'template') !== undefined);
}

/** The scope inside a section with its own variables. */
export function inner(
  scope: Scope,
  node: DataNode | undefined,
  resolve: (template: string) => string | undefined,
): Scope {
  const templates = variableTemplates(node).flatMap((item) => resolve(string(item, 'template') ?? '') ?? []);
  const own = variableEntries(node).map(({ name, value }) => [name, expand(value, scope)] as const);
  return {
    ...scope,
    // A value that only repeats its own name, or that a run computes, says nothing.
    variables: scope.variables.with(
      own.filter(([name, value]) => !value.includes(`$(${name})`) && !value.startsWith('$[')),
    ),
    templates: [...scope.templates, ...templates],
  };
}

/** Text with what is known put in. */
export function expand(value: string, { variables, templates, parameter }: Scope): string {
  if (!value.includes('$')) return value;
  // Which of several templates sets a name cannot be seen here; the last one counts.
  const template = templates.at(-1);
  const withParameters = replaceKnown(value, PARAMETER, parameter);
  return replaceKnown(withParameters, VARIABLE, (name) => {
    const constant = variables.getFolded(name);
    if (constant !== undefined) return constant;
    // Names with a dot are outputs of steps or predefined; lower-case words are commands (`$(pwd)`).
    const isVariable = !PREDEFINED.test(name) && !name.includes('.') && /[A-Z]/.test(name);
    return template !== undefined && isVariable ? reference(spaceOf(template), name) : undefined;
  });
}

/** Parameters of a template are filled by who includes it; those of a pipeline count with their default. */
export function parameterLookup(node: DataNode | undefined, template: boolean, path: string): Lookup {
  const defaults = new Map(parameterDefaults(node).map(({ name, value }) => [name, value]));
  const safePath = /^[\w./-]+$/.test(path);
  return (name) => {
    if (!defaults.has(name)) return undefined;
    return template && safePath ? reference(spaceOf(path), `parameters.${name}`) : defaults.get(name);
  };
}

/** Parameters with their defaults: a list of `name` and `default`, or (older) a map. */
export function parameterDefaults(
  node: DataNode | undefined,
): { name: string; value: string | undefined; offset: number }[] {
  if (isMap(node)) return node.entries.map(({ key, offset, value }) => ({ name: key, value: text(value), offset }));
  return list(node).flatMap((item) => {
    const name = string(item, 'name');
    return name === undefined ? [] : [{ name, value: string(item, 'default'), offset: item.offset }];
  });
}

/** Symbols of a file: its variables, and defaults of a template's parameters. */
export function symbolFacts(
  root: DataNode | undefined,
  path: string,
  scope: Scope,
  template: boolean,
  document: DataDocument,
): Fact[] {
  const symbol = (name: string, value: string, offset: number): Fact => {
    return { fact: 'symbol', space: spaceOf(path), name, value, at: document.locate(offset) };
  };
  const parameters = template ? parameterDefaults(get(root, 'parameters')) : [];
  return [
    ...variableEntries(get(root, 'variables')).flatMap(({ name, value, offset }) => {
      const expanded = expand(value, scope);
      // Programs that the steps start read variables from the environment.
      const environment: Fact = {
        fact: 'symbol',
        space: 'env:',
        name: name.toUpperCase().replaceAll('.', '_'),
        value: expanded,
        at: document.locate(offset),
      };
      const isKnown = expanded !== '' && !/\$[[({]/.test(expanded);
      return [symbol(name, expanded, offset), ...(isKnown ? [environment] : [])];
    }),
    ...parameters.flatMap(({ name, value, offset }) =>
      value ? [{ ...symbol(`parameters.${name}`, value, offset), weak: true } as Fact] : [],
    ),
  ];
}

/** What is handed to a template, as symbols of the template's file. */
export function argumentSymbols(
  node: DataNode | undefined,
  template: string,
  scope: Scope,
  document: DataDocument,
): Fact[] {
  return entries(node).flatMap(({ key, offset, value }): Fact[] => {
    const written = text(value);
    if (written === undefined || key.startsWith('${{')) return [];
    const expanded = expand(written, scope);
    return expanded.includes('${{')
      ? []
      : [
          {
            fact: 'symbol',
            space: spaceOf(template),
            name: `parameters.${key}`,
            value: expanded,
            at: document.locate(offset),
          },
        ];
  });
}
