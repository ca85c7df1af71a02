/** Ways through the statements of a Groovy document. */
import type { GroovyCall, GroovyStatement, GroovyValue } from '../../syntax/types.js';

/** Values that stand in a statement itself, closures and blocks left out. */
export function valuesOf(statement: GroovyStatement): GroovyValue[] {
  switch (statement.kind) {
    case 'call':
      return [{ kind: 'call', call: statement.call, offset: statement.offset }];
    case 'assignment':
    case 'value':
      return [statement.value];
    case 'exit':
      return statement.value ? [statement.value] : [];
    case 'block':
      return statement.tests ?? [];
    case 'function':
      return [];
  }
}

/** All statements, what stands in closures and blocks included. */
export function* allStatements(statements: readonly GroovyStatement[]): Generator<GroovyStatement> {
  for (const statement of statements) {
    yield statement;
    if (statement.kind === 'block' || statement.kind === 'function') yield* allStatements(statement.body);
    for (const value of valuesOf(statement)) yield* statementsIn(value);
  }
}

function* statementsIn(value: GroovyValue): Generator<GroovyStatement> {
  if (value.kind === 'closure') yield* allStatements(value.body);
  else for (const inner of partsOf(value)) yield* statementsIn(inner);
}

/** Parts of a value, one step down. */
export function partsOf(value: GroovyValue): GroovyValue[] {
  switch (value.kind) {
    case 'call':
      return partsOfCall(value.call);
    case 'list':
      return value.items;
    case 'map':
      return value.entries.map((entry) => entry.value);
    case 'operation':
      return value.operands;
    default:
      return [];
  }
}

function partsOfCall(call: GroovyCall): GroovyValue[] {
  const before: GroovyValue[] = call.receiver
    ? [{ kind: 'call', call: call.receiver, offset: call.receiver.offset }]
    : [];
  return [...before, ...call.arguments.map(({ value }) => value)];
}

/** Calls of a document, at any depth. */
export function callsOf(statements: readonly GroovyStatement[]): GroovyCall[] {
  return [...allStatements(statements)].flatMap((statement) => valuesOf(statement).flatMap(callsIn));
}

/** Calls in a value; those in closures belong to the statements there. */
export function callsIn(value: GroovyValue): GroovyCall[] {
  const inner = partsOf(value).flatMap(callsIn);
  return value.kind === 'call' ? [value.call, ...inner] : inner;
}

/** Bodies of functions by their names; of two of one name the first. */
export function functionsOf(statements: readonly GroovyStatement[]): Map<string, GroovyStatement[]> {
  const found = new Map<string, GroovyStatement[]>();
  for (const statement of statements)
    if (statement.kind === 'function' && !found.has(statement.name)) found.set(statement.name, statement.body);
  return found;
}

/** Statements of the last closure of a call. */
export function bodyOf(call: GroovyCall): GroovyStatement[] | undefined {
  const last = call.arguments.at(-1)?.value;
  return last?.kind === 'closure' ? last.body : undefined;
}

/** Value of a named argument; the first unnamed one stands in for `standard`. */
export function argument(call: GroovyCall, name: string, standard = false): GroovyValue | undefined {
  const found = argumentsOf(call).find((entry) => entry.name === name)?.value;
  return found ?? (standard ? call.arguments.find((entry) => entry.name === undefined)?.value : undefined);
}

/** Arguments by name, also those of a map that is handed over: `build([job: 'x'])`. */
function argumentsOf(call: GroovyCall): GroovyCall['arguments'] {
  return call.arguments.flatMap((entry) => (entry.value.kind === 'map' ? [entry, ...entry.value.entries] : [entry]));
}
