/** Steps made of lines of shell in YAML, and the machine on which they run: the same on all CI platforms. */
import type { Fact } from '../../../facts/types.js';
import { entries, text } from '../../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../../syntax/types.js';
import type { ExtractContext } from '../../types.js';
import { environmentFacts } from '../commands/signals.js';
import { linkFacts, traitFact } from '../effects.js';
import type { Place } from '../effects.js';
import { directoryAfter, effectOfScript, embeddedScript, joinScripts, scriptPart } from './script.js';
import type { ScriptPart } from './script.js';
import { replaceKnown, replaceShellVariables } from './variables.js';
import type { Variables } from './variables.js';
import type { Step } from './workflow.js';

export interface LineScope {
  document: DataDocument;
  context: ExtractContext;
  /** Directory in which scripts start, relative to the source's root; undefined when it is not known. */
  directory: string | undefined;
  variables: Variables;
}

/** Lines that one shell runs, as a step; [] when there are none. */
export function scriptSteps(lines: readonly DataNode[], scope: LineScope, name?: string): Step[] {
  return partSteps(
    lines.flatMap((line) => scriptPart(line, scope.document) ?? []),
    scope,
    name,
  );
}

/** The same for texts that were put together before. */
export function partSteps(written: readonly ScriptPart[], scope: LineScope, name?: string): Step[] {
  const { document, context, variables } = scope;
  const parts = joinScripts(written).map((part) => {
    return { ...part, text: replaceShellVariables(part.text, (variable) => variables.get(variable)) };
  });
  const [first] = parts;
  if (!first) return [];
  return [
    {
      name,
      offset: first.offset,
      effect: parts.every((part) => effectOfScript(part.text) === 'none') ? 'none' : 'work',
      facts(unit) {
        let directory = scope.directory;
        return parts.map((part) => {
          const fact = embeddedScript(part, document, unit, directory);
          directory = directoryAfter(part.text, directory, context);
          return fact;
        });
      },
    },
  ];
}

/** Where facts of a platform's own keys belong. */
export function placeAt(
  node: DataNode | undefined,
  unit: string,
  { document, context, directory }: Omit<LineScope, 'variables'>,
): Place {
  const at = document.locate(node?.offset ?? 0);
  return { context, unit, at, kind: 'structure', directory, values: () => [] };
}

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** `$NAME` and `${NAME}` in a value of the definition. */
export function expandVariables(value: string, variables: Variables): string {
  return value.includes('$') ? replaceKnown(value, VARIABLE, (name) => variables.get(name)) : value;
}

/** Variables of a map (`NAME: value`); those that name themselves say nothing. */
export function variablesOf(node: DataNode | undefined, outer: Variables): Variables {
  return outer.with(
    entries(node).flatMap(({ key, value }): [string, string][] => {
      const written = text(value);
      return written === undefined || written === `\${${key}}` || written === `$${key}`
        ? []
        : [[key, expandVariables(written, outer)]];
    }),
  );
}

/** Catalogue facts of a map of variables, and symbols for the programs that read the environment. */
export function variableFacts(node: DataNode | undefined, unit: string, scope: LineScope): Fact[] {
  return entries(node).flatMap(({ key, offset }): Fact[] => {
    const value = scope.variables.get(key);
    if (value === undefined) return [];
    const at = scope.document.locate(offset);
    const symbol: Fact = { fact: 'symbol', space: 'env:', name: key, value, at };
    const isKnown = value !== '' && !value.includes('$');
    return [...environmentFacts(scope.context, unit, at, { [key]: value }), ...(isKnown ? [symbol] : [])];
  });
}

/** Labels by which runners with accelerators are asked for. */
const ACCELERATOR = /\b(?:gpus?|cuda|nvidia|a10g?|a100|h100|v100|t4|l4|tpu)\b/i;

/** The label by which a machine with an accelerator is asked for. */
export function acceleratorOf(labels: readonly string[]): string | undefined {
  return labels.find((label) => ACCELERATOR.test(label.replace(/[-_.]/g, ' ')));
}

/** A machine: labels, sizes or classes of the runner, and the image in which the job runs. */
export function machineFacts(
  labels: readonly string[],
  image: string | undefined,
  node: DataNode | undefined,
  unit: string,
  scope: LineScope,
): Fact[] {
  const place = placeAt(node, unit, scope);
  const asked = acceleratorOf(labels);
  return [
    ...(asked === undefined ? [] : [traitFact({ ...place, kind: 'config' }, 'requests-accelerator', asked)]),
    ...(image
      ? linkFacts({ ...place, kind: 'image' }, 'built-from', 'image', expandVariables(image, scope.variables))
      : []),
  ];
}
