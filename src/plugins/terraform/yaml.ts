/** Writes an HCL object as YAML, as `yamlencode` would, each entry on the line on which it stands in the file. */
import type { HclExpression } from '../../syntax/types.js';
import { textOf } from './expressions.js';
import { quote } from './json.js';
import type { Scope } from './scope.js';

const MAX_DEPTH = 60;
/** Words that YAML reads as something else than a key. */
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

interface Line {
  text: string;
  offset: number;
}

/**
 * Block-style YAML. Blank lines keep entries on their lines, counted from that of the object itself, so that places in the
 * text are places in the file. What is not known stands as a symbol reference inside a quoted scalar.
 */
export function toYaml(expression: HclExpression, scope: Scope): string {
  const written: string[] = [];
  const lineOf = (offset: number): number => scope.document.locate(offset).line;
  const start = lineOf(expression.offset);
  for (const { text, offset } of linesOf(expression, scope, 0)) {
    for (let gap = lineOf(offset) - start - written.length; gap > 0; gap--) written.push('');
    written.push(text);
  }
  return written.join('\n');
}

function linesOf(expression: HclExpression, scope: Scope, depth: number): Line[] {
  if (depth < MAX_DEPTH && expression.kind === 'object' && expression.entries.length > 0) {
    return expression.entries.flatMap(({ key, value }) => {
      const name = /^[A-Za-z_][\w.-]*$/.test(key) && !RESERVED.test(key) ? `${key}:` : `${JSON.stringify(key)}:`;
      if (!isNested(value)) return [{ text: `${name} ${scalar(value, scope)}`, offset: value.offset }];
      const inner = linesOf(value, scope, depth + 1).map((line) => ({ ...line, text: `  ${line.text}` }));
      return [{ text: name, offset: value.offset }, ...inner];
    });
  }
  if (depth < MAX_DEPTH && expression.kind === 'list' && expression.items.length > 0) {
    return expression.items.flatMap((item) => {
      const [first, ...rest] = linesOf(item, scope, depth + 1);
      const head = { text: `- ${first?.text ?? 'null'}`, offset: first?.offset ?? item.offset };
      return [head, ...rest.map((line) => ({ ...line, text: `  ${line.text}` }))];
    });
  }
  return [{ text: scalar(expression, scope), offset: expression.offset }];
}

function isNested(value: HclExpression): boolean {
  return (value.kind === 'object' && value.entries.length > 0) || (value.kind === 'list' && value.items.length > 0);
}

function scalar(expression: HclExpression, scope: Scope): string {
  if (expression.kind === 'object') return expression.entries.length > 0 ? 'null' : '{}';
  if (expression.kind === 'list') return expression.items.length > 0 ? 'null' : '[]';
  if (expression.kind === 'number' || expression.kind === 'boolean') return String(expression.value);
  const text = textOf(expression, scope);
  return text === undefined ? 'null' : quote(text);
}
