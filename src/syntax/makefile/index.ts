/**
 * Makefiles (GNU make): targets, prerequisites and the commands of their recipes.
 * Syntax: https://www.gnu.org/software/make/manual/html_node/Makefile-Contents.html
 * Constant variables are replaced; both branches of a conditional count; `include` and `define` are not followed.
 */
import { createLocator, lineAt, lineStarts } from '../locations.js';
import { parseShell } from '../shell/index.js';
import type { MakefileDocument, Problem, ShellCommand } from '../types.js';
import { logicalLines, type LogicalLine } from './lines.js';
import { MakeVariables, MAX_VALUE } from './variables.js';

const ASSIGNMENT = /^(?:(?:export|override|private)\s+)*([\w.-]+)\s*(:{1,3}|[?+!])?=\s*([^]*)$/;
const DIRECTIVE =
  /^-?(?:include|sinclude|ifeq|ifneq|ifdef|ifndef|else|endif|vpath|export|unexport|undefine|load)(?=[\s(]|$)/;
const SPECIAL = /^\.[A-Z_]+$/;
const MAX_PROBLEMS = 20;
const MAX_TARGETS = 5000;
/** Prerequisites of one rule, and recipe lines that are read in one file: a rule may have many targets. */
const MAX_PREREQUISITES = 1000;
const MAX_RECIPE_LINES = 5000;

interface Target {
  name: string;
  offset: number;
  prerequisites: Set<string>;
  recipe: ShellCommand[];
}
interface Rule {
  targets: Target[];
  prerequisites: string[];
  recipe: LogicalLine[];
}

/** Parses a Makefile. Never throws. */
export function parseMakefile(text: string, _path = ''): MakefileDocument {
  const reader = new Reader(text);
  for (const line of logicalLines(text)) reader.line(line);
  const targets = reader.finish();
  return { language: 'makefile', text, problems: reader.problems, locate: createLocator(text), targets };
}

class Reader {
  readonly problems: Problem[] = [];
  private readonly targets = new Map<string, Target>();
  private readonly rules: Rule[] = [];
  private readonly variables = new MakeVariables();
  private defining = 0;
  private conditionals = 0;
  private oneShell = false;
  private budget = MAX_RECIPE_LINES;
  private readonly starts: number[];

  constructor(text: string) {
    this.starts = lineStarts(text);
  }

  line(line: LogicalLine): void {
    const opens = /^\s*(?:override\s+)?define(?=\s)/.test(line.text);
    if (this.defining > 0 || opens) {
      if (opens) this.defining++;
      else if (/^\s*endef\b/.test(line.text)) this.defining--;
    } else if (line.text.startsWith('\t')) this.rules.at(-1)?.recipe.push(line);
    else {
      const text = line.text
        .replace(/\\\r?\n\s*/g, ' ')
        .replace(/(^|[^\\])#[^]*$/, '$1')
        .trim();
      const assignment = ASSIGNMENT.exec(text);
      if (assignment)
        this.variables.assign(assignment[1] ?? '', assignment[2] ?? '', assignment[3] ?? '', this.conditionals === 0);
      else if (DIRECTIVE.test(text)) this.directive(text);
      else if (text) this.rule(line, text);
    }
  }

  private directive(text: string): void {
    if (text.startsWith('if')) this.conditionals++;
    else if (text.startsWith('endif')) this.conditionals = Math.max(0, this.conditionals - 1);
  }

  private rule(line: LogicalLine, text: string): void {
    const colon = ruleColon(text);
    if (colon === -1) return;
    const [dependencies = ''] = text.slice(colon).replace(/^:+/, '').split(';', 1);
    // `target: NAME = value` sets a variable for the target
    if (ASSIGNMENT.test(dependencies.trim())) return;
    const names = words(this.variables.expand(text.slice(0, colon).replace(/&$/, '')));
    if (names.includes('.ONESHELL')) this.oneShell = true;
    // a second colon is that of a static pattern rule
    const prerequisites = words(this.variables.expand(dependencies.replace(/^[^:]*:(?!=)/, '')))
      .filter((name) => name !== '|')
      .slice(0, MAX_PREREQUISITES);
    const targets = names.filter((name) => !SPECIAL.test(name)).flatMap((name) => this.target(name, line.offset));
    for (const target of targets) for (const name of prerequisites) target.prerequisites.add(name);
    const inline = line.text.indexOf(';', line.text.indexOf(':'));
    const comment = line.text.search(/(?<!\\)#/);
    const recipe =
      inline === -1 || (comment !== -1 && comment < inline)
        ? []
        : [{ text: line.text.slice(inline + 1), offset: line.offset + inline + 1 }];
    this.rules.push({ targets, prerequisites, recipe });
  }

  private target(name: string, offset: number): Target[] {
    let target = this.targets.get(name);
    if (!target) {
      if (this.targets.size >= MAX_TARGETS) return [];
      target = { name, offset, prerequisites: new Set(), recipe: [] };
      this.targets.set(name, target);
    }
    return [target];
  }

  /** Reads the recipes, which make expands after it has read the whole file. */
  finish(): MakefileDocument['targets'] {
    for (const rule of this.rules) {
      const [first = ''] = rule.prerequisites;
      const recipe = this.oneShell ? joined(rule.recipe) : rule.recipe;
      for (const target of rule.targets) {
        const automatic = { '@': target.name, '<': first, '^': rule.prerequisites.join(' ').slice(0, MAX_VALUE) };
        for (const line of recipe) {
          if (this.budget-- <= 0) {
            this.problem('too-large', 'too many recipe lines', line.offset);
            break;
          }
          target.recipe.push(...this.commands(line, automatic));
        }
      }
    }
    return [...this.targets.values()].map(({ name, prerequisites, recipe, offset }) => ({
      name,
      prerequisites: [...prerequisites],
      recipe,
      offset,
    }));
  }

  /** Commands of one recipe line, which has a shell of its own. */
  private commands(line: LogicalLine, automatic: Record<string, string>): ShellCommand[] {
    const [prefix] = /^[\s@+-]*/.exec(line.text) ?? [''];
    const body = line.text.slice(prefix.length);
    const bodyOffset = line.offset + prefix.length;
    const shell = parseShell(this.variables.expand(body, automatic));
    const [problem] = shell.problems;
    if (problem) this.problem(problem.reason, problem.detail, line.offset);
    const starts = lineStarts(body);
    const above = lineAt(this.starts, bodyOffset);
    return shell.commands.map((command) => {
      // constants hold no line breaks, so lines agree; columns are bounded by the end of the line
      const { line: row, column } = shell.locate(command.offset);
      const start = starts[row - 1] ?? 0;
      const end = (starts[row] ?? body.length + 1) - 1;
      return {
        ...command,
        ignoresFailure: command.ignoresFailure || prefix.includes('-'),
        offset: bodyOffset + Math.min(start + column - 1, Math.max(start, end - 1)),
        ...(command.input ? { input: { ...command.input, line: command.input.line + above } } : {}),
      };
    });
  }

  private problem(reason: Problem['reason'], detail: string, offset: number): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ reason, detail, offset });
  }
}

/** Index of the colon that makes a line a rule: not inside `$(…)`, not behind a `=`. */
function ruleColon(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (depth === 0 && char === '=') return -1;
    else if (depth === 0 && char === ':') return at;
  }
  return -1;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** `.ONESHELL`: the lines of a recipe are one script. */
function joined(lines: LogicalLine[]): LogicalLine[] {
  const [first] = lines;
  return first ? [{ text: lines.map((line) => line.text).join('\n'), offset: first.offset }] : [];
}
