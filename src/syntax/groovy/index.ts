/**
 * Groovy as build definitions use it (Jenkinsfiles, job definitions, shared libraries): statements, method calls with their
 * arguments and closures, constants. What is written otherwise is passed over. Language: https://groovy-lang.org/syntax.html
 */
import { createLocator } from '../locations.js';
import type { GroovyDocument } from '../types.js';
import { Reader } from './reader.js';
import { tokenize } from './tokens.js';

/** Parses a text. Never throws; time is linear in its length. */
export function parseGroovy(text: string): GroovyDocument {
  const reader = new Reader(tokenize(text));
  const statements = reader.program();
  return { language: 'groovy', text, problems: reader.problems, locate: createLocator(text), statements };
}
