/** Walks the syntax tree of a shell script in the order in which it runs and lists its simple commands. */
import { forEachChild } from 'unbash';
import type {
  AndOr,
  Assignment,
  Command,
  For,
  If,
  ParsedScript,
  Pipeline,
  Select,
  Statement,
  SyntaxNode,
  Word,
} from 'unbash';
import type { ShellCommand } from '../types.js';
import { Answers, EXITS, isTest, leaves, LEAVES } from './answers.js';
import { inlineScript, isMacro, isOutcome, stops } from './commands.js';
import { join } from './directory.js';
import { Functions, setArguments } from './functions.js';
import { Loops, numberRounds } from './loops.js';
import type { Context, Script, Setting } from './setting.js';
import { Variables } from './variables.js';
import { expandText, expandWord, soften, type Expansion } from './words.js';
import { setOwn, unwrap } from './wrappers.js';

const MAX_DEPTH = 400;
/** Commands that hand their standard input on. */
const FILTERS = new Set(['cat', 'envsubst', 'tee', 'sed']);

/** @returns commands by offset */
export function walkScript(tree: ParsedScript, setting: Setting): Script {
  const walker = new Walker(setting, new Answers(tree, setting.source), new Functions(tree, setting.source));
  const context = { variables: setting.variables, ignored: false, uncertain: false, substituted: false, depth: 0 };
  walker.statements(tree.commands, context);
  walker.uncalled(context);
  walker.answers.settle();
  walker.commands.sort((a, b) => a.offset - b.offset);
  numberRounds(walker.commands);
  return walker;
}

class Walker implements Script {
  readonly commands: ShellCommand[] = [];
  stopsOnError = false;
  private directory = '.';
  private goesOn = false;
  private readonly failing = new Set<string>();
  private readonly loops: Loops;

  constructor(
    private readonly setting: Setting,
    readonly answers: Answers,
    private readonly functions: Functions,
  ) {
    this.loops = new Loops(setting.source);
  }

  /** Functions whose calls the walk did not reach stand for themselves. */
  uncalled(context: Context): void {
    for (const { name, body } of [...this.functions.rest()])
      this.within({ ...context, function: name.value }, (inner) => this.node(body, inner));
  }

  statements(statements: readonly Statement[], context: Context): void {
    for (const { command } of statements) this.node(command, context);
  }

  private node(node: SyntaxNode, outer: Context): ShellCommand | undefined {
    const context = { ...outer, depth: outer.depth + 1 };
    if (context.depth > MAX_DEPTH) return undefined;
    switch (node.type) {
      case 'Command':
        return this.command(node, context);
      case 'AndOr':
        this.andOr(node, context);
        break;
      case 'Pipeline':
        this.pipeline(node, context);
        break;
      case 'If':
        this.branches(node, context);
        break;
      case 'Function':
        if (stops(node.body, this.failing)) this.failing.add(node.name.value);
        if (this.functions.waits(node.name.value)) break;
        this.within({ ...context, function: node.name.value }, (inner) => this.node(node.body, inner));
        break;
      case 'Subshell':
        this.within(context, (inner) => this.node(node.body, inner));
        break;
      case 'Script':
      case 'CompoundList':
        this.statements(node.commands, context);
        break;
      case 'For':
      case 'Select': {
        this.loop(node, context);
        break;
      }
      case 'While':
        // A loop only waits for its condition.
        this.node(node.clause, { ...context, ignored: true });
        this.node(node.body, { ...context, uncertain: true });
        break;
      case 'TestCommand':
        if (!context.ignored && !this.goesOn) this.answers.judge(node);
        this.children(node, context);
        break;
      case 'Case':
      case 'ArithmeticFor':
        this.children(node, { ...context, uncertain: true });
        break;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        this.within({ ...context, substituted: true }, (inner) => this.children(node, inner));
        break;
      case 'Word':
        // words without parts are plain: no look inside
        if (node.parts) this.children(node, context);
        break;
      default:
        this.children(node, context);
    }
    return undefined;
  }

  private children(node: SyntaxNode, context: Context): void {
    forEachChild(node, (child) => void this.node(child, context));
  }

  /** A body that names what a loop goes over is walked for each of the words, where they are written out. */
  private loop(node: For | Select, context: Context): void {
    const words = (node.wordlist ?? []).flatMap((word) => this.words(word, context));
    const { value: name } = node.name;
    const rounds = this.loops.rounds(node, words);
    for (const word of rounds ?? []) {
      const { directory } = this;
      context.variables.set(name, word);
      this.node(node.body, context);
      this.directory = directory;
    }
    if (rounds) return;
    context.variables.set(name, words.length === 1 ? words[0] : undefined);
    this.children(node, { ...context, uncertain: true });
  }

  /** A subshell or function: what it changes ends with it. */
  private within(context: Context, walk: (inner: Context) => void): void {
    const { directory, goesOn } = this;
    walk({ ...context, variables: new Variables(context.variables) });
    this.directory = directory;
    this.goesOn = goesOn;
  }

  /** In `a && b || c`, `c` decides what a failure of `a` or `b` does. */
  private andOr(node: AndOr, context: Context): void {
    const caught = node.operators.map((operator, index) => {
      const handler = node.commands[index + 1];
      return operator === '||' && handler !== undefined && !stops(handler, this.failing);
    });
    const lastCaught = caught.lastIndexOf(true);
    const last = node.commands.at(-1);
    // In `curl … && break` what fails leads to the next round.
    const isWaited = last !== undefined && node.operators.at(-1) === '&&' && leaves(last, LEAVES);
    const wins = isWaited && this.answers.failsAtEnd && leaves(last, EXITS);
    node.commands.forEach((command, index) => {
      const from = this.commands.length;
      const waited = isWaited && index < node.commands.length - 1;
      this.node(command, {
        ...context,
        ignored: context.ignored || index <= lastCaught || waited,
        uncertain: context.uncertain || index > 0,
      });
      if (wins && waited) this.check(command, from);
    });
  }

  /** What is answered in a node decides whether the script stops. */
  private check(node: SyntaxNode, from: number): void {
    for (const command of this.commands.slice(from)) command.checked = true;
    this.answers.judge(node);
  }

  private pipeline(node: Pipeline, context: Context): void {
    let piped: ShellCommand | undefined;
    let last: ShellCommand | undefined;
    const from = this.commands.length;
    for (const [index, command] of node.commands.entries()) {
      const found = this.node(command, index < node.commands.length - 1 ? { ...context, piped: true } : context);
      last = found;
      if (found && piped?.input) found.input ??= piped.input;
      const file = piped?.inputFile ?? (piped?.words[0] === 'cat' ? piped.words[1] : undefined);
      if (found && file !== undefined) found.inputFile ??= file;
      piped = found && FILTERS.has(found.words[0] ?? '') ? found : undefined;
    }
    if (last && node.commands.length > 1 && isTest(last.words) && !last.ignoresFailure) this.check(node, from);
  }

  /** A condition may fail without harm, unless a branch then leaves the script. */
  private branches(node: If, context: Context): void {
    const bodies = [node.then, node.else, ...node.elif.map((branch) => branch.then)];
    const gate = bodies.some((body) => body !== undefined && stops(body, this.failing));
    const condition = { ...context, ignored: context.ignored || !gate };
    const branch = { ...context, uncertain: true };
    const walkBody = (body: SyntaxNode): void => {
      const { directory } = this;
      this.node(body, branch);
      this.directory = directory;
    };
    const from = this.commands.length;
    this.node(node.clause, condition);
    if (this.answers.failsAtEnd && leaves(node.then, EXITS)) this.check(node.clause, from);
    walkBody(node.then);
    for (const each of node.elif) {
      this.node(each.clause, condition);
      walkBody(each.then);
    }
    if (node.else) walkBody(node.else);
  }

  private words(word: Word, context: Context): string[] {
    return expandWord(word, this.expansion(context));
  }

  private expansion(context: Context): Expansion {
    return { variables: context.variables, source: this.setting.source };
  }

  private restore(text: string): string {
    return soften(this.setting.restore(text));
  }

  private assign(assignment: Assignment, context: Context): string {
    const { name, value, append } = assignment;
    this.answers.make(name, assignment);
    if (value.type === 'ArrayValue') {
      const items = value.elements.flatMap((element) => this.words(element, context));
      const before = append ? context.variables.get(name) : [];
      context.variables.set(name, Array.isArray(before) ? [...before, ...items] : undefined, !context.uncertain);
      return '';
    }
    const text = expandText(value, this.expansion(context));
    const before = append ? context.variables.get(name) : '';
    // the outcome of a command is not known
    const constant = typeof before === 'string' && !isOutcome(text) ? before + text : undefined;
    context.variables.set(name, assignment.index ? undefined : constant, !context.uncertain);
    return text;
  }

  private command(node: Command, context: Context): ShellCommand | undefined {
    const environment: Record<string, string> = {};
    const prefix = node.prefix.filter((item) => item.type === 'Assignment');
    const [only] = node.name ? node.args.filter((item) => item.type !== 'Word') : prefix;
    this.children(node, only ? { ...context, assigned: only.name } : context); // substitutions run first
    const { line } = this.setting;
    if (!node.name) {
      for (const assignment of prefix) this.assign(assignment, context);
      return undefined;
    }
    for (const assignment of prefix) {
      const scope = { ...context, variables: new Variables(context.variables) };
      setOwn(environment, assignment.name, this.restore(this.assign(assignment, scope)));
    }
    const masked = this.words(node.name, context);
    for (const argument of node.args) {
      if (argument.type === 'Word') masked.push(...this.words(argument, context));
      else masked.push(`${argument.name}=${this.assign(argument, context)}`);
    }
    const inner = unwrap(masked.map((word) => this.restore(word)));
    const [first] = inner.words;
    if (first === undefined || (context.substituted && isMacro(inner.words))) return undefined;
    for (const [key, value] of Object.entries(inner.environment)) setOwn(environment, key, value);

    const script = inlineScript(inner.words);
    const nested = script === undefined ? undefined : this.setting.inline(script);
    const at = { offset: node.pos, ignoresFailure: context.ignored || this.goesOn };
    if (nested && nested.commands.length > 0) {
      for (const command of nested.commands) this.adopt(command, environment, at, node, context.function);
      return undefined;
    }
    const heredoc = node.redirects.findLast((redirect) => redirect.type === 'HereDoc');
    const [inputFile, outputFile] = ['<', '>'].map((operator) => this.redirected(node, operator, context));
    const command: ShellCommand = {
      words: inner.words,
      environment,
      directory: this.directory,
      ignoresFailure: at.ignoresFailure,
      ...(context.function === undefined ? {} : { function: context.function }),
      offset: at.offset,
      ...(heredoc ? { input: this.input(heredoc.body, heredoc.operator === '<<-', context, line) } : {}),
      ...(inputFile === undefined ? {} : { inputFile }),
      ...(outputFile === undefined ? {} : { outputFile }),
      ...(context.piped ? { piped: true } : {}),
      ...(inner.detached ? { detached: true } : {}),
    };
    this.commands.push(command);
    if (context.assigned !== undefined) this.answers.keep(command, context.assigned);
    if (isTest(inner.words) && !at.ignoresFailure) this.answers.judge(node);
    this.effects(inner.words, context);
    if (first === masked[0]) {
      const scope = new Variables(context.variables);
      const inside = { ...context, function: first, ignored: at.ignoresFailure, variables: scope };
      this.functions.call(first, masked.slice(1), scope, (body) =>
        this.within(inside, (walked) => this.node(body, walked)),
      );
    }
    return command;
  }

  /** Name of the file of the last redirection by an operator. */
  private redirected(node: Command, operator: string, context: Context): string | undefined {
    const found = node.redirects.findLast((one) => one.type === 'Redirect' && one.operator === operator);
    const [file] = found?.type === 'Redirect' && found.target ? this.words(found.target, context) : [];
    return file === undefined ? undefined : this.restore(file);
  }

  private input(
    body: { text: string; pos: number; parts: Word['parts'] },
    tabs: boolean,
    context: Context,
    line: (offset: number) => number,
  ): { text: string; line: number } {
    const text = expandText({ value: body.text, parts: body.parts }, this.expansion(context));
    return { text: this.restore(tabs ? text.replace(/^\t+/gm, '') : text), line: line(body.pos) };
  }

  /** A command of `sh -c "…"` as one of this script. */
  private adopt(
    command: ShellCommand,
    environment: Record<string, string>,
    at: { offset: number; ignoresFailure: boolean },
    node: Command,
    name: string | undefined,
  ): void {
    const merged = { ...environment };
    for (const [key, value] of Object.entries(command.environment)) setOwn(merged, key, value);
    const { input, ...rest } = command;
    const start = this.setting.line(node.pos);
    this.commands.push({
      ...rest,
      environment: merged,
      directory: join(this.directory, command.directory),
      ignoresFailure: at.ignoresFailure || command.ignoresFailure,
      ...(name === undefined ? {} : { function: name }),
      // quotes and escapes shift the inner text by a little; the command's own lines bound it
      offset: Math.min(at.offset + command.offset, Math.max(node.pos, node.end - 1)),
      ...(input ? { input: { text: input.text, line: start + input.line - 1 } } : {}),
    });
  }

  /** Builtins that change what later commands see. */
  private effects(words: string[], context: Context): void {
    const [name, ...args] = words;
    const operand = args.find((arg) => !arg.startsWith('-') || arg === '-');
    if (name === 'cd' || name === 'pushd')
      this.directory = operand === '-' ? '.' : join(this.directory, operand ?? '~');
    else if (name === 'popd') this.directory = '.';
    else if (name === 'read' || name === 'unset') for (const arg of args) context.variables.set(arg, undefined);
    else if (name === 'shift') {
      const before = context.variables.get('@');
      const known = Array.isArray(before) && !context.uncertain;
      setArguments(context.variables, known ? before.slice(Number(args[0] ?? 1) || 1) : undefined);
    } else if (name === 'set') {
      args.forEach((arg, index) => {
        const errexit = /^[-+][a-z]*e/.test(arg) || (/^[-+][a-z]*o$/.test(arg) && args[index + 1] === 'errexit');
        if (!errexit) return;
        this.goesOn = arg.startsWith('+');
        if (!this.goesOn) this.stopsOnError = true;
      });
    }
  }
}
