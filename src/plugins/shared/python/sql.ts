/** Statements and scripts of SQL that the arguments of a call hold. */
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import { isSqlOfInterest } from '../sql.js';
import type { FactWriter } from '../writer.js';
import { pathOf } from './paths.js';
import { statementOf } from './values.js';
import { argument, type PythonView } from './view.js';

/** Arguments of operators and components that hold a statement; `configuration` is that of a job of BigQuery. */
const KEYS = ['sql', 'query', 'configuration', 'sql_statement'];
const DEEPEST = 4;

/** What a step of a workflow does in SQL: statements are read, and scripts that it names are run. */
export function writeSqlOfStep(view: PythonView, writer: FactWriter, call: PythonCall, unit: string): void {
  for (const key of KEYS) {
    const value = argument(call, key);
    if (value) writeText(value, view, writer, { unit, scope: call.scope }, 0);
  }
}

function writeText(
  value: PythonExpression,
  view: PythonView,
  writer: FactWriter,
  place: { unit: string; scope: string },
  depth: number,
): void {
  if (depth > DEEPEST) return;
  if (value.kind === 'dict') for (const entry of value.entries) writeText(entry.value, view, writer, place, depth + 1);
  else if (value.kind === 'list') for (const item of value.items) writeText(item, view, writer, place, depth + 1);
  else {
    const text = statementOf(value, view, place.scope);
    if (text === undefined) return;
    const file =
      /\{%-?\s*include\s+['"]([\w./-]+\.sql)['"]/.exec(text)?.[1] ?? (text.endsWith('.sql') ? text : undefined);
    if (file) writer.link(place.unit, 'runs', 'path', view.context.resolvePath(file) ?? file, value.offset);
    else if (isSqlOfInterest(text))
      writer.embed(place.unit, 'sql', text, { offset: writtenAt(value, view, place.scope) });
  }
}

/** Text of SQL, also one wrapped by the `text(…)` of SQLAlchemy or `dedent(…)`; undefined for what is not of interest. */
export function sqlOf(value: PythonExpression | undefined, view: PythonView, scope: string): string | undefined {
  const inner =
    value?.kind === 'call' && /(?:^|\.)(?:text|dedent|SQL)$/.test(value.call.callee)
      ? argument(value.call, ['text', 'string'], 0)
      : value;
  const text = inner && statementOf(inner, view, scope);
  return text !== undefined && isSqlOfInterest(text) ? text : undefined;
}

/** Where the text of a statement stands: where a variable that holds it was given it, which the reader has put in for its name. */
export function writtenAt(value: PythonExpression, view: PythonView, scope: string): number {
  const name = /^[A-Za-z_]\w{0,100}(?!["'\w])/.exec(view.document.text.slice(value.offset, value.offset + 110))?.[0];
  const held = name === undefined ? undefined : view.assignments(name, scope).at(-1)?.value;
  return held?.kind === 'string' || held?.kind === 'template' ? held.offset : value.offset;
}

/** `open("sql/train.sql")`, `Path("sql/train.sql").read_text()`: a program reads a script in order to run it. */
export function scriptOf(call: PythonCall, view: PythonView): string | undefined {
  const [first] = call.arguments;
  const path = first && pathOf(first.value, view, call.scope);
  return path?.endsWith('.sql') ? path : undefined;
}
