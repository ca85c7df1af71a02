/**
 * Variables of the environment: those that a program reads, and those that a deployment sets. Where a repository of code and one of
 * deployments speak of the same ones, the one says what the other runs with.
 */
import type { Location, MentionFact } from '../facts/types.js';
import { linesOf } from './lines.js';

const NAME = '([A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,6})';
const READ = [
  // os.environ["X"], os.getenv("X"), System.getenv("X"), os.Getenv("X"), config("X") of decouple, env("X") of environs
  new RegExp(`(?:environ(?:\\.get)?|[gG]etenv|\\benv|\\bconfig)\\s{0,2}[[(]\\s{0,2}["'\`]${NAME}["'\`]`, 'g'),
  // Field(alias="X"), Field(env="X") of pydantic, { env: 'X' } of convict
  new RegExp(`\\b(?:validation_)?(?:alias|env)\\s{0,2}[:=]\\s{0,2}["']${NAME}["']`, 'g'),
  // process.env.X, import.meta.env.X
  new RegExp(`(?:process|meta)\\.env\\.${NAME}\\b`, 'g'),
];
/** Settings of Spring take variables in: https://docs.spring.io/spring-boot/reference/features/external-config.html */
const SPRING = /(?:^|\/)application[\w-]*\.(?:ya?ml|properties)$/;
const PLACEHOLDER = new RegExp(`\\$\\{${NAME}(?::[^}]{0,200})?\\}`, 'g');
/** Fields of settings are read from variables of the same name: https://docs.pydantic.dev/latest/concepts/pydantic_settings/ */
const SETTINGS_CLASS = /^class\s+\w{1,60}\([^)]{0,100}BaseSettings\b/;
const FIELD = /^\s{2,8}([a-z][a-z0-9]{0,30}(?:_[a-z0-9]{1,30}){1,6})\s*:\s*["']?[A-Za-z]/;

/** Where deployments are defined that set variables. */
const SETS = /\.(?:ya?ml|tf|tfvars|json|bicep)$/i;
/** Pipelines set them for their own steps. */
const PIPELINE =
  /(?:^|\/)(?:\.github|\.circleci|\.gitlab|\.azure|\.azure-pipelines)\/|(?:^|\/)[\w.-]*(?:gitlab-ci|buildspec|cloudbuild|bitbucket-pipelines|azure-pipelines?|taskfile|package|tsconfig|postman)[\w.-]*$/i;
const SET = new RegExp(
  `^\\s*(?:-\\s+)?["']?${NAME}["']?\\s{0,30}[:=]|(?:^|[\\s{,])["']?name["']?\\s{0,10}[:=]\\s{0,10}["']?${NAME}["']?\\s*(?:[,}]|$)`,
);
const MOST_VARIABLES = 100;

/** Each variable once, where it stands first; of those that are set, once each time, because every deployment sets its own. */
export function variableFacts(
  path: string,
  text: string,
  code: boolean,
  locate: (offset: number) => Location,
): MentionFact[] {
  const found: MentionFact[] = [];
  const note = (name: string, variable: 'read' | 'set', offset: number): void => {
    if (found.length < MOST_VARIABLES) found.push({ fact: 'mention', unit: '', name, variable, at: locate(offset) });
  };
  const read = new Set<string>();
  const reads = (name: string, offset: number): void => {
    if (read.has(name)) return;
    read.add(name);
    note(name, 'read', offset);
  };
  const isSpring = SPRING.test(path);
  const isSetting = !isSpring && SETS.test(path) && !PIPELINE.test(path);
  if (!code && !isSpring && !isSetting) return [];
  let settings = false;
  for (const { line, start } of linesOf(text, code)) {
    for (const pattern of isSpring ? [PLACEHOLDER] : code ? READ : [])
      for (const { 1: name = '', index } of line.matchAll(pattern)) reads(name, start + index);
    if (code && /^\S/.test(line)) settings = SETTINGS_CLASS.test(line);
    const field = settings ? FIELD.exec(line)?.[1] : undefined;
    if (field) reads(field.toUpperCase(), start + line.indexOf(field));
    const match = isSetting ? SET.exec(line) : null;
    const name = match?.[1] ?? match?.[2];
    if (name) note(name, 'set', start + line.indexOf(name));
  }
  return found;
}
