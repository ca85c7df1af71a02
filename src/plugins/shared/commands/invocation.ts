/** One command of a script, as the handlers of this folder see it. */
import type { Fact, IdentifierKind, LinkType, Location, Trait } from '../../../facts/types.js';
import type { ShellCommand } from '../../../syntax/types.js';
import type { ExtractContext } from '../../types.js';
import { factsForEffects, linkFacts, offerFacts, traitFact } from '../effects.js';
import type { Effect, Place, Source } from '../effects.js';
import { UNKNOWN_DIRECTORY } from '../paths.js';
import { cloneAt } from './clones.js';
import { hasOption, optionValues, plainWords } from './options.js';

/** The commands of a script in order, and what earlier ones tell about later ones. */
export interface Script {
  commands: readonly ShellCommand[];
  /** Git repositories that the script clones: directory → `host/owner/name`. */
  clones: Map<string, string>;
  /** Files that the script edits in place, and where it stands then. */
  edits: { path: string; place: Place }[];
  /** Names of its functions. */
  functions: ReadonlySet<string>;
  /** Line of the file on which the script begins. */
  firstLine: number;
  /** Names of Helm repositories that the script adds. */
  chartRepositories: Set<string>;
}

export class Invocation {
  /** Name of the program without its directory. */
  readonly tool: string;
  /** `tool` and its arguments. */
  readonly words: readonly string[];
  readonly place: Place;

  constructor(
    readonly command: ShellCommand,
    readonly index: number,
    readonly script: Script,
    readonly context: ExtractContext,
    readonly unit: string,
    readonly at: Location,
    /** Working directory relative to the source's root; undefined when it is not known. */
    readonly directory: string | undefined,
    words: readonly string[] = command.words,
  ) {
    const program = words[0] ?? '';
    this.tool = program.slice(program.lastIndexOf('/') + 1);
    this.words = [this.tool, ...words.slice(1)];
    this.place = {
      context,
      unit,
      at,
      kind: 'command',
      directory,
      values: (source) => valuesOf(this.words, 1, source),
    };
  }

  /** The same command with other words: what a wrapper starts. */
  as(words: readonly string[]): Invocation {
    const { command, index, script, context, unit, at, directory } = this;
    return new Invocation(command, index, script, context, unit, at, directory, words);
  }

  /** Words that are neither options nor their values, without the tool's name. */
  plain(valued?: ReadonlySet<string>): string[] {
    return plainWords(this.words, valued).slice(1);
  }

  option(...names: string[]): string | undefined {
    return this.options(...names)[0];
  }

  /** All values of an option, empty ones left out. */
  options(...names: string[]): string[] {
    return optionValues(this.words, names).filter((value) => value !== '');
  }

  has(...names: string[]): boolean {
    return hasOption(this.words, names);
  }

  link(link: LinkType, to: IdentifierKind, value: string | undefined): Fact[] {
    if (value === undefined) return [];
    const { path, place } = to === 'path' ? this.file(value) : { path: value, place: this.place };
    return linkFacts(place, link, to, path);
  }

  /** A path and where it counts from: one that leads into the clone of another repository is HOST/OWNER/NAME/PATH. */
  file(path: string): { path: string; place: Place } {
    const clone =
      this.script.clones.size > 0 && this.command.directory === '.' ? cloneAt(path, this.script.clones) : undefined;
    return clone ? this.remote(clone.repository, clone.rest) : { path, place: this.place };
  }

  /** A file of another repository. */
  remote(repository: string, path: string): { path: string; place: Place } {
    return { path: [repository, path].filter(Boolean).join('/'), place: { ...this.place, directory: '.' } };
  }

  offer(kind: IdentifierKind, value: string | undefined): Fact[] {
    return value === undefined ? [] : offerFacts(this.place, kind, value);
  }

  trait(trait: Trait, detail?: string): Fact[] {
    return [traitFact(this.place, trait, detail)];
  }

  /** Facts of effects whose positions count from the word after the first `matched` plain words. */
  effects(effects: readonly Effect[], matched: number): Fact[] {
    return factsForEffects(effects, { ...this.place, values: (source) => valuesOf(this.words, matched, source) });
  }

  /** Text that an earlier command of the script wrote to a file: `cat > train.py <<EOF`. */
  written(file: string): ShellCommand['input'] {
    const { commands } = this.script;
    return commands.findLast((one, index) => index < this.index && one.input && one.outputFile === file)?.input;
  }

  /** Text handed to an interpreter: a here-document, or (without `input`) a word of the command. */
  embedded(
    language: 'python' | 'shell' | 'yaml' | 'sql',
    text: string,
    input?: { line: number },
    directory: string = this.directory ?? UNKNOWN_DIRECTORY,
  ): Fact[] {
    const { unit, at } = this;
    const line = input ? this.script.firstLine + input.line - 1 : at.line;
    if (text.trim() === '') return [];
    return [{ fact: 'embedded', unit, language, text, line, column: 1, directory, at }];
  }
}

/** Values at a place of a command whose first `matched` plain words are its name. */
function valuesOf(words: readonly string[], matched: number, source: Source): string[] {
  const values = writtenAt(words, matched, source);
  const { divider } = source;
  return divider === undefined ? values : values.flatMap((value) => value.split(divider).filter(Boolean));
}

function writtenAt(words: readonly string[], matched: number, source: Source): string[] {
  const found = optionValues(words, source.keys ?? []).filter((value) => value !== '');
  if (found.length > 0) return found;
  if (source.position !== undefined) {
    const plain = plainWords(words).slice(matched + source.position);
    if (plain.length > 0) return source.rest ? plain : plain.slice(0, 1);
  }
  return source.default === undefined ? [] : [source.default];
}
