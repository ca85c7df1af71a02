/** Reads the value that a signal asks for out of an occurrence. */
import { readable } from '../facts/value.js';
import type { Occurrence, ValueSource } from './types.js';

// Symbol references (`facts/value.ts`) are hidden behind one private-use character each while an expression runs, so
// that a `/` inside a reference never ends a captured name.
// eslint-disable-next-line no-control-regex
const REFERENCE = /\u0001[^\u0001\u0003]*\u0003/g;
const HIDDEN = /[\ue000-\uf8ff]/g;
const FIRST_HIDDEN = 0xe000;
const MOST_HIDDEN = 0xf8ff - FIRST_HIDDEN;

/** A value longer than this names nothing; expressions are not run on it. */
const LONGEST_VALUE = 10_000;

const expressions = new Map<string, RegExp>();

/** The compiled expression of a signal; signals are few, so every one is kept. */
export function expressionOf(source: string): RegExp {
  let expression = expressions.get(source);
  if (!expression) {
    expression = new RegExp(source, 'u');
    expressions.set(source, expression);
  }
  return expression;
}

/** The part of a value that the first group of an expression selects; undefined when it does not match. */
export function captured(value: string, capture: string): string | undefined {
  if (value.length > LONGEST_VALUE) return undefined;
  const references: string[] = [];
  const masked = value.replace(HIDDEN, '').replace(REFERENCE, (reference) => {
    if (references.length >= MOST_HIDDEN) return '';
    references.push(reference);
    return String.fromCharCode(FIRST_HIDDEN + references.length - 1);
  });
  const part = expressionOf(capture).exec(masked)?.[1];
  return part?.replace(HIDDEN, (character) => references[character.charCodeAt(0) - FIRST_HIDDEN] ?? '');
}

/** True when a value satisfies an expression (found anywhere in it); a reference counts as `${name}`. */
export function matches(value: string, expression: string): boolean {
  return value.length <= LONGEST_VALUE && expressionOf(expression).test(readable(value));
}

/**
 * The value at a place of an occurrence, cut down to what `capture` selects.
 * @returns undefined when there is no value or `capture` does not match
 */
export function valueAt(occurrence: Occurrence, source: ValueSource): string | undefined {
  const value = occurrence.value(source);
  return value === undefined || source.capture === undefined ? value : captured(value, source.capture);
}
