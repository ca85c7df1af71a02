/**
 * Reads the `example` of a signal as the plugin of its kind would read it. The form of an example, by kind:
 *
 * | kind | example |
 * |---|---|
 * | call, decorator, base, import | Python; the first name counts as imported when nothing is |
 * | command | a command line |
 * | environment | `NAME=value` |
 * | dependency | a requirement |
 * | the others | the name as a definition writes it, and the values beside it: `aws_instance { instance_type: g5.xlarge }` |
 */
import { load } from 'js-yaml';
import type { Occurrence, SignalKind, ValueSource } from '../../src/catalogue/types.js';
import { optionValues, plainWords } from '../../src/plugins/shared/commands/options.js';
import { valueReader } from '../../src/plugins/shared/python/values.js';
import { viewOf } from '../../src/plugins/shared/python/view.js';
import type { ExtractContext } from '../../src/plugins/types.js';
import { parsePython } from '../../src/syntax/python/index.js';

const nothing = (): undefined => undefined;

/** What the plugins would ask the catalogue for an example. */
export function occurrencesOf(kind: SignalKind, example: string, context: ExtractContext): Occurrence[] {
  switch (kind) {
    case 'call':
    case 'decorator':
    case 'base':
    case 'import':
      return pythonOccurrences(kind, example, context);
    case 'command':
      return commandOccurrences(example);
    case 'environment': {
      const at = example.indexOf('=');
      return [{ kind, name: example.slice(0, at), value: () => example.slice(at + 1) }];
    }
    case 'dependency':
      return [{ kind, name: /^[\w.-]+/.exec(example)?.[0] ?? '', value: nothing }];
    default:
      return [definitionOccurrence(kind, example)];
  }
}

function pythonOccurrences(
  kind: 'call' | 'decorator' | 'base' | 'import',
  example: string,
  context: ExtractContext,
): Occurrence[] {
  const root = /^[A-Za-z_]\w*/.exec(example)?.[0];
  const assumed = kind === 'call' && root !== undefined && !/^(?:from|import) /.test(example) ? `import ${root}\n` : '';
  const document = parsePython(assumed + example, 'example.py');
  const view = viewOf(document, context);
  const { imports } = view;
  if (kind === 'import') {
    return document.imports.map(({ module, name }) => ({
      kind,
      name: name === undefined ? module : `${module}.${name}`,
      value: nothing,
      imports,
    }));
  }
  if (kind === 'base') {
    const bases = document.definitions.flatMap((definition) => definition.bases);
    return bases.map((name) => ({ kind, name, value: nothing, imports }));
  }
  const calls = kind === 'call' ? document.calls : document.definitions.flatMap((definition) => definition.decorators);
  return calls.map((call) => ({ kind, name: call.callee, value: valueReader(call, view), imports }));
}

/** Every beginning of the command line; positions count from the words behind it. */
function commandOccurrences(example: string): Occurrence[] {
  const all = example.split(' ');
  const words = all[0] === 'python' && all[1] === '-m' ? all.slice(2) : all;
  const plain = plainWords(words);
  return plain.map((_, index) => ({
    kind: 'command',
    name: plain.slice(0, index + 1).join(' '),
    value: ({ key, position }) =>
      key === '*' ? example : key === undefined ? plain[index + 1 + (position ?? 0)] : optionValues(words, [key])[0],
  }));
}

function definitionOccurrence(kind: SignalKind, example: string): Occurrence {
  const brace = example.indexOf(' {');
  const values = brace === -1 ? {} : (load(example.slice(brace + 1)) as Record<string, unknown>);
  return {
    kind,
    name: brace === -1 ? example : example.slice(0, brace),
    value: ({ key }: ValueSource) => (key !== undefined && key in values ? String(values[key]) : undefined),
  };
}
