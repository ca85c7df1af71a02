/**
 * Bicep files and parameter files by a tolerant reader of our own (no parser library reads the current syntax well enough).
 * Syntax: https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
import { createLocator } from '../locations.js';
import type { BicepDeclaration, BicepDocument, BicepExpression, Problem } from '../types.js';
import { readBody, readExpression, type ReaderOptions } from './expressions.js';
import { Scanner } from './scanner.js';

export { parseArmExpression } from './expressions.js';

const MOST_DECLARATIONS = 5000;

/**
 * Parses Bicep text. Never throws; statements that are not understood are left out.
 * @param text source, also broken or hostile
 */
export function parseBicep(text: string, _path = ''): BicepDocument {
  const problems: Problem[] = [];
  const declarations: BicepDeclaration[] = [];
  const reader = new StatementReader(new Scanner(text), declarations, problems);
  reader.readAll();
  return { language: 'bicep', text, problems, locate: createLocator(text), declarations };
}

class StatementReader {
  private readonly options: ReaderOptions;
  /** Names of the resources in whose bodies the reader is. */
  private readonly parents: string[] = [];

  constructor(
    private readonly scanner: Scanner,
    private readonly declarations: BicepDeclaration[],
    problems: Problem[],
  ) {
    this.options = {
      declaration: (depth) => this.nested(depth),
      tooDeep: (offset) => {
        if (problems.length === 0) problems.push({ reason: 'too-deep', detail: 'brackets nest too deep', offset });
      },
    };
  }

  readAll(): void {
    const { scanner } = this;
    for (scanner.space(true); !scanner.done; scanner.space(true)) {
      const before = scanner.at;
      if (this.declarations.length >= MOST_DECLARATIONS) return;
      if (scanner.take('@')) readExpression(scanner, {});
      else {
        this.statement();
        // What is left of the statement was not understood.
        scanner.space();
        if (scanner.peek() !== '\n') scanner.skipTo('\n');
      }
      if (scanner.at === before) scanner.at++;
    }
  }

  private statement(): void {
    const { scanner } = this;
    const offset = scanner.at;
    const keyword = scanner.word();
    scanner.space();
    switch (keyword) {
      case 'resource':
      case 'module':
        this.typed(keyword, offset, 0);
        break;
      case 'param':
      case 'var':
      case 'output':
        this.valued(keyword, offset);
        break;
      case 'using': {
        const target = readExpression(scanner, {});
        if (target.kind === 'string')
          this.declarations.push({ kind: 'using', name: '', target: target.value, existing: false, offset });
        break;
      }
      case 'targetScope':
        if (scanner.take('='))
          this.declarations.push({
            kind: 'targetScope',
            name: '',
            existing: false,
            value: readExpression(scanner, {}),
            offset,
          });
        break;
      default:
        scanner.skipTo('\n');
    }
  }

  /** A resource in the body of another one, with its decorators. */
  private nested(depth: number): boolean {
    const { scanner } = this;
    const offset = scanner.at;
    if (scanner.take('@')) {
      readExpression(scanner, {}, depth);
      return true;
    }
    const keyword = scanner.word();
    scanner.space();
    if (keyword === 'resource' && /\w/.test(scanner.peek())) {
      this.typed('resource', offset, depth);
      return true;
    }
    scanner.at = offset;
    return false;
  }

  /** `resource NAME 'TYPE@VERSION' existing = if (…) { … }`, `module NAME 'PATH' = [for …: { … }]` */
  private typed(kind: 'resource' | 'module', offset: number, depth: number): void {
    const { scanner } = this;
    const name = scanner.word();
    scanner.space();
    const target = name !== undefined && scanner.peek() === "'" ? readExpression(scanner, {}) : undefined;
    if (name === undefined || target?.kind !== 'string') return;
    scanner.space();
    const existing = scanner.startsWith('existing');
    if (existing) scanner.word();
    scanner.space();
    if (!scanner.take('=')) return;
    const parent = this.parents.at(-1);
    const declaration: BicepDeclaration = {
      kind,
      name,
      target: target.value,
      existing,
      ...(parent ? { parent } : {}),
      offset,
    };
    this.declarations.push(declaration);
    this.parents.push(name);
    scanner.space(true);
    Object.assign(declaration, unwrapped(readBody(scanner, this.options, depth)));
    this.parents.pop();
  }

  /** `param NAME TYPE = DEFAULT`, `var NAME = VALUE`, `output NAME TYPE = VALUE` */
  private valued(kind: 'param' | 'var' | 'output', offset: number): void {
    const { scanner } = this;
    const name = scanner.word();
    if (name === undefined) return;
    scanner.skipTo('=\n');
    const value = scanner.take('=') ? readExpression(scanner, {}) : undefined;
    this.declarations.push({ kind, name, existing: false, ...(value ? { value } : {}), offset });
  }
}

/** The loop and the condition that stand around a body. */
function unwrapped(body: BicepExpression): Pick<BicepDeclaration, 'loop' | 'condition' | 'value'> {
  const found: Pick<BicepDeclaration, 'loop' | 'condition' | 'value'> = {};
  let value: BicepExpression | undefined = body;
  for (let layer = 0; layer < 2 && value?.kind === 'call'; layer++) {
    const [first, second]: BicepExpression[] = value.arguments;
    if (value.name === 'for' && first) found.loop = first;
    else if (value.name === 'if' && first) found.condition = first;
    else break;
    value = second;
  }
  return { ...found, ...(value ? { value } : {}) };
}
