/**
 * Names that stand in a file, whatever they are for: a bucket in a constant, an image in a table of settings, a secret that a helper
 * reads. Where several sources are read, another one may give such a name to something. Text is taken line by line, in any language;
 * what is a comment, and what everybody writes, is left out.
 */
import { bucketOfAddress } from '../facts/identifiers.js';
import type { Fact, MentionFact, ProjectFact } from '../facts/types.js';
import { isDistinctive, isNoWord, isTellingObject } from '../graph/resolve/telling.js';
import type { FileInfo } from '../plugins/types.js';
import { createLocator } from '../syntax/locations.js';
import type { ComponentType } from '../vocabulary/index.js';

/** Programs: a bare word is a variable there, and names stand in quotes. */
const CODE = /\.(?:py|tf|hcl|tsx?|jsx?|mjs|go|java|scala|kt|groovy|cs|r|bicep|sql)$/i;
/** Settings: what is written is meant, but for the keys. */
const SETTINGS =
  /\.(?:ya?ml|json|tfvars|env|toml|ini|cfg|conf|properties|sh|bash|ps1|config)$|(?:^|\/)(?:\.env|\.dockerimage|\.gitmodules|requirements[\w.-]*\.txt|[\w.-]*Dockerfile[\w.-]*|Containerfile[\w.-]*|Makefile|Jenkinsfile)$/i;
/** Lists that tools write. */
const LOCK =
  /(?:^|\/)(?:package-lock|pnpm-lock|composer|yarn|Pipfile|poetry|uv|conda-lock)[\w.-]*\.(?:json|ya?ml|lock)$/i;
/** Where a project says what it is called, at the top of the repository. */
const PROJECT = /^(?:pyproject\.toml|package\.json|setup\.(?:cfg|py)|Chart\.yaml|build\.sbt|pom\.xml)$/;
const PROJECT_NAME = /^[ \t{]*"?name"?\s*[:=]+\s*["']?([\w.-]{4,100})/m;

const LONGEST_TEXT = 300_000;
const LONGEST_LINE = 2000;
const MOST_MENTIONS = 300;
/** A word in which names, addresses and ARNs are whole. */
const WORD = /[A-Za-z0-9_](?:[\w./:@*-]*[A-Za-z0-9_])?/g;
/** Files are found by their paths. */
const FILE =
  /\.(?:py|ipynb|ya?ml|json|sh|[jt]sx?|mjs|md|txt|html?|css|csv|parquet|go|java|scala|tf|tfvars|toml|cfg|sql|tpl|png|svg|pem|whl|jar)$/i;
/** A variable that holds where a service is: `RISK_SCORER_URL`; Kubernetes itself gives `RISK_SCORER_SERVICE_HOST`. */
const ADDRESS_OF =
  /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+){1,5}?)_(?:(?:SERVICE|API|BASE|SERVER)_)?(?:HOST|HOSTNAME|URL|URI|ADDR|ADDRESS|ENDPOINT)\b/g;
const MOST_SERVICES = 50;
const LABEL = /^\s*["']?(?:app\.kubernetes\.io|helm\.sh)\/[\w.-]+["']?\s*:/;
const SHORTEST = 6;
const LONGEST = 200;

/** What is used by a name that stands elsewhere in the program. */
const BY_NAME: ReadonlySet<ComponentType> = new Set<ComponentType>(['data-store', 'event-bus', 'security']);

/**
 * Each name once, where it stands first.
 * @param known what else the file says: names that say little are kept where it works with something that has a name
 */
export function mentionFacts(file: FileInfo, text: string, known: readonly Fact[]): (MentionFact | ProjectFact)[] {
  const path = file.logicalPath;
  const code = CODE.test(path);
  const locate = createLocator(text);
  const [name, index = 0] = projectOf(path, text);
  const project: ProjectFact[] = name ? [{ fact: 'project', unit: '', name, at: locate(index) }] : [];
  if ((!code && !SETTINGS.test(path)) || LOCK.test(path) || text.length > LONGEST_TEXT) return project;
  const worksByName =
    code && known.some((fact) => fact.fact === 'component' && fact.relation && BY_NAME.has(fact.type));
  const found = new Map<string, MentionFact>();
  const services = new Map<string, MentionFact>();
  for (const { line, start } of linesOf(text, code)) {
    const quoted = code ? quotesOf(line) : undefined;
    for (const { 1: variable = '', index: column } of line.matchAll(ADDRESS_OF)) {
      const name = variable.toLowerCase().replaceAll('_', '-');
      if (services.size < MOST_SERVICES && !services.has(name) && isTellingObject(name))
        services.set(name, { fact: 'mention', unit: '', name, service: true, at: locate(start + column) });
    }
    // Labels say what an object is called and refer to nothing.
    if (LABEL.test(line)) continue;
    for (const { 0: word, index: column } of line.matchAll(WORD)) {
      if (found.size >= MOST_MENTIONS) break;
      if (word.length < SHORTEST || word.length > LONGEST || found.has(word) || FILE.test(word)) continue;
      if (quoted ? !quoted[column] : isKey(line, column + word.length)) continue;
      const distinctive = isDistinctive(word) || word.startsWith('arn:');
      if (!distinctive && !(worksByName && isNoWord(word))) continue;
      found.set(word, {
        fact: 'mention',
        unit: '',
        name: word,
        ...(distinctive ? {} : { weak: true }),
        ...(isBucket(line, column, word) ? { bucket: true } : {}),
        at: locate(start + column),
      });
    }
  }
  return [...project, ...found.values(), ...services.values()];
}

function projectOf(path: string, text: string): [name?: string, index?: number] {
  const found = PROJECT.test(path) && text.length <= LONGEST_TEXT ? PROJECT_NAME.exec(text) : null;
  return found?.[1] ? [found[1], found.index] : [];
}

/** Lines without comments, and without the text that documents a function or module. */
function* linesOf(text: string, code: boolean): Generator<{ line: string; start: number }> {
  let next = 0;
  let prose = false;
  for (const line of text.split('\n')) {
    const start = next;
    next += line.length + 1;
    if (code && (prose || /^\s*[rR]?(?:"""|''')/.test(line))) {
      // It ends on its line or on a later one.
      if (line.split(/"""|'''/).length % 2 === 0) prose = !prose;
      continue;
    }
    if (line.length <= LONGEST_LINE && !/^\s*(?:#|\/\/|\*|\/\*|--\s|;|%|<!--)/.test(line)) yield { line, start };
  }
}

/** Whether an address says so, or what stands before: a parameter, variable or key that is called a bucket. */
const isBucket = (line: string, column: number, word: string): boolean =>
  /^(?:s3[an]?|gs|gcs):\/\//.test(word) ||
  bucketOfAddress(word) !== undefined ||
  /bucket(?:_?name|_?id)?["'\])]{0,2}\s{0,3}(?:[:=,]|:\s*str\s*=)\s{0,3}[rfb]?["']?(?:s3:\/\/|gs:\/\/)?$/i.test(
    line.slice(Math.max(0, column - 40), column),
  );

/** Whether the word ends before a colon, which makes it the key of a setting. */
const isKey = (line: string, end: number): boolean => /^["']?\s*:(?:\s|$)/.test(line.slice(end, end + 4));

/** Which characters of a line stand in quotes. */
function quotesOf(line: string): boolean[] {
  const inside: boolean[] = [];
  let open = '';
  for (let at = 0; at < line.length; at++) {
    const c = line[at] ?? '';
    inside.push(open !== '');
    if (line[at - 1] === '\\') continue;
    if (open === c) open = '';
    else if (open === '' && /["'`]/.test(c)) open = c;
  }
  return inside;
}
