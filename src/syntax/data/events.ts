/** The fast path of YAML: js-yaml's flat events, with offsets, into a positioned tree. */
import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import type { DataScalar } from '../types.js';
import { MAX_DEPTH, MAX_DETAIL, type Properties, type TreeBuilder } from './builder.js';
import { joinFlow } from './flow.js';
import { decodable, isMasked, restore } from './helm.js';
import { scalarNode } from './scalars.js';

/** One YAML document inside a file. */
export interface Source {
  /** What the parser reads: the original, or a text of the same length that differs in white space and masked expressions. */
  text: string;
  original: string;
  /** Offset in the file at which both begin. */
  base: number;
  /** Line (from 1) of an offset in the file. */
  lineOf(offset: number): number;
}

/** Why a document could not be parsed. */
export interface Failure {
  reason: 'syntax-error' | 'too-deep';
  detail: string;
  offset: number;
}

/**
 * Parses one document into `builder`.
 *
 * @returns undefined when all went well. After a failure the builder holds nothing of the document.
 */
export function buildFromEvents(source: Source, builder: TreeBuilder): Failure | undefined {
  const failure = attempt(source, builder);
  if (failure?.detail !== 'deficient indentation') return failure;
  return attempt({ ...source, text: joinFlow(source.text) }, builder) && failure;
}

function attempt(source: Source, builder: TreeBuilder): Failure | undefined {
  let events;
  try {
    events = parseEvents(source.text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    return failure(error, source.base);
  }
  const template = source.text.includes('{{') ? events.find((event) => isExpression(event, source.text)) : undefined;
  if (template) {
    return { reason: 'syntax-error', detail: 'template expression', offset: source.base + template.start };
  }
  // Where the last thing stood: the place of a value that is missing.
  let place = source.base;
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        builder.startDocument();
        break;
      case EVENT_ID.MAPPING:
        builder.openMap(properties(event, event.start, source));
        break;
      case EVENT_ID.SEQUENCE:
        builder.openSequence(properties(event, event.start, source));
        break;
      case EVENT_ID.ALIAS:
        place = source.base + event.anchorStart - 1;
        builder.alias(source.text.slice(event.anchorStart, event.anchorEnd), place);
        break;
      case EVENT_ID.SCALAR: {
        if (event.valueStart >= 0) place = source.base + scalarStart(event, source.text);
        const node = toScalar(event, place, source);
        const anchor = anchorOf(event, source.text);
        builder.scalar(node, anchor, event.style === SCALAR_STYLE.PLAIN && node.value === '<<');
        break;
      }
      case EVENT_ID.POP:
        builder.close();
        break;
    }
  }
  return undefined;
}

/** An unquoted `{{ x }}` is YAML, a map with a map for a key, but never meant so. */
function isExpression(event: Event, text: string): event is MappingEvent {
  return event.type === EVENT_ID.MAPPING && event.style === COLLECTION_STYLE.FLOW && text.startsWith('{{', event.start);
}

function failure(error: unknown, base: number): Failure {
  const known = error instanceof YAMLException;
  const detail = known ? error.reason : String(error);
  return {
    reason: detail.startsWith('nesting exceeded') ? 'too-deep' : 'syntax-error',
    detail: detail.slice(0, MAX_DETAIL),
    offset: base + (known ? (error.mark?.position ?? 0) : 0),
  };
}

function properties(event: MappingEvent | SequenceEvent, start: number, { text, base }: Source): Properties {
  const tag = event.tagStart >= 0 ? text.slice(event.tagStart, event.tagEnd) : undefined;
  return {
    offset: base + start,
    tag: tag === '!!map' || tag === '!!seq' ? undefined : tag,
    anchor: anchorOf(event, text),
  };
}

function anchorOf(event: MappingEvent | SequenceEvent | ScalarEvent, text: string): string | undefined {
  return event.anchorStart >= 0 ? text.slice(event.anchorStart, event.anchorEnd) : undefined;
}

function isBlock(event: ScalarEvent): boolean {
  return event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
}

/** Where people see a scalar begin: at its quote, or at the first character of a block. */
function scalarStart(event: ScalarEvent, text: string): number {
  if (!isBlock(event)) return event.style === SCALAR_STYLE.PLAIN ? event.valueStart : event.valueStart - 1;
  let start = event.valueStart;
  while (start < event.valueEnd && /\s/.test(text[start] ?? '')) start++;
  return start < event.valueEnd ? start : event.valueStart;
}

function toScalar(event: ScalarEvent, offset: number, source: Source): DataScalar {
  const { value, masked } = read(event, source);
  const tag = event.tagStart >= 0 ? source.text.slice(event.tagStart, event.tagEnd) : undefined;
  const node = scalarNode(value, offset, event.style === SCALAR_STYLE.PLAIN && !masked, tag);
  if (isBlock(event)) {
    node.block = true;
    node.bodyLine = source.lineOf(source.base + event.valueStart);
  }
  return node;
}

/** Text of a scalar, with its template expressions as written. */
function read(event: ScalarEvent, source: Source): { value: string; masked: boolean } {
  const { valueStart, valueEnd } = event;
  const same = source.text === source.original || valueStart < 0;
  const parsed = same ? '' : source.text.slice(valueStart, valueEnd);
  const original = same ? '' : source.original.slice(valueStart, valueEnd);
  if (parsed === original) return { value: getScalarValue(source.text, event), masked: false };
  const part = decodable(parsed, original);
  const decoded = getScalarValue(part, { ...event, valueStart: 0, valueEnd: part.length, fast: false });
  return { value: restore(decoded, parsed, original), masked: isMasked(decoded) };
}
