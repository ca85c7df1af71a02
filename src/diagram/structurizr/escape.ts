import { printable } from '../escape.js';

/**
 * A string of the DSL. Quotes, backslashes and braces could end it, escape its end, or stand for the value of a variable of
 * the machine (`${…}`): they become what looks like them and means nothing.
 * @param otherwise for what must not be empty
 */
export function quoted(text: string, otherwise = ''): string {
  const inert = printable(text)
    .replaceAll('"', "'")
    .replaceAll('\\', '∖')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .trim();
  return `"${inert === '' ? otherwise : inert}"`;
}
