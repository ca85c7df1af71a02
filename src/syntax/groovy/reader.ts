/** From tokens to statements. Tolerant: what cannot be read is passed over up to the end of its line. */
import type { GroovyArgument, GroovyCall, GroovyStatement, GroovyValue } from '../types.js';
import { Cursor } from './cursor.js';

const BLOCKS = new Set(['if', 'else', 'for', 'while', 'switch', 'try', 'catch', 'finally', 'do', 'synchronized']);
const WITH_CONDITION = new Set(['if', 'for', 'while', 'switch', 'catch', 'synchronized']);
const MODIFIERS = /^(?:def|final|static|public|private|protected|var|transient|volatile|abstract)$/;
const PASSED_OVER = new Set(['import', 'package', 'case', 'default', 'break', 'continue']);

export class Reader extends Cursor {
  program(): GroovyStatement[] {
    return this.statements(this.tokens.length - 1);
  }

  /** Statements up to the token with the index `end`. */
  private statements(end: number): GroovyStatement[] {
    const found: GroovyStatement[] = [];
    while (this.at < end) {
      const before = this.at;
      const statement = this.token.type === 'newline' || this.is(';') ? undefined : this.statement(end);
      if (statement) found.push(statement);
      // Whatever happens, the reader goes on.
      if (this.at === before) this.at++;
    }
    return found;
  }

  private statement(end: number): GroovyStatement | undefined {
    const { text, type, offset } = this.token;
    if (type === 'name' && PASSED_OVER.has(text)) {
      this.skipLine(end);
      return undefined;
    }
    if (type === 'name' && BLOCKS.has(text)) return this.block(text, offset, end);
    if (type === 'name' && (text === 'return' || text === 'throw')) {
      this.at++;
      if (this.token.type === 'newline' || this.at >= end) return { kind: 'exit', word: text, offset };
      const value = this.expression(end, true);
      return { kind: 'exit', word: text, ...(value ? { value } : {}), offset };
    }
    if (this.is('@')) return this.annotation(end);
    return this.definition(end) ?? this.assignmentOrCall(end);
  }

  /** `@Library('x') _`: an annotation is a call whose name keeps its sign. */
  private annotation(end: number): GroovyStatement | undefined {
    const { offset } = this.token;
    this.at++;
    if (this.token.type !== 'name') return undefined;
    const name = `@${this.token.text}`;
    this.at++;
    const call: GroovyCall = { name, arguments: this.is('(') ? this.parenthesised() : [], offset };
    if (this.token.text === '_') this.at++;
    return this.at <= end ? { kind: 'call', call, offset } : undefined;
  }

  private block(word: string, offset: number, end: number): GroovyStatement {
    this.at++;
    const statement: GroovyStatement = { kind: 'block', word, body: [], offset };
    this.skipNewlines(end);
    if (WITH_CONDITION.has(word) && this.is('(')) {
      const close = this.token.close ?? end;
      statement.condition = this.words(this.at + 1, close);
      const inside = this.nested(() => this.listed(close, true), close);
      statement.tests = (inside ?? []).map(({ value }) => value);
      this.at = close + 1;
      this.skipNewlines(end);
    }
    if (this.is('{')) statement.body = this.body();
    else if (this.at < end) {
      const only = this.nested(() => this.statement(end), this.at + 1);
      statement.body = only ? [only] : [];
    }
    return statement;
  }

  /** `def f(args) {`, `String x = 1`, `final X = 'y'`, `def (a, b) = …`. */
  private definition(end: number): GroovyStatement | undefined {
    const start = this.at;
    let modifiers = 0;
    while (this.token.type === 'name' && MODIFIERS.test(this.token.text) && this.at < end) {
      this.at++;
      modifiers++;
    }
    // A type in front of a name.
    if (this.token.type === 'name' && this.peek()?.type === 'name' && /^[=(\n]$/.test(this.peek(2)?.text ?? '')) {
      const typed = modifiers > 0 || /^[A-Z]|^(?:int|boolean|long|double|float|void|byte)$/.test(this.token.text);
      if (typed) {
        this.at++;
        modifiers++;
      }
    }
    const { text: name, type, offset } = this.token;
    if (modifiers === 0 || type === 'symbol') {
      this.at = start;
      return undefined;
    }
    const next = this.peek();
    if (next?.text === '(' && next.type === 'symbol') {
      const brace = this.afterNewlines((next.close ?? end) + 1, end);
      if (this.tokens[brace]?.text === '{' && this.tokens[brace]?.type === 'symbol') {
        this.at = brace;
        return { kind: 'function', name, body: this.body(), offset };
      }
    }
    if (next?.text === '=' && next.type === 'symbol') return this.assignmentOrCall(end);
    if (next?.type === 'newline' || next?.text === ';') {
      this.at++;
      return undefined;
    }
    return this.assignmentOrCall(end);
  }

  private assignmentOrCall(end: number): GroovyStatement | undefined {
    const { offset } = this.token;
    const first = this.expression(end, true);
    if (this.is('=') && this.at < end) {
      this.at++;
      this.skipNewlines(end);
      const value = this.expression(end, true);
      return value && first?.kind === 'name' ? { kind: 'assignment', target: first.name, value, offset } : undefined;
    }
    if (first?.kind === 'call') return { kind: 'call', call: first.call, offset };
    // `options { timestamps }`: a bare name does nothing that is of interest.
    return first === undefined ? undefined : { kind: 'value', value: first, offset };
  }

  /**
   * An expression up to a comma, a closing bracket or the end of the line.
   * @param statement commands without parentheses (`sh 'x'`) begin here
   */
  private expression(end: number, statement = false): GroovyValue | undefined {
    const { offset } = this.token;
    const operands: GroovyValue[] = [];
    let joined = true; // all operators so far are `+`
    while (this.at < end) {
      const value = this.nested(() => this.operand(end, statement && operands.length === 0), this.at + 1);
      if (value) operands.push(value);
      if (this.at >= end || this.token.type === 'newline' || /^(?:[,;:)\]}=]|->)$/.test(this.token.text)) break;
      if (this.token.type === 'symbol' || /^(?:as|in|instanceof)$/.test(this.token.text)) {
        joined &&= this.is('+');
        this.at++;
        this.skipNewlines(end);
      } else break;
    }
    const [only] = operands;
    if (operands.length <= 1) return only;
    if (joined && operands.every((operand) => textOf(operand) !== undefined))
      return { kind: 'string', value: operands.map((operand) => textOf(operand) ?? '').join(''), offset };
    return { kind: 'operation', operands, offset };
  }

  private operand(end: number, statement: boolean): GroovyValue | undefined {
    while ((this.is('!') || this.is('-') || this.is('+') || this.is('*')) && this.at < end) this.at++;
    const token = this.token;
    const { offset } = token;
    if (token.type === 'text') {
      this.at++;
      const value: GroovyValue = { kind: 'string', value: token.text, offset: token.body ?? offset };
      return this.is('.') ? this.members(value, end) : value;
    }
    if (token.type === 'number') {
      this.at++;
      return { kind: 'number', value: Number(token.text.replace(/[^\d.]/g, '')), offset };
    }
    if (this.is('[')) return this.collection();
    if (this.is('{')) return { kind: 'closure', body: this.body(), offset };
    if (this.is('(')) {
      const close = token.close ?? end;
      this.at++;
      const inner = this.expression(close);
      this.at = close + 1;
      return inner && this.is('.') ? this.members(inner, end) : inner;
    }
    if (token.type !== 'name') return undefined;
    if (token.text === 'new') {
      this.at++;
      return this.operand(end, false);
    }
    if (token.text === 'true' || token.text === 'false') {
      this.at++;
      return { kind: 'boolean', value: token.text === 'true', offset };
    }
    this.at++;
    return this.members(this.callOrName(token.text, offset, undefined, end, statement), end, statement);
  }

  /** `.name`, `.name(…)`, `?.name`, `[index]` behind a value. */
  private members(first: GroovyValue, end: number, statement = false): GroovyValue {
    let value = first;
    while (this.at < end) {
      let ahead = this.at;
      // A chain may go on in the next line.
      if (this.token.type === 'newline') ahead = this.afterNewlines(ahead, end);
      const dot = this.tokens[ahead];
      if (dot?.type === 'symbol' && /^(?:\.|\?\.|\*\.)$/.test(dot.text)) {
        const member = this.tokens[ahead + 1];
        if (!member || (member.type !== 'name' && member.type !== 'text')) return value;
        this.at = ahead + 2;
        value = this.callOrName(member.text, member.offset, value, end, statement);
      } else if (this.is('[') && this.tokens[this.at - 1]?.end === this.token.offset) {
        this.at = (this.token.close ?? end) + 1;
        value = { kind: 'unknown', offset: value.offset };
      } else return value;
    }
    return value;
  }

  /** A name, or the call that follows it: `name(…) {…}`, `name {…}`, `name 'x', y: 'z'`. */
  private callOrName(
    name: string,
    offset: number,
    receiver: GroovyValue | undefined,
    end: number,
    statement: boolean,
  ): GroovyValue {
    const path = receiver === undefined ? name : `${pathOf(receiver)}.${name}`;
    const start = receiver?.offset ?? offset;
    const call: GroovyCall = {
      name: path,
      ...(receiver?.kind === 'call' ? { receiver: receiver.call } : {}),
      arguments: [],
      offset: start,
    };
    if (this.at >= end) return { kind: 'name', name: path, offset: start };
    if (this.is('(') && this.tokens[this.at - 1]?.end === this.token.offset) call.arguments = this.parenthesised();
    else if (this.is('(') && statement) call.arguments = this.parenthesised();
    else if (statement && this.beginsArgument()) call.arguments = this.listed(end, false);
    else if (!this.closureFollows(end, statement)) return { kind: 'name', name: path, offset: start };
    if (this.closureFollows(end, statement)) {
      this.skipNewlines(end);
      call.arguments.push({ value: { kind: 'closure', body: this.body(), offset: this.token.offset } });
    }
    return { kind: 'call', call, offset: start };
  }

  private parenthesised(): GroovyArgument[] {
    const close = this.token.close ?? this.tokens.length - 1;
    this.at++;
    const found = this.nested(() => this.listed(close, true), close) ?? [];
    this.at = close + 1;
    return found;
  }

  private collection(): GroovyValue {
    const { offset } = this.token;
    const items = this.parenthesised();
    return items.some(({ name }) => name !== undefined)
      ? { kind: 'map', entries: items, offset }
      : { kind: 'list', items: items.map(({ value }) => value), offset };
  }

  /** Values between commas, some with `name:` in front. Commands end with their line unless a comma stands there. */
  private listed(end: number, inBrackets: boolean): GroovyArgument[] {
    const found: GroovyArgument[] = [];
    while (this.at < end) {
      if (inBrackets) this.skipNewlines(end);
      const before = this.at;
      const name = this.argumentName();
      if (name !== undefined) this.skipNewlines(end);
      const value = this.expression(end);
      if (value) found.push({ ...(name === undefined ? {} : { name }), value });
      if (inBrackets) this.skipNewlines(end);
      if (this.is(',')) {
        this.at++;
        this.skipNewlines(end);
      } else if (!inBrackets) break;
      if (this.at === before) this.at++;
    }
    return found;
  }

  private argumentName(): string | undefined {
    const next = this.peek();
    if ((this.token.type !== 'name' && this.token.type !== 'text') || next?.type !== 'symbol' || next.text !== ':')
      return undefined;
    const { text } = this.token;
    this.at += 2;
    return text;
  }

  /** The statements of a closure or block; the reader then stands behind its brace. */
  private body(): GroovyStatement[] {
    const close = this.token.close ?? this.tokens.length - 1;
    this.at++;
    const found = this.nested(() => {
      this.skipParameters(close);
      return this.statements(close);
    }, close);
    this.at = close + 1;
    return found ?? [];
  }
}

function textOf(value: GroovyValue): string | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return String(value.value);
  return value.kind === 'name' ? `\${${value.name.replace(/^(?:env|params)\./, '')}}` : undefined;
}

/** Dotted path of a receiver; a call keeps `()`. */
function pathOf(value: GroovyValue): string {
  if (value.kind === 'name') return value.name;
  return value.kind === 'call' ? `${value.call.name}()` : '()';
}
