/** Walks a source file and gathers what it imports, defines, calls and assigns. */
import { ts } from 'ts-morph';
import { emptyContent, type ProgramContent } from '../python/content.js';
import type { PythonBranch, PythonCall, PythonDefinition } from '../types.js';
import { argumentsOf, calleeOf, expressionOf, keyOf, type Source } from './expressions.js';
import { importsOf } from './imports.js';

const MAX_DEPTH = 400;
const LONGEST_TEXT = 200;

interface Place {
  scope: string;
  /** Name of the enclosing definition with a dot, or ''. */
  prefix: string;
  /** Scope of the enclosing class. */
  owner?: string;
  branches: number[];
  /** Name to which the value is assigned. */
  assignedTo?: string;
  nested?: boolean;
  depth: number;
}

class Reader {
  readonly content = emptyContent();
  private readonly aliases: Map<string, string>;

  constructor(private readonly file: ts.SourceFile) {
    const { imports, aliases } = importsOf(file);
    this.content.imports.push(...imports);
    this.aliases = aliases;
  }

  private source(place: Place): Source {
    return { file: this.file, aliases: this.aliases, scope: place.scope };
  }

  walk(node: ts.Node, place: Place): void {
    if (place.depth > MAX_DEPTH) return;
    const inside: Place = { ...place, nested: false, depth: place.depth + 1 };
    delete inside.assignedTo;
    if (ts.isClassLike(node)) this.readClass(node, inside);
    else if (ts.isFunctionDeclaration(node)) this.define(node.name?.text, 'function', node, inside);
    else if (ts.isVariableDeclaration(node)) this.readVariable(node, inside);
    else if (ts.isIfStatement(node)) this.readIf(node, inside);
    else if (ts.isReturnStatement(node)) this.readReturn(node, inside);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.readCall(node, place);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      this.readAssignment(node, inside);
    else if (isWrapper(node)) this.walk(node.expression, { ...place, depth: place.depth + 1 });
    else ts.forEachChild(node, (child) => this.walk(child, inside));
  }

  private readClass(node: ts.ClassLikeDeclaration, place: Place): void {
    const name = node.name?.text;
    if (name === undefined) {
      ts.forEachChild(node, (child) => this.walk(child, place));
      return;
    }
    const scope = `class:${place.prefix}${name}`;
    const bases = (node.heritageClauses ?? [])
      .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
      .flatMap(({ types }) => types.map(({ expression }) => expressionOf(expression, this.source(place))))
      .flatMap((base) => (base.kind === 'name' ? [base.name] : []));
    this.declare({ kind: 'class', name: place.prefix + name, scope, node, place, bases });
    const within: Place = { ...place, scope, owner: scope, prefix: `${place.prefix}${name}.` };
    for (const member of node.members) {
      if (ts.isPropertyDeclaration(member)) {
        const key = keyOf(member.name as ts.PropertyName);
        if (member.initializer && key !== undefined) this.assign(`self.${key}`, member.initializer, within);
      } else if (ts.isConstructorDeclaration(member)) this.define('constructor', 'function', member, within);
      else if (ts.isMethodDeclaration(member) || ts.isAccessor(member))
        this.define(keyOf(member.name), 'function', member, within);
      else ts.forEachChild(member, (child) => this.walk(child, within));
    }
  }

  private define(name: string | undefined, kind: 'function', node: ts.FunctionLikeDeclaration, place: Place): void {
    if (name === undefined || !node.body) return;
    const full = place.prefix + name;
    const scope = `def:${full}`;
    this.declare({ kind, name: full, scope, node, place, bases: [] });
    this.walk(node.body, { ...place, scope, prefix: `${full}.` });
  }

  private declare(found: {
    kind: PythonDefinition['kind'];
    name: string;
    scope: string;
    node: ts.ClassLikeDeclaration | ts.FunctionLikeDeclaration;
    place: Place;
    bases: string[];
  }): void {
    const { node, place, ...definition } = found;
    const parameters = ts.isClassLike(node) ? [] : node.parameters;
    this.content.definitions.push({
      ...definition,
      parent: place.scope,
      decorators: [],
      parameters: parameters.map((parameter) => ({
        name: keyOf(parameter.name as ts.BindingName) ?? '',
        ...(parameter.initializer ? { default: expressionOf(parameter.initializer, this.source(place)) } : {}),
      })),
      stub: false,
      offset: node.getStart(this.file),
      end: node.end,
    });
  }

  private readVariable(node: ts.VariableDeclaration, place: Place): void {
    const { initializer } = node;
    const name = keyOf(node.name);
    if (!initializer) return;
    if (name === undefined) this.assign(node.name.getText(this.file).slice(0, LONGEST_TEXT), initializer, place);
    else if (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
      this.define(name, 'function', initializer, place);
    else this.assign(name, initializer, place);
  }

  private readAssignment(node: ts.BinaryExpression, place: Place): void {
    const target = expressionOf(node.left, this.source(place));
    if (target.kind === 'name') this.assign(target.name, node.right, place);
    else this.walk(node.right, place);
  }

  private assign(target: string, value: ts.Expression, place: Place): void {
    const scope = target.startsWith('self.') ? (place.owner ?? place.scope) : place.scope;
    const expression = expressionOf(value, this.source(place));
    this.content.assignments.push({
      target,
      value: expression,
      scope,
      branches: place.branches,
      offset: expression.offset,
    });
    if (scope === '' && !this.content.constants.has(target)) this.content.constants.set(target, expression);
    this.walk(value, { ...place, assignedTo: target });
  }

  private readCall(node: ts.CallExpression | ts.NewExpression, place: Place): void {
    const source = this.source(place);
    const callee = calleeOf(node, source);
    const call: PythonCall = {
      callee,
      resolved: callee.includes('/') || callee.startsWith('@'),
      arguments: argumentsOf(node, source),
      scope: place.scope,
      offset: node.getStart(this.file),
      end: node.end,
      ...(place.assignedTo === undefined ? {} : { assignedTo: place.assignedTo }),
      branches: place.branches,
      nested: place.nested ?? false,
    };
    this.content.calls.push(call);
    const inside: Place = { ...place, nested: true, depth: place.depth + 1 };
    delete inside.assignedTo;
    this.walk(node.expression, inside);
    for (const argument of node.arguments ?? []) this.walk(argument, inside);
  }

  private readIf(node: ts.IfStatement, place: Place): void {
    this.walk(node.expression, place);
    const statement = this.content.branches.length;
    const parts: ['if' | 'else', ts.Statement | undefined][] = [
      ['if', node.thenStatement],
      ['else', node.elseStatement],
    ];
    for (const [kind, body] of parts) {
      if (!body) continue;
      const index = this.content.branches.push(this.branch(kind, node, body, statement, place.scope)) - 1;
      this.walk(body, { ...place, branches: [...place.branches, index] });
    }
  }

  private branch(
    kind: 'if' | 'else',
    { expression }: ts.IfStatement,
    body: ts.Statement,
    statement: number,
    scope: string,
  ): PythonBranch {
    const offset = expression.getStart(this.file);
    return {
      kind,
      condition: this.file.text.slice(offset, Math.min(expression.end, offset + LONGEST_TEXT)),
      names: [],
      compares: false,
      never: expression.kind === ts.SyntaxKind.FalseKeyword && kind === 'if',
      statement,
      scope,
      offset,
      start: body.getStart(this.file),
      end: body.end,
    };
  }

  private readReturn(node: ts.ReturnStatement, place: Place): void {
    if (!node.expression) return;
    const value = expressionOf(node.expression, this.source(place));
    const { scope, branches } = place;
    this.content.exits.push({ kind: 'return', scope, branches, text: '', value, offset: value.offset });
    this.walk(node.expression, place);
  }
}

/** Expressions that only wrap the one that is assigned. */
function isWrapper(node: ts.Node): node is ts.ParenthesizedExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

/** Gathers what a file says. */
export function readProgram(file: ts.SourceFile): ProgramContent {
  const reader = new Reader(file);
  for (const statement of file.statements) reader.walk(statement, { scope: '', prefix: '', branches: [], depth: 0 });
  return reader.content;
}
