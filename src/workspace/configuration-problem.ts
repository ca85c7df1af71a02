import type { ErrorObject } from 'ajv';
import { closest } from './suggest.js';

/** A violation of the schema in words. */
export interface Problem {
  message: string;
  /** Where: keys and indexes from the root. */
  path: (string | number)[];
  /** The key at that place which is wrong itself. */
  key?: string;
}

/** A pattern of days. */
const DAY = /^\^\[0-9\]\{4\}-/;

/**
 * One sentence about what ajv found (with the option `verbose`).
 * @param whole what the document is called
 */
export function explain(error: ErrorObject | undefined, whole = 'the configuration'): Problem {
  const path = pointer(error?.instancePath ?? '');
  const where = dotted(path);
  const at = where === '' ? '' : ` in ${where}`;
  const parameters = (error?.params ?? {}) as Record<string, unknown>;
  switch (error?.keyword) {
    case 'additionalProperties': {
      const key = String(parameters.additionalProperty);
      const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
      return { message: `unknown key ${JSON.stringify(key)}${at}${meant(key, known)}`, path, key };
    }
    case 'required':
      return { message: `${JSON.stringify(parameters.missingProperty)} is missing${at}.`, path };
    case 'enum': {
      const allowed = (parameters.allowedValues as unknown[]).map(String);
      const hint = meant(typeof error.data === 'string' ? error.data : '', allowed);
      return { message: `${where} must be one of ${allowed.join(', ')}${hint}`, path };
    }
    case 'type':
      return { message: `${where || whole} must be ${article(String(parameters.type))}.`, path };
    case 'pattern':
      if (DAY.test(String(parameters.pattern))) return { message: `${where} must be a day, as YYYY-MM-DD.`, path };
      if (!String(parameters.pattern).startsWith('^[A-Za-z0-9]'))
        return { message: `${where} must match ${String(parameters.pattern)}.`, path };
      return {
        message: `${where} may only hold letters, digits, ".", "_" and "-", and begins with a letter or digit.`,
        path,
      };
    default:
      return { message: `${where || whole} ${error?.message ?? 'is not valid'}.`, path };
  }
}

/** End of a sentence. */
function meant(word: string, candidates: readonly string[]): string {
  const candidate = word === '' ? undefined : closest(word, candidates);
  return candidate === undefined ? '.' : `, did you mean ${JSON.stringify(candidate)}?`;
}

const ARTICLES: Record<string, string> = {
  object: 'a mapping',
  array: 'a list',
  integer: 'a whole number',
  string: 'a text',
};

function article(type: string): string {
  return ARTICLES[type] ?? `of type ${type}`;
}

/** Parts of a JSON pointer (RFC 6901). */
function pointer(text: string): (string | number)[] {
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** As people write it: `sources[0].path`. */
function dotted(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
