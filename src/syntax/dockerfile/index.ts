/**
 * Dockerfiles (https://docs.docker.com/reference/dockerfile/): build stages with their base images and instructions. A
 * scanner of its own, linear in the text; what it does not know (an instruction of a template, say) it leaves out.
 */
import { createLocator } from '../locations.js';
import type { DockerfileDocument, Problem } from '../types.js';
import { logicalLines, type LogicalLine } from './lines.js';
import { splitWords, wordsOfJson } from './words.js';

type Stage = DockerfileDocument['stages'][number];
type Instruction = Stage['instructions'][number];

const KEYWORDS = new Set(
  (
    'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME ' +
    'WORKDIR'
  ).split(' '),
);
const INSTRUCTION = /^([A-Za-z]+)(?:\s+|$)/;
const FLAG = /^--[a-z]+(?:=\S*)?(?:\s+|$)/;
const VARIABLE = /\$(?:\{(\w{1,100})(?::?-([^}]{0,300}))?\}|(\w{1,100}))/g;
/** Image references are shorter; stops arguments that double each other. */
const MAX_VALUE = 1000;

/**
 * Parses a Dockerfile.
 *
 * `text` of an instruction has its line continuations joined and comments removed. For `RUN` it is the command alone: flags
 * such as `--mount` are cut off, and a here-document that is the whole command stands in its place. Instructions in
 * front of the first `FROM` belong to no stage; their arguments serve to resolve base images.
 */
export function parseDockerfile(text: string): DockerfileDocument {
  const stages: Stage[] = [];
  const problems: Problem[] = [];
  const defaults = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const match = INSTRUCTION.exec(line.text);
    const name = match?.[1]?.toUpperCase() ?? '';
    if (!match || !KEYWORDS.has(name)) {
      if (problems.length === 0) {
        problems.push({ reason: 'syntax-error', detail: 'a line that is no instruction', offset: line.offset });
      }
      continue;
    }
    const argument = line.text.slice(match[0].length);
    const stage = stages.at(-1);
    if (name === 'FROM') stages.push(stageOf(argument, line.offset, defaults));
    else if (stage) stage.instructions.push(instructionOf(name, argument, line));
    else if (name === 'ARG') remember(argument, defaults);
  }
  if (stages.length === 0 && problems.length === 0) {
    problems.push({ reason: 'syntax-error', detail: 'no FROM instruction', offset: 0 });
  }
  return { language: 'dockerfile', text, problems, locate: createLocator(text), stages };
}

function stageOf(argument: string, offset: number, defaults: ReadonlyMap<string, string>): Stage {
  const [image = '', as, name] = splitWords(withoutFlags(argument));
  const stage: Stage = { image: expand(image, defaults), offset, instructions: [] };
  if (as?.toUpperCase() === 'AS' && name !== undefined) stage.name = expand(name, defaults);
  return stage;
}

function instructionOf(name: string, argument: string, { offset, documents }: LogicalLine): Instruction {
  if (name !== 'RUN') return { name, text: argument, words: words(argument), offset };
  const command = withoutFlags(argument);
  const [document] = documents;
  if (document === undefined) return { name, text: command, words: words(command), offset };
  const script = /^<<-?(["']?)[\w.-]+\1$/.test(command.trim());
  const bodies = documents.map(({ body, name: end }) => `\n${body}${end}\n`).join('');
  return { name, text: script ? document.body : `${command}${bodies}`, words: script ? [] : words(command), offset };
}

function words(argument: string): string[] {
  return wordsOfJson(argument) ?? splitWords(argument);
}

function withoutFlags(argument: string): string {
  let rest = argument;
  for (let flag = FLAG.exec(rest); flag; flag = FLAG.exec(rest)) rest = rest.slice(flag[0].length);
  return rest;
}

function remember(argument: string, defaults: Map<string, string>): void {
  for (const word of splitWords(argument)) {
    const equals = word.indexOf('=');
    if (equals > 0) defaults.set(word.slice(0, equals), expand(word.slice(equals + 1), defaults));
  }
}

/** Replaces build arguments that have a default; the others stay as written. */
function expand(value: string, defaults: ReadonlyMap<string, string>): string {
  if (value.length > MAX_VALUE) return value;
  return value
    .replace(VARIABLE, (written, braced?: string, fallback?: string, bare?: string) => {
      return defaults.get(braced ?? bare ?? '') ?? fallback ?? written;
    })
    .slice(0, MAX_VALUE);
}
