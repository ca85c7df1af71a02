/**
 * Google Cloud Build configurations, under any file name.
 * Format: https://cloud.google.com/build/docs/build-config-file-schema
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, isSequence, items, list, string, strings, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { effectOfScript, embeddedScript, scriptPart } from '../shared/ci/script.js';
import type { ScriptPart } from '../shared/ci/script.js';
import { Variables, replaceKnown, replaceShellVariables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Step } from '../shared/ci/workflow.js';
import { environmentFacts } from '../shared/commands/signals.js';
import { linkFacts, offerFacts } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import { changeDirectory, repositoryRoot } from '../shared/paths.js';
import { quote } from '../shared/words.js';
import type { ExtractContext, Plugin } from '../types.js';
import { defaultProgram } from './builders.js';

/** Keys at the top of a build; a file with others is something else. */
const BUILD_KEYS = new Set(
  'steps timeout queueTtl logsBucket options substitutions tags serviceAccount secrets availableSecrets artifacts images dependencies source gitConfig'.split(
    ' ',
  ),
);

const plugin: Plugin<DataDocument['language']> = {
  id: 'cloud-build',
  title: 'Google Cloud Build',
  documentation: 'https://cloud.google.com/build/docs/build-config-file-schema',
  reads: 'Build configurations under any name: steps, their containers and commands, images that are pushed.',
  technologies: ['google-cloud-build'],
  languages: ['yaml', 'json'],
  accepts: (_, content) => /^[ \t{]*["']?steps["']?\s*:/m.test(content) && /\bname\b/.test(content),
  extract(document, context) {
    const root = document.roots[0];
    return isBuild(root) ? buildFacts(root, document, context) : [];
  },
};

export default plugin;

/** Keys of a step. */
const STEP_KEYS = new Set(
  'name args env dir id waitFor entrypoint secretEnv volumes timeout script automapSubstitutions allowFailure allowExitCodes pullTiming status timing'.split(
    ' ',
  ),
);

/** Steps with an image as their name, and no key that a build does not have. */
function isBuild(root: DataNode | undefined): boolean {
  const steps = items(get(root, 'steps'));
  const names = steps.map((step) => string(step, 'name') ?? '');
  return (
    steps.length > 0 &&
    entries(root).every(({ key }) => BUILD_KEYS.has(key)) &&
    steps.every((step) => isMap(step) && entries(step).every(({ key }) => STEP_KEYS.has(key))) &&
    names.every((name) => /^[\w$][\w${}./:@-]*$/.test(name)) &&
    // `ubuntu` is an image too, but alone it could be the name of anything.
    names.some((name) => /[/:$]/.test(name))
  );
}

interface Scope {
  document: DataDocument;
  context: ExtractContext;
  root: string;
  substitutions: Variables;
  /** Directory into which an earlier step clones the repository itself, '*' when its name is not known. */
  clone?: string | undefined;
}

function buildFacts(root: DataNode | undefined, document: DataDocument, context: ExtractContext): Fact[] {
  const base = posix.basename(context.file.logicalPath);
  const substitutions = Variables.none.with(
    entries(get(root, 'substitutions')).flatMap(({ key, value }) => {
      const written = text(value);
      return written === undefined ? [] : [[key, written] as const];
    }),
  );
  // `gcloud builds submit` uploads the working directory, by habit the root of the repository.
  const scope: Scope = { document, context, root: repositoryRoot(context.file), substitutions };
  return factsForWorkflow(
    {
      technology: 'google-cloud-build',
      name: base.replace(/\.(?:ya?ml|json)$/, ''),
      offset: root?.offset ?? 0,
      confidence: 'high',
      aliases: [base],
      triggers: [],
      jobs: [{ id: 'build', offset: get(root, 'steps')?.offset ?? 0, steps: readSteps(root, scope) }],
      facts: (unit) => imageFacts(root, unit, scope),
    },
    document,
    context,
  );
}

function readSteps(root: DataNode | undefined, outer: Scope): Step[] {
  const scope = { ...outer };
  return items(get(root, 'steps')).map((node) => {
    const step = readStep(node, { ...scope });
    scope.clone = clonedDirectory(node, scope) ?? scope.clone;
    return step;
  });
}

const SUBSTITUTION = /\$(?:\{(\w+)\}|(_?[A-Z]\w*))/g;

/** Text with user-defined substitutions put in; `$$` is a dollar sign. */
function expand(value: string, { substitutions }: Scope): string {
  return replaceKnown(value, SUBSTITUTION, (name) => substitutions.get(name)).replaceAll('$$', '$');
}

function readStep(node: DataNode, scope: Scope): Step {
  const environment = environmentOf(node, scope);
  const parts = scriptsOf(node, scope).map((part) => {
    return { ...part, text: replaceShellVariables(expand(part.text, scope), (name) => environment.get(name)) };
  });
  const directory = directoryOf(string(node, 'dir'), scope);
  return {
    name: string(node, 'id'),
    offset: node.offset,
    effect: parts.every((part) => effectOfScript(part.text) === 'none') ? 'none' : 'work',
    facts: (unit) => [
      ...environmentFacts(
        scope.context,
        unit,
        scope.document.locate(get(node, 'env')?.offset ?? node.offset),
        Object.fromEntries(environment),
      ),
      ...parts.map((part) => embeddedScript(part, scope.document, unit, directory, part.language)),
    ],
  };
}

/** `env` is a list of `NAME=value`. */
function environmentOf(node: DataNode, scope: Scope): Map<string, string> {
  return new Map(
    strings(node, 'env').flatMap((line): [string, string][] => {
      const equals = line.indexOf('=');
      return equals > 0 ? [[line.slice(0, equals), expand(line.slice(equals + 1), scope)]] : [];
    }),
  );
}

type Script = ScriptPart & { language: 'shell' | 'python' };

/** A step runs its `script`, or its image's program (or `entrypoint`) with `args`. */
function scriptsOf(node: DataNode, scope: Scope): Script[] {
  const { document } = scope;
  const script = scriptPart(get(node, 'script'), document);
  if (script) return [{ ...script, language: /^#!.*python/.test(script.text) ? 'python' : 'shell' }];
  const args = list(get(node, 'args')).filter((item) => text(item) !== undefined);
  const image = expand(string(node, 'name') ?? '', scope);
  const written = string(node, 'entrypoint');
  const program = written === undefined ? defaultProgram(image) : expand(written, scope);
  const inline = inlineScript(program, args, document);
  if (inline) return [inline];
  const words = [...(program === undefined ? [] : [program]), ...args.map((item) => text(item) ?? '')];
  if (words.length === 0) return [];
  const first = get(node, 'entrypoint') ?? args[0] ?? node;
  const at = document.locate(first.offset);
  return [
    { text: words.map(quote).join(' '), line: at.line, column: at.column, offset: first.offset, language: 'shell' },
  ];
}

/** `entrypoint: bash`, `args: ['-c', 'script']` */
function inlineScript(
  program: string | undefined,
  args: readonly DataNode[],
  document: DataDocument,
): Script | undefined {
  const name = program?.slice(program.lastIndexOf('/') + 1) ?? '';
  const language = /^(?:ba|da|a|z)?sh$/.test(name) ? 'shell' : /^python[\d.]*$/.test(name) ? 'python' : undefined;
  const flag = args.findIndex((item) => /^-[a-z]*c$/.test(text(item) ?? ''));
  if (language === undefined || flag === -1) return undefined;
  const part = scriptPart(args[flag + 1], document);
  return part && { ...part, language };
}

/** The directory that a `git clone` step makes, when it clones what may be this repository. */
function clonedDirectory(node: DataNode, scope: Scope): string | undefined {
  const words = strings(node, 'args');
  const image = string(node, 'name') ?? '';
  if (words[0] !== 'clone' || !/git/.test(string(node, 'entrypoint') ?? image)) return undefined;
  const url = words
    .slice(1)
    .map((word) => expand(word, scope))
    .find((word) => /:\/\/|^git@|^\$/.test(word) && !/BRANCH|TAG|SHA/i.test(word));
  if (url === undefined) return undefined;
  return url.includes('$') ? '*' : url.slice(url.lastIndexOf('/') + 1).replace(/\.git$/, '');
}

/** `dir` inside a clone of the repository counts from the repository's root. */
function directoryOf(dir: string | undefined, scope: Scope): string | undefined {
  if (dir === undefined) return scope.root;
  const [first = '', ...rest] = expand(dir, scope)
    .replace(/^\.?\/+/, '')
    .split('/');
  const cloned = scope.clone !== undefined && (scope.clone === '*' || scope.clone === first);
  return changeDirectory(scope.root, cloned ? rest.join('/') : [first, ...rest].join('/'), scope.context);
}

/** Images that the build pushes when all steps are done. */
function imageFacts(root: DataNode | undefined, unit: string, scope: Scope): Fact[] {
  const images = get(root, 'images');
  if (!isSequence(images)) return [];
  return images.items.flatMap((item) => {
    const { context, document, root: directory } = scope;
    const place: Place = {
      context,
      unit,
      at: document.locate(item.offset),
      kind: 'config',
      directory,
      values: () => [],
    };
    const image = expand(text(item) ?? '', scope);
    return [...offerFacts(place, 'image', image), ...linkFacts(place, 'publishes-to', 'image', image)];
  });
}
