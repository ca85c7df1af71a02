/** Text of a scanned tree, of a model or of an assessment that somebody edited, before it goes into the templates. */
import { printable, shorten } from '../../diagram/escape.js';
import { isMarkup } from './templates.js';

/**
 * The view as the templates get it: every text shows what it holds (control characters and marks of direction become visible)
 * and none is longer than `longest`. The templates escape for HTML what is no `Markup`. Addresses, at `href`, are made of
 * encoded parts and stay whole.
 */
export function clean(value: unknown, longest: number, key = ''): unknown {
  if (typeof value === 'string')
    return key === 'href' ? value : value.length > longest ? shorten(value, longest) : printable(value);
  if (Array.isArray(value)) return value.map((item) => clean(item, longest));
  if (value === null || typeof value !== 'object' || isMarkup(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, clean(item, longest, name)]));
}
