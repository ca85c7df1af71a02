/** Chosen pieces → the text of files. */
import Handlebars from 'handlebars';
import type { Answers, Chosen, Piece, PieceFile, RenderedFile, ScaffoldKnowledge } from './types.js';
import { criteriaOf } from './select.js';
import { composeHcl } from './hcl.js';
import { composeYaml, replaced, type Lookup } from './yaml.js';

/** What holds `path` may begin with in a format that has comments; JSON has none. */
const NOTICE = 'Made by refarch scaffold. Change it as you like: later runs merge their changes with yours.';
const HASH_COMMENTS = /(?:\.py|\.toml|\.txt|\.cfg|(?:^|\/)(?:Dockerfile|Makefile|\.dockerignore))$/;

/** @returns files by path, sorted */
export function render(chosen: readonly Chosen[], answers: Answers, knowledge: ScaffoldKnowledge): RenderedFile[] {
  const ids = new Set(chosen.map(({ piece }) => piece.id));
  const parts = new Map<string, { file: PieceFile; piece: Piece }[]>();
  for (const { piece } of chosen)
    for (const file of piece.files) {
      if (file.forge && !file.forge.includes(answers.forge)) continue;
      if (!(file.with ?? []).every((id) => ids.has(id)) || (file.without ?? []).some((id) => ids.has(id))) continue;
      if (file.withAny && !file.withAny.some((id) => ids.has(id))) continue;
      const path = replaced(file.path, lookupIn(answers, knowledge));
      const list = parts.get(path);
      if (list) list.push({ file, piece });
      else parts.set(path, [{ file, piece }]);
    }
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, list]) => {
      const kind = list[0]?.file.kind;
      if (list.some(({ file }) => file.kind !== kind)) throw new Error(`${path} is of several kinds`);
      return {
        path,
        text: textOf(path, list, chosen, answers, knowledge),
        executable: path.endsWith('.sh'),
        block: kind === 'block',
        pieces: [...new Set(list.map(({ piece }) => piece.id))],
      };
    });
}

function textOf(
  path: string,
  parts: readonly { file: PieceFile; piece: Piece }[],
  chosen: readonly Chosen[],
  answers: Answers,
  knowledge: ScaffoldKnowledge,
): string {
  const templates = [...new Set(parts.map(({ file }) => file.template))].map((name) => {
    const template = knowledge.templates.get(name);
    if (template === undefined) throw new Error(`there is no template ${name}`);
    return template;
  });
  const kind = parts[0]?.file.kind;
  if (kind === 'hcl') {
    const made = new Set(chosen.map(({ piece }) => piece.id));
    return composeHcl(templates, lookupIn(answers, knowledge), ` ${NOTICE}`, knowledge.templates, made);
  }
  if (kind === 'yaml') return composeYaml(templates, lookupIn(answers, knowledge), ` ${NOTICE}`);
  const context = contextFor(chosen, answers, knowledge);
  const text = templates.map((template) => filled(template, context, knowledge)).join('');
  return HASH_COMMENTS.test(path) ? `# ${NOTICE}\n${text}` : text;
}

/**
 * Names are validated before they come here, so nothing in them can be more than a name. A template may hold another one, as
 * `{{> Dockerfile.tmpl}}`: what targets share.
 */
function filled(template: string, context: object, { templates }: ScaffoldKnowledge): string {
  const compile = Handlebars.compile(template, { noEscape: true, strict: true, knownHelpersOnly: true });
  return compile(context, { partials: Object.fromEntries(templates) });
}

function contextFor(chosen: readonly Chosen[], answers: Answers, { pieces, pins, targets }: ScaffoldKnowledge): object {
  const made = new Set(chosen.map(({ piece }) => piece.id));
  return {
    ...answers,
    pins: Object.fromEntries(Object.entries(pins.pins).map(([id, { pin }]) => [id, pin])),
    versions: Object.fromEntries(Object.entries(pins.pins).map(([id, { version }]) => [id, version])),
    has: Object.fromEntries(pieces.map(({ id }) => [id, made.has(id)])),
    flags: Object.fromEntries(
      targets
        .flatMap((target) => Object.values(target.pieces))
        .flatMap(({ flags = [] }) => flags)
        .map((flag) => [flag, chosen.some(({ piece }) => piece.flags.includes(flag))]),
    ),
    targets: Object.fromEntries(targets.map(({ id }) => [id, answers.target === id])),
    forges: {
      github: answers.forge === 'github',
      gitlab: answers.forge === 'gitlab',
      azure: answers.forge === 'azure-devops',
    },
    made: chosen
      .map(({ piece }) => ({ title: piece.title, closes: [...piece.elements, ...criteriaOf(piece, made)].join(', ') }))
      .filter(({ closes }) => closes !== ''),
  };
}

/** `name`, `ports.serving`, `settings.region`, `pins.mlflow`, `versions.python`. The version of what is pinned by a commit stands beside it. */
function lookupIn(answers: Answers, { pins }: ScaffoldKnowledge): Lookup {
  return (path) => {
    const [head = '', rest = ''] = path.split('.', 2);
    if (head === 'pins' || head === 'versions') {
      const found = pins.pins[rest];
      if (!found) throw new Error(`a template asks for ${path}, which is not pinned`);
      if (head === 'versions') return { value: found.version };
      return { value: found.pin, ...(/@[0-9a-f]{40}$/.test(found.pin) ? { note: found.version } : {}) };
    }
    const value: unknown =
      head === 'ports'
        ? answers.ports[rest as keyof Answers['ports']]
        : head === 'settings'
          ? answers.settings?.[rest]
          : answers[head as keyof Answers];
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new Error(`a template asks for ${path}, which nothing says`);
    return { value };
  };
}
