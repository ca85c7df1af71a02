/**
 * The registry of languages: which language a file is in, and its parser. Adapters are loaded when the first file of their
 * language comes, because some cost more to load than a small repository costs to read.
 */
import { createLocator } from './locations.js';
import type { Adapter, Document, Language, TextDocument } from './types.js';

export { LANGUAGES } from './types.js';
export type { Document, Language } from './types.js';

const LOADERS: Readonly<Record<Language, () => Promise<Adapter>>> = {
  yaml: async () => (await import('./data/yaml.js')).parseYaml,
  json: async () => (await import('./data/json.js')).parseJson,
  toml: async () => (await import('./data/toml.js')).parseToml,
  requirements: async () => (await import('./requirements/index.js')).parseRequirements,
  python: async () => (await import('./python/index.js')).parsePython,
  typescript: async () => (await import('./typescript/index.js')).parseTypescript,
  hcl: async () => {
    const { parseHcl, prepareHcl } = await import('./hcl/index.js');
    await prepareHcl();
    return parseHcl;
  },
  bicep: async () => (await import('./bicep/index.js')).parseBicep,
  dockerfile: async () => (await import('./dockerfile/index.js')).parseDockerfile,
  shell: async () => (await import('./shell/index.js')).parseShell,
  makefile: async () => (await import('./makefile/index.js')).parseMakefile,
  groovy: async () => (await import('./groovy/index.js')).parseGroovy,
  sql: async () => (await import('./sql/index.js')).parseSql,
  text: () => Promise.resolve(parseText),
};

const adapters = new Map<Language, Adapter>();

/** Loads the adapters of some languages; `parse` needs them. Loading twice costs nothing. */
export async function prepare(languages: Iterable<Language>): Promise<void> {
  const missing = [...new Set(languages)].filter((language) => !adapters.has(language));
  await Promise.all(missing.map(async (language) => adapters.set(language, await LOADERS[language]())));
}

/**
 * Parses a text. Never throws on any text.
 *
 * @param language a language that was prepared
 * @param path path of the file, for dialects that only the name tells apart (a notebook)
 * @returns the document; a text document with a problem when the adapter has a defect that this text brings out
 * @throws Error when the language was not prepared
 */
export function parse(language: Language, text: string, path: string): Document {
  const adapter = adapters.get(language);
  if (adapter === undefined) throw new Error(`The language ${language} was not prepared.`);
  try {
    return adapter(text, path);
  } catch (error) {
    const detail = `the ${language} adapter failed: ${error instanceof Error ? error.message : String(error)}`;
    return { ...parseText(text), problems: [{ reason: 'unsupported-construct', detail, offset: 0 }] };
  }
}

function parseText(text: string): TextDocument {
  return { language: 'text', text, problems: [], locate: createLocator(text) };
}

/** Names and endings of files, the first that fits. Matched on the path in lower case. */
const PATTERNS: readonly (readonly [RegExp, Language | undefined])[] = [
  [/\.(?:dockerignore|md|rst)$/, undefined],
  [/(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/, 'requirements'],
  [/(?:^|\/)[^/]*(?:requirements|constraints)[^/]*\.(?:txt|in)$/, 'requirements'],
  [/\.ya?ml$/, 'yaml'],
  [/\.json$/, 'json'],
  [/\.toml$/, 'toml'],
  [/\.(?:py|ipynb)$/, 'python'],
  [/\.d\.[cm]?ts$/, undefined],
  [/\.[cm]?[jt]s$/, 'typescript'],
  [/\.(?:tf|tofu|hcl|tfvars)$/, 'hcl'],
  [/\.bicep(?:param)?$/, 'bicep'],
  [/\.(?:sh|bash)$/, 'shell'],
  [/\.mk$/, 'makefile'],
  [/\.(?:sql|sqlx|hql|bqsql)$/, 'sql'],
  [/\.dvc$/, 'yaml'],
  [/\.dvc\/config(?:\.local)?$/, 'text'],
  [/(?:^|\/)(?:[^/]+\.)?(?:dockerfile|containerfile)$/, 'dockerfile'],
  [/(?:^|\/)(?:dockerfile|containerfile)[.-][^/]+$/, 'dockerfile'],
  [/(?:^|\/)(?:gnu)?makefile$/, 'makefile'],
  [/\.(?:groovy|jenkinsfile|jenkins)$/, 'groovy'],
  [/(?:^|\/)[^/]*jenkinsfile(?:[._-][^/]*)?$/, 'groovy'],
  [/(?:^|\/)pipfile$/, 'toml'],
  [/(?:^|\/)mlproject$/, 'yaml'],
  [/(?:^|\/)(?:procfile|setup\.cfg|tox\.ini|\.?justfile)$|\.just$/, 'text'],
  [/(?:^|\/)(?:[^/]*\.env|\.env\.[^/]+)$/, 'text'],
  [/(?:^|\/)(?:crontabs?(?:[._-][^/]*)?|[^/]*\.(?:cron|crontab)|[^/]*[._-]crontab|cron\.d\/[^/]+)$/, 'text'],
];

const SHEBANG = /^#![ \t]*\S*\/(?:env[ \t]+(?:-S[ \t]+)?)?(?:ba|da|k|z)?sh\b/;

/**
 * The language of a file, by its name, or by its first line when the name has no ending.
 *
 * @param logicalPath path without a template ending
 * @returns undefined for a file that no adapter reads
 */
export function languageOf(logicalPath: string, text: string): Language | undefined {
  const path = logicalPath.toLowerCase();
  const known = PATTERNS.find(([pattern]) => pattern.test(path));
  if (known) return known[1];
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.includes('.') && SHEBANG.test(text.slice(0, 200)) ? 'shell' : undefined;
}
