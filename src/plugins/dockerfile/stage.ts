/** One stage of a Dockerfile, read instruction by instruction. */
import type { DockerfileDocument } from '../../syntax/types.js';
import { isRemote } from '../shared/remote.js';
import { commandOf, type Word } from '../shared/words.js';
import type { FactWriter } from '../shared/writer.js';
import { sourcePaths } from './build-context.js';
import type { ImageLayout } from './layout.js';

export type Stage = DockerfileDocument['stages'][number];
export type Instruction = Stage['instructions'][number];

/** What a stage hands on to stages that begin with it. */
export interface StageState {
  layout: ImageLayout;
  variables: Map<string, string>;
  entrypoint?: Instruction;
  command?: Instruction;
}

export interface StageContext {
  writer: FactWriter;
  unit: string;
  /** Possible build contexts, the likeliest first. */
  contexts: readonly string[];
  /** Offers of other stages, by name or index. */
  stages: ReadonlyMap<string, string>;
}

/** Bounds what variables can make of a text. */
const LONGEST_VALUE = 500;
const LONGEST_EXPANDED = 50_000;

/** Words of COPY and ADD without options. */
export function copyArguments(
  instruction: Instruction,
): { sources: string[]; destination: string; from?: string } | undefined {
  const options = instruction.words.filter((word) => word.startsWith('--'));
  const words = instruction.words.filter((word) => !word.startsWith('--'));
  const from = options.find((option) => option.startsWith('--from='))?.slice('--from='.length);
  if (words.length < 2) return undefined;
  return { sources: words.slice(0, -1), destination: words.at(-1) ?? '', ...(from === undefined ? {} : { from }) };
}

/** Facts of the instructions of a stage; changes `state` as building does. */
export function stageFacts(context: StageContext, stage: Stage, state: StageState): void {
  const inherited = state.command;
  for (const instruction of stage.instructions) {
    switch (instruction.name.toUpperCase()) {
      case 'ARG':
        for (const [name, value] of assignments(instruction)) if (value !== '') define(state, name, value);
        break;
      case 'ENV':
        for (const [name, value] of assignments(instruction)) {
          define(state, name, value);
          context.writer.environment(context.unit, name, state.variables.get(name), instruction.offset);
        }
        break;
      case 'WORKDIR':
        state.layout.changeDirectory(expand(instruction.text.trim(), state.variables));
        break;
      case 'COPY':
      case 'ADD':
        copyFacts(context, instruction, state);
        break;
      case 'RUN':
        runFacts(context, instruction);
        break;
      case 'CMD':
        state.command = instruction;
        break;
      case 'ENTRYPOINT':
        state.entrypoint = instruction;
        // An entry point of its own drops the command that was inherited.
        if (state.command === inherited) delete state.command;
        break;
    }
  }
}

function define(state: StageState, name: string, value: string): void {
  const expanded = expand(value, state.variables);
  if (expanded.length <= LONGEST_VALUE) state.variables.set(name, expanded);
}

/** `NAME=value …`, or the old form `NAME value`. */
function assignments({ words }: Instruction): [string, string][] {
  const [first = '', ...rest] = words;
  if (!first.includes('=')) return rest.length > 0 ? [[first, rest.join(' ')]] : [];
  return words.flatMap((word) => {
    const at = word.indexOf('=');
    return at > 0 ? [[word.slice(0, at), word.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2')] as [string, string]] : [];
  });
}

/** Known variables put in: `$NAME`, `${NAME}`, `${NAME:-default}`. */
export function expand(text: string, variables: ReadonlyMap<string, string>): string {
  if (text.length > LONGEST_EXPANDED) return text;
  return text.replace(
    /\$(?:\{(\w+)(?::-([^{}]*))?\}|(\w+))/g,
    (whole, braced: string | undefined, fallback: string | undefined, plain: string | undefined) =>
      variables.get(braced ?? plain ?? '') ?? fallback ?? whole,
  );
}

function copyFacts(
  { writer, unit, contexts, stages }: StageContext,
  instruction: Instruction,
  { layout, variables }: StageState,
): void {
  const copy = copyArguments(instruction);
  if (!copy) return;
  if (copy.from !== undefined) {
    writer.link(unit, 'includes', 'target', stages.get(copy.from.toLowerCase()), instruction.offset);
    return;
  }
  for (const written of copy.sources) {
    const source = expand(written, variables);
    if (isRemote(source) || source.startsWith('<<')) continue;
    layout.copy(source, expand(copy.destination, variables), copy.sources.length > 1);
    if (/[$*?[]/.test(source)) continue;
    for (const path of sourcePaths(source, contexts, writer.context))
      writer.link(unit, 'includes', 'path', path, instruction.offset);
  }
}

function runFacts({ writer, unit, contexts }: StageContext, instruction: Instruction): void {
  if (isExecForm(instruction)) writer.command(unit, wordsOf(instruction), contexts[0]);
  else writer.embed(unit, 'shell', instruction.text, { offset: textOffset(instruction) }, contexts[0]);
}

/** Instructions give their own place; the text begins behind their name. */
const textOffset = (instruction: Instruction): number => instruction.offset + instruction.name.length + 1;

const isExecForm = (instruction: Instruction): boolean => instruction.text.trimStart().startsWith('[');

const wordsOf = (instruction: Instruction): Word[] =>
  instruction.words.map((text) => ({ text, place: { offset: instruction.offset } }));

/**
 * What a container of the image runs: entry point and command. `COPY train /app` in `train/Dockerfile` may mean the folder itself
 * or one of that name in it, so that the start is looked for from both.
 */
export function startFacts(context: StageContext, state: StageState, isLambda: boolean): void {
  const [first = '.', ...others] = context.contexts;
  startIn(first, context, state, isLambda);
  const own = first.slice(first.lastIndexOf('/') + 1);
  if (state.layout.holds(own)) for (const base of others) startIn(base, context, state, isLambda);
}

function startIn(base: string, { writer, unit }: StageContext, state: StageState, isLambda: boolean): void {
  const { entrypoint, command, layout, variables } = state;
  const inContext = (path: string): string | undefined => writer.context.resolvePath(layout.local(path) ?? '.', base);
  const directory = inContext(layout.workingDirectory) ?? base;
  if (isLambda && command && !entrypoint) {
    // The base images of AWS Lambda take a handler for a command.
    const handler = command.words[0] ?? '';
    const module = handler.split('.').slice(0, -1).join('.');
    if (module === '') return;
    const path = writer.context.resolvePath(`${module.replaceAll('.', '/')}.py`, directory);
    writer.link(unit, 'imports', 'path', path, command.offset);
    writer.link(unit, 'calls', 'python-name', handler, command.offset);
    return;
  }
  const shellForm = [entrypoint, command].find((instruction) => instruction && !isExecForm(instruction));
  const both = entrypoint && command && isExecForm(entrypoint) && isExecForm(command);
  if (shellForm && (shellForm === entrypoint || !entrypoint)) {
    const text = expand(shellForm.text, variables);
    writer.embed(unit, 'shell', text, { offset: textOffset(shellForm) }, directory);
    return;
  }
  const parts = both ? [entrypoint, command] : [entrypoint ?? command];
  const words = parts
    .flatMap((part) => (part ? wordsOf(part) : []))
    .map((word) => local(word, state, base, directory, writer));
  const started = commandOf(words);
  // `ENTRYPOINT ["bash", "-c"]` without a script waits for one from outside.
  if (started && !/^\S*sh '?-\w*c'?$/.test(started.text)) writer.command(unit, words, directory);
}

/** Absolute paths of the image as paths of the checkout, relative to where the command starts. */
function local(word: Word, { layout }: StageState, base: string, directory: string, writer: FactWriter): Word {
  if (!/^\/[\w./-]+\.\w+$/.test(word.text)) return word;
  const found = layout.local(word.text);
  const path = found === undefined ? undefined : writer.context.resolvePath(found, base);
  if (path === undefined) return word;
  return {
    ...word,
    text: directory === '.' ? path : path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : word.text,
  };
}
