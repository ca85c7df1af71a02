/** Second reading: what the outline noted becomes the lists of a document, names resolved. */
import type {
  Problem,
  PythonAssignment,
  PythonDefinition,
  PythonDocument,
  PythonExit,
  PythonExpression,
  PythonImport,
  PythonShift,
} from '../types.js';
import { readBranches } from './branches.js';
import { Expressions } from './expressions.js';
import * as K from './nodes.js';
import type { DefinitionOutline, Outline } from './outline.js';
import { decodeLiteral } from './texts.js';
import { firstError, parseTree } from './tree.js';
import { readOutline } from './walk.js';

export type ModuleContent = Pick<
  PythonDocument,
  'imports' | 'calls' | 'definitions' | 'assignments' | 'shifts' | 'branches' | 'exits' | 'constants' | 'problems'
>;

/**
 * Reads the text of one module.
 * @param parsed text that is parsed: the source with what is not Python blanked, of the same length
 * @param source text from which names and values are cut
 * @param place turns an offset of these into one of the file
 */
export function readModule(parsed: string, source: string, place: (offset: number) => number): ModuleContent {
  const { tree, problem } = parseTree(parsed);
  const outline = readOutline(tree, source);
  const reader = new Reader(outline, place);
  const content = {
    imports: reader.imports(),
    calls: outline.calls.map((node) => reader.expressions.calls.call(node)),
    definitions: outline.definitions.map((definition) => reader.definition(definition)),
    assignments: reader.assignments(),
    shifts: outline.shifts.flatMap((node) => reader.shift(node)),
    branches: readBranches(outline, reader.expressions, place),
    exits: outline.exits.map((node) => reader.exit(node)),
    constants: reader.constants(),
  };
  const problems: Problem[] = problem ? [{ ...problem, offset: place(problem.offset) }] : [];
  const error = firstError(tree);
  if (problems.length === 0 && error >= 0 && isEmpty(content)) {
    problems.push({ reason: 'syntax-error', detail: 'not understood as Python', offset: place(error) });
  }
  return { ...content, problems };
}

function isEmpty({ imports, calls, definitions, assignments, exits }: Omit<ModuleContent, 'problems'>): boolean {
  return imports.length + calls.length + definitions.length + assignments.length + exits.length === 0;
}

class Reader {
  readonly expressions: Expressions;

  constructor(
    private readonly outline: Outline,
    private readonly place: (offset: number) => number,
  ) {
    this.expressions = new Expressions(outline, place);
  }

  imports(): PythonImport[] {
    return this.outline.imports.flatMap(({ node, names }) => {
      const at = { scope: this.outline.contextAt(node).id, offset: this.place(this.outline.from(node)) };
      return names.map((name) => ({ ...name, ...at }));
    });
  }

  assignments(): PythonAssignment[] {
    const { outline, expressions } = this;
    return outline.assignments.map(({ from, to, values }) => {
      const [first = -1] = values;
      const { id, branches } = outline.contextAt(first);
      const value: PythonExpression =
        values.length === 1
          ? expressions.expression(first)
          : { kind: 'list', items: expressions.items(values), offset: this.place(outline.from(first)) };
      return {
        target: expressions.slice(from, to),
        value,
        scope: id,
        branches: branches as number[],
        offset: this.place(from),
      };
    });
  }

  definition({ node, body, scope, context, decorators, parameters }: DefinitionOutline): PythonDefinition {
    const { outline, expressions } = this;
    const docstring = this.docstring(body);
    return {
      kind: scope.kind === 'class' ? 'class' : 'function',
      name: scope.name,
      scope: `${scope.kind === 'class' ? 'class' : 'def'}:${scope.name}`,
      parent: context.id,
      decorators: decorators.map((decorator) => expressions.calls.decorator(decorator)),
      bases: scope.bases.map((base) => this.base(base)),
      parameters: parameters.map((parameter) => ({
        name: parameter.stars + parameter.name,
        ...(parameter.annotation < 0 ? {} : { annotation: expressions.source(parameter.annotation) }),
        ...(parameter.default < 0 ? {} : { default: expressions.expression(parameter.default) }),
      })),
      ...(docstring === undefined ? {} : { docstring }),
      stub: this.isStub(body),
      offset: this.place(outline.from(node)),
      end: this.place(outline.to(node)),
    };
  }

  /** `Generic[T]` is `Generic`; a base that is made by a call has that call's name. */
  private base(node: number): string {
    const { outline, expressions } = this;
    let named = node;
    while (outline.kindOf(named) === K.MEMBER && outline.kindOf(outline.after(named + 1)) !== K.PROPERTY) named++;
    const { text } = expressions.names.resolve(outline.kindOf(named) === K.CALL ? named + 1 : named);
    return text;
  }

  private statements(body: number): number[] {
    return body < 0 ? [] : this.outline.children(body).filter((child) => this.outline.kindOf(child) !== K.COLON);
  }

  private docstring(body: number): string | undefined {
    const { outline } = this;
    const [first = -1] = this.statements(body);
    if (outline.kindOf(first) !== K.EXPRESSION) return undefined;
    if (outline.kindOf(first + 1) === K.STRING) return decodeLiteral(outline.text(first + 1));
    if (outline.kindOf(first + 1) !== K.CONTINUED_STRING) return undefined;
    const value = this.expressions.expression(first + 1);
    return value.kind === 'string' ? value.value : undefined;
  }

  private isStub(body: number): boolean {
    const { outline } = this;
    const statements = this.statements(body);
    return (
      statements.length > 0 &&
      statements.every((node) => {
        const inner = outline.kindOf(node + 1);
        switch (outline.kindOf(node)) {
          case K.PASS:
            return true;
          case K.EXPRESSION:
            return (
              outline.after(node + 1) === outline.after(node) &&
              (inner === K.STRING || inner === K.CONTINUED_STRING || inner === K.ELLIPSIS)
            );
          case K.RAISE:
            return outline.text(inner === K.CALL ? node + 2 : node + 1) === 'NotImplementedError';
          default:
            return false;
        }
      })
    );
  }

  /** A chain of shifts; where the direction changes, a new flow begins. */
  shift(node: number): PythonShift[] {
    const { outline } = this;
    const operands: number[] = [];
    const operators: string[] = [];
    let left = node;
    for (; outline.isShift(left); left++) {
      const operator = outline.after(left + 1);
      operands.push(outline.after(operator));
      operators.push(outline.text(operator));
    }
    operands.push(left);
    operands.reverse();
    operators.reverse();
    const stages = operands.map((operand) => this.stage(operand));
    if (stages.some((stage) => stage.some(({ kind }) => kind === 'number' || kind === 'string'))) return [];
    const at = { scope: outline.contextAt(node).id, offset: this.place(outline.from(node)) };
    const flows: PythonShift[] = [];
    for (let from = 0; from < operators.length;) {
      let to = from;
      while (to < operators.length && operators[to] === operators[from]) to++;
      const run = stages.slice(from, to + 1);
      flows.push({ stages: operators[from] === '<<' ? run.reverse() : run, ...at });
      from = to;
    }
    return flows;
  }

  private stage(node: number): PythonExpression[] {
    const { outline, expressions } = this;
    let inner = outline.unwrap(node);
    // A chain in parentheses stands for its last operand.
    while (outline.isShift(inner)) inner = outline.unwrap(outline.lastChild(inner));
    const value = expressions.expression(inner);
    return value.kind === 'list' ? value.items : [value];
  }

  exit(node: number): PythonExit {
    const { outline, expressions } = this;
    const { id, branches } = outline.contextAt(node);
    const kind = outline.kindOf(node) === K.RAISE ? 'raise' : outline.kindOf(node) === K.ASSERT ? 'assert' : 'return';
    const nodes = outline.children(node);
    const [first] = nodes;
    const last = nodes.at(-1);
    const exit: PythonExit = {
      kind,
      scope: id,
      branches: branches as number[],
      text: '',
      offset: this.place(outline.from(node)),
    };
    if (first === undefined || last === undefined) return exit;
    exit.text =
      kind === 'return' ? expressions.slice(outline.from(first), outline.to(last)) : expressions.source(first);
    if (kind !== 'return') return exit;
    const value: PythonExpression =
      nodes.length === 1
        ? expressions.expression(first)
        : { kind: 'list', items: expressions.items(nodes), offset: this.place(outline.from(first)) };
    if (value.kind !== 'none') exit.value = value;
    return exit;
  }

  /** Constants of the module, and of its classes as `Config.NAME`. */
  constants(): Map<string, PythonExpression> {
    const { outline, expressions } = this;
    const found = new Map<string, PythonExpression>();
    for (const [name, bindings] of outline.module.names) {
      const value = expressions.constant(bindings, name);
      if (value) found.set(name, value);
    }
    for (const { scope } of outline.definitions) {
      if (scope.kind !== 'class' || scope.parent !== outline.module) continue;
      for (const [name, bindings] of scope.names) {
        const value = expressions.constant(bindings, scope.qualify(name));
        if (value) found.set(scope.qualify(name), value);
      }
    }
    return found;
  }
}
