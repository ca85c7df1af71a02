/** Constants of a pipeline: variables, `environment`, and defaults of `parameters`. */
import type { GroovyStatement, GroovyValue } from '../../syntax/types.js';
import { Variables, replaceKnown } from '../shared/ci/variables.js';
import { allStatements, argument, callsOf } from './tree.js';

const VARIABLE = /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;
const PARAMETERS = /^(?:string|booleanParam|choice|text|password)$/;

export interface Constants {
  variables: Variables;
  /** Text of a value with constants put in; undefined for what is no text. */
  text(value: GroovyValue | undefined): string | undefined;
}

/** Names to which a file gives one value; a name with two values is left alone. */
export function constantsOf(statements: readonly GroovyStatement[]): Constants {
  const found = new Map<string, string | undefined>();
  const add = (name: string, value: string | undefined): void => {
    const key = name.replace(/^env\./, '');
    if (!/^\w+$/.test(key)) return;
    if (!found.has(key)) found.set(key, value);
    else if (found.get(key) !== value) found.set(key, undefined);
  };
  for (const statement of allStatements(statements))
    if (statement.kind === 'assignment') add(statement.target, literal(statement.value));
  for (const call of callsOf(statements)) {
    if (!PARAMETERS.test(call.name)) continue;
    const name = literal(argument(call, 'name'));
    const choices = argument(call, 'choices');
    const first = choices?.kind === 'list' ? choices.items[0] : choices;
    if (name) add(name, literal(argument(call, 'defaultValue') ?? first)?.split('\n')[0]);
  }
  const known = [...found].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const written = Variables.none.with(known.filter(([name, value]) => !value.includes(`{${name}}`)));
  // Constants are made of constants; two steps reach what people write.
  let variables = written;
  for (let step = 0; step < 2; step++)
    variables = Variables.none.with(known.map(([name, value]) => [name, expand(value, variables)] as const));
  return {
    variables,
    text: (value) => {
      const text = literal(value);
      return text === undefined ? undefined : expand(text, variables);
    },
  };
}

function expand(text: string, variables: Variables): string {
  return text.includes('$') ? replaceKnown(text, VARIABLE, (name) => variables.get(name)) : text;
}

function literal(value: GroovyValue | undefined): string | undefined {
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'name') return `\${${value.name.replace(/^(?:env|params)\./, '')}}`;
  if (value?.kind === 'number' || value?.kind === 'boolean') return String(value.value);
  // `'x'.trim()`, `"""…""".stripIndent()`
  if (value?.kind === 'call' && /^\(\)\.(?:trim|stripIndent|stripMargin|toString)$/.test(value.call.name))
    return undefined;
  return undefined;
}
