/** Machines on which stages run, and their environment. Source: https://www.jenkins.io/doc/book/pipeline/syntax/#agent */
import type { Fact } from '../../facts/types.js';
import type { GroovyCall, GroovyStatement } from '../../syntax/types.js';
import { environmentFacts } from '../shared/commands/signals.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import type { Scope } from './pipeline.js';
import { allStatements, argument, bodyOf, callsOf } from './tree.js';

const ACCELERATOR = /\b(?:gpus?|cuda|nvidia|a10g?|a100|h100|v100|t4|tpu)\b/i;

/** Labels, images and Dockerfiles of `agent { … }` and `node('label')`. */
export function machineFacts(call: GroovyCall, unit: string, scope: Scope): Fact[] {
  const { document, constants } = scope;
  const place = placeAt(call.offset, unit, scope);
  const calls = [call, ...callsOf(bodyOf(call) ?? [])];
  const label = constants.text(call.name === 'node' ? argument(call, 'label', true) : undefined);
  const named = call.name === 'node' ? [] : calls;
  const facts: Fact[] = accelerator(label ?? '', { ...place, kind: 'config' });
  for (const inner of named) {
    const at = { ...place, at: document.locate(inner.offset) };
    const first = constants.text(inner.arguments[0]?.value);
    if (inner.name === 'label') facts.push(...accelerator(first ?? '', { ...at, kind: 'config' }));
    else if (inner.name === 'image' || (inner.name === 'docker' && first !== undefined))
      facts.push(...linkFacts({ ...at, kind: 'image' }, 'built-from', 'image', first ?? ''));
    else if (inner.name === 'args' && /--gpus\b|--runtime[= ]nvidia/.test(first ?? ''))
      facts.push(traitFact({ ...at, kind: 'config' }, 'requests-accelerator', first));
    else if (inner.name === 'yaml') facts.push(...podFacts(first ?? '', { ...at, kind: 'image' }));
    else if (inner.name === 'dockerfile') facts.push(...dockerfileFacts(inner, at, scope));
  }
  return facts;
}

function placeAt(offset: number, unit: string, { context, document }: Scope): Place {
  return { context, unit, at: document.locate(offset), kind: 'structure', directory: '.', values: () => [] };
}

function accelerator(label: string, place: Place): Fact[] {
  return ACCELERATOR.test(label.replace(/[-_]/g, ' ')) ? [traitFact(place, 'requests-accelerator', label)] : [];
}

/** Containers of the pod in which the steps run. */
function podFacts(yaml: string, place: Place): Fact[] {
  const images = [...yaml.matchAll(/^[ \t-]*image:[ \t]*["']?([^\s"'#]+)/gm)].map((match) => match[1] ?? '');
  return [
    ...images.flatMap((image) => linkFacts(place, 'built-from', 'image', image)),
    ...(/^\s*nvidia\.com\/gpu\s*:/m.test(yaml) ? [traitFact(place, 'requests-accelerator', 'nvidia.com/gpu')] : []),
  ];
}

/** `agent { dockerfile { filename 'Dockerfile.build' dir 'ci' } }`, `agent { dockerfile true }`. */
function dockerfileFacts(call: GroovyCall, place: Place, { constants }: Scope): Fact[] {
  const values = new Map(callsOf(bodyOf(call) ?? []).map((c) => [c.name, constants.text(c.arguments[0]?.value)]));
  const directory = values.get('dir');
  const file = values.get('filename') ?? 'Dockerfile';
  return linkFacts(place, 'built-from', 'path', directory ? `${directory}/${file}` : file);
}

/** Catalogue facts and symbols of `environment { NAME = 'value' }` and `withEnv(['NAME=value'])`. */
export function variableFacts(call: GroovyCall, unit: string, scope: Scope): Fact[] {
  return assignmentsOf(call, scope).flatMap(({ name, value, offset }): Fact[] => {
    const at = scope.document.locate(offset);
    const symbol: Fact = { fact: 'symbol', space: 'env:', name, value, at };
    const isKnown = value !== '' && !value.includes('$');
    return [...environmentFacts(scope.context, unit, at, { [name]: value }), ...(isKnown ? [symbol] : [])];
  });
}

interface Assignment {
  name: string;
  value: string;
  offset: number;
}

function assignmentsOf(call: GroovyCall, { constants }: Scope): Assignment[] {
  const inBody = (statement: GroovyStatement): Assignment[] => {
    const value = statement.kind === 'assignment' ? constants.text(statement.value) : undefined;
    return statement.kind === 'assignment' && value !== undefined
      ? [{ name: statement.target, value, offset: statement.offset }]
      : [];
  };
  if (call.name === 'environment') return [...allStatements(bodyOf(call) ?? [])].flatMap(inBody);
  const list = call.arguments[0]?.value;
  return list?.kind !== 'list'
    ? []
    : list.items.flatMap((item): Assignment[] => {
        const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(constants.text(item) ?? '') ?? [];
        return name === undefined ? [] : [{ name, value: value ?? '', offset: item.offset }];
      });
}
