/**
 * Names that stand in a file, whatever they are for: a bucket in a constant, an image in a table of settings, a secret that a helper
 * reads. Where several sources are read, another one may give such a name to something. Text is taken line by line, in any language;
 * what is a comment, and what everybody writes, is left out.
 */
import { bucketOfAddress } from '../facts/identifiers.js';
import { reference } from '../facts/value.js';
import type { Fact, Location, MentionFact, ProjectFact } from '../facts/types.js';
import { isDistinctive, isNoWord, isOwnDomain, isTellingObject } from '../graph/resolve/telling.js';
import type { FileInfo } from '../plugins/types.js';
import { createLocator } from '../syntax/locations.js';
import type { ComponentType } from '../vocabulary/index.js';
import { LONGEST_LINE, linesOf } from './lines.js';
import { variableFacts } from './variables.js';

/** Programs: a bare word is a variable there, and names stand in quotes. */
const CODE = /\.(?:py|tf|hcl|tsx?|jsx?|mjs|vue|svelte|go|java|scala|kt|groovy|cs|r|bicep|sql)$/i;
/** Settings: what is written is meant, but for the keys. */
const SETTINGS =
  /\.(?:ya?ml|json|tfvars|env|toml|ini|cfg|conf|properties|sh|bash|ps1|config)$|(?:^|\/)(?:\.env|\.dvc\/config|\.dockerimage|\.gitmodules|[\w-]*requirements[\w.-]*\.(?:txt|in)|[\w.-]*Dockerfile[\w.-]*|Containerfile[\w.-]*|Makefile|Jenkinsfile)$/i;
/** Lists that tools write. */
const LOCK =
  /(?:^|\/)(?:package-lock|pnpm-lock|composer|yarn|Pipfile|poetry|uv|conda-lock)[\w.-]*\.(?:json|ya?ml|lock)$/i;
/** Where a project says what it is called, at the top of the repository. */
const PROJECT = /^(?:pyproject\.toml|package\.json|setup\.(?:cfg|py)|Chart\.yaml|build\.sbt|pom\.xml)$/;
const PROJECT_NAME = /^[ \t{]*(?:setup\(\s*)?"?name"?\s*[:=]+\s*["']?([\w.-]{4,100})/m;

const LONGEST_TEXT = 300_000;
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
/** The rest of a name is known when it runs: `risk-scorer-${var.env}` is not `risk-scorer`. */
const GOES_ON = /^[-_.](?:\$\{|\{\{?\w?|%s|\$\w)/;
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
      if (GOES_ON.test(line.slice(column + word.length, column + word.length + 4))) continue;
      const domain = isServed(line, column, word);
      const distinctive = domain || isDistinctive(word) || word.startsWith('arn:');
      if (!distinctive && !(worksByName && isNoWord(word))) continue;
      found.set(word, {
        fact: 'mention',
        unit: '',
        name: word,
        ...(distinctive ? {} : { weak: true }),
        ...(domain ? { domain } : {}),
        ...(isBucket(line, column, word) ? { bucket: true } : {}),
        at: locate(start + column),
      });
    }
  }
  return [
    ...project,
    ...found.values(),
    ...services.values(),
    ...(code ? requestFacts(text, locate) : []),
    ...proxyFacts(path, text, locate),
    ...trustFacts(path, text, locate),
    ...(code ? tableFacts(path, text, locate) : []),
    ...packageFacts(path, text, locate),
    ...networkFacts(path, text, locate),
    ...variableFacts(path, text, code, locate),
  ];
}

const MOST_PACKAGES = 200;
const PACKAGE = '([A-Za-z][\\w.-]{2,60})(?:\\[[\\w,. -]{0,80}\\])?';
/** Where projects of Python list what they need, and how a name stands there. */
const REQUIREMENTS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(?:^|\/)[\w-]*requirements[\w.-]*\.(?:txt|in)$|(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/i,
    new RegExp(`^${PACKAGE}\\s*(?:[=<>!~@;#]|$)`),
  ],
  [
    /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg|Pipfile)$/,
    new RegExp(
      `^\\s*(?:install_requires\\s*=\\s*\\[)?["']${PACKAGE}\\s*(?:[=<>!~@;][^"']{0,200})?["']|^${PACKAGE}\\s*=\\s*["'{^]`,
    ),
  ],
  [/(?:^|\/)(?:conda|environment)[\w.-]*\.ya?ml$/, new RegExp(`^\\s*-\\s*["']?${PACKAGE}\\s*(?:[=<>!~@;]|["']?$)`)],
];

/** Packages that a project of Python needs; one of them may be the project of another source. */
function packageFacts(path: string, text: string, locate: (offset: number) => Location): MentionFact[] {
  const pattern = REQUIREMENTS.find(([files]) => files.test(path))?.[1];
  const found = new Map<string, MentionFact>();
  for (const { line, start } of pattern ? linesOf(text, false) : []) {
    const match = pattern?.exec(line);
    const name = match?.[1] ?? match?.[2];
    if (name && !found.has(name) && found.size < MOST_PACKAGES)
      found.set(name, { fact: 'mention', unit: '', name, package: true, at: locate(start + line.indexOf(name)) });
  }
  return [...found.values()];
}

const COMPOSE = /(?:^|\/)[\w.-]*(?:compose|stack)[\w.-]*\.ya?ml$/i;

/** Networks of Compose files, by which containers of several projects reach one another. */
function networkFacts(path: string, text: string, locate: (offset: number) => Location): MentionFact[] {
  if (!COMPOSE.test(path)) return [];
  const found: MentionFact[] = [];
  let key: { name: string; given?: string; external: boolean; start: number } | undefined;
  const end = (): void => {
    if (key && key.name !== 'default' && found.length < MOST_PACKAGES)
      found.push({
        fact: 'mention',
        unit: '',
        name: key.given ?? (key.external ? key.name : `_${key.name}`),
        network: key.external ? 'external' : 'own',
        at: locate(key.start),
      });
    key = undefined;
  };
  let inside = false;
  for (const { line, start } of linesOf(text, false)) {
    if (/^\S/.test(line)) {
      end();
      inside = /^networks:\s*$/.test(line);
    } else if (inside) {
      const name = /^ {1,4}["']?([\w.-]{3,80})["']?:\s*$/.exec(line)?.[1];
      if (name && !(key && /^ {3,4}\S/.test(line) && /^(?:external|driver|ipam|labels)$/.test(name))) {
        end();
        key = { name, external: false, start: start + line.search(/\S/) };
      } else if (key) {
        if (/^\s+external:\s*(?:true)?\s*$/.test(line)) key.external = true;
        const given = /^\s+name:\s*["']?([\w.-]{3,80})["']?\s*$/.exec(line)?.[1];
        if (given) key.given = given;
      }
    }
  }
  end();
  return found;
}

const MOST_REQUESTS = 50;
/** A path behind the variable or address of a service: `${API_URL}/predict`, `API + "/predict"`, `{base}/predict`. */
const REQUEST =
  /(?:\}|https?:\/\/[\w.:-]{3,80}|["'`])(\/[a-z][\w-]{1,40}(?:\/[\w-]{1,40}){0,4})\/?(?=["'`?]|\/?[$]?\{)/gi;
/** What tells that a line asks something of a service. */
const ASKS =
  /fetch\(|axios|requests?\.|httpx|http|session\.|client\.|\.(?:get|post|put)\(|\burl|_url|endpoint|\bapi|_api|backend|base/i;

/** …or that it says what itself answers. */
const DEFINES = /^\s*@|router\b|prefix|\broutes?\b|mount\(|\bpath\(|HandleFunc|Group\(/i;

/** Paths that a program asks of a service, those too that everybody has. */
function requestFacts(text: string, locate: (offset: number) => Location): MentionFact[] {
  const found = new Map<string, MentionFact>();
  for (const { line, start } of linesOf(text, true)) {
    if (!ASKS.test(line) || DEFINES.test(line)) continue;
    for (const { 1: path = '', index } of line.matchAll(REQUEST))
      if (!found.has(path) && found.size < MOST_REQUESTS)
        found.set(path, { fact: 'mention', unit: '', name: path, request: true, at: locate(start + index) });
  }
  return [...found.values()];
}

/** What nginx hands on to a service: https://nginx.org/en/docs/http/ngx_http_proxy_module.html */
const PROXIES = /^\s*proxy_pass\s+["']?https?:\/\/[\w.:${}-]{1,100}(\/[\w./-]{2,100})/;

function proxyFacts(path: string, text: string, locate: (offset: number) => Location): MentionFact[] {
  const found = new Map<string, MentionFact>();
  for (const { line, start } of /\.conf(?:\.|$)/i.test(path) ? linesOf(text, false) : []) {
    const name = PROXIES.exec(line)?.[1];
    if (name && !found.has(name) && found.size < MOST_REQUESTS)
      found.set(name, { fact: 'mention', unit: '', name, request: true, at: locate(start + line.indexOf(name)) });
  }
  return [...found.values()];
}

/**
 * Repositories whose pipelines a role trusts, by what their tokens say of themselves.
 * https://docs.github.com/en/actions/reference/security/oidc, https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
const PART = '(?:[\\w.-]|\\$\\{var\\.\\w{1,60}\\}){1,100}';
const TRUSTED: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\brepo:(${PART}/${PART}):`), 'github.com'],
  [new RegExp(`\\battribute\\.repository/(${PART}/${PART})`), 'github.com'],
  [new RegExp(`\\bassertion\\.repository\\s{0,3}==\\s{0,3}\\\\?["'](${PART}/${PART})\\\\?["']`), 'github.com'],
  [new RegExp(`\\bproject_path:(${PART}/${PART}):`), 'gitlab.com'],
];
const DEFINES_ROLES = /\.(?:tf|ya?ml|json|ts|py|bicep|sh)$/i;

function trustFacts(path: string, text: string, locate: (offset: number) => Location): MentionFact[] {
  const found = new Map<string, MentionFact>();
  const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  for (const { line, start } of DEFINES_ROLES.test(path) ? linesOf(text, false) : [])
    for (const [pattern, host] of TRUSTED) {
      const match = pattern.exec(line);
      if (!match?.[1] || found.size >= MOST_PACKAGES) continue;
      const written = match[1].replace(/\$\{(var\.\w+)\}/g, (_, name: string) =>
        reference(`terraform:${directory}`, name),
      );
      const name = `${host}/${written}`;
      if (!found.has(name))
        found.set(name, { fact: 'mention', unit: '', name, trusted: true, at: locate(start + match.index) });
    }
  return [...found.values()];
}

const MOST_TABLES = 100;
const TABLE = '(?:["`]?(?:\\w{1,40}|\\{\\w{0,40}\\})["`]?\\.|\\{\\w{0,40}\\})?["`]?(\\w{4,60})';
const MADE = new RegExp(`\\bCREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?${TABLE}`, 'i');
/** What classes stand for: the mapper makes the tables, unless a script does. */
const MAPPED = [
  /\b__tablename__\s*=\s*["'](\w{4,60})["']/,
  /^\s*@(?:Entity|Table)\(\s*(?:\{?\s*name\s*[:=]\s*)?["'](\w{4,60})["']/,
];
const USED = new RegExp(`\\b(?:FROM|JOIN|INSERT\\s+INTO|UPDATE)\\s+${TABLE}(?=\\\\?["\`\\s;,()]|$)`);
/** Django calls a table by its application and model: https://docs.djangoproject.com/en/stable/ref/models/options/#table-names */
const DJANGO_MODELS = /(?:^|\/)(\w{2,40})\/models(?:\/\w+)?\.py$/;
const DJANGO_MODEL = /^class\s+(\w{2,60})\(\s*models\.Model\s*\)/;

/** Tables that queries of a program speak of, and those that it or a script makes. */
function tableFacts(path: string, text: string, locate: (offset: number) => Location): MentionFact[] {
  const application = DJANGO_MODELS.exec(path)?.[1];
  const found = new Map<string, MentionFact>();
  let start = 0;
  // Queries stand in texts of several lines, which may document nothing.
  for (const line of text.split('\n')) {
    const at = start;
    start += line.length + 1;
    if (line.length > LONGEST_LINE || found.size >= MOST_TABLES || /^\s*(?:#|\/\/|--\s|from\s|import\s)/.test(line))
      continue;
    const model = application && DJANGO_MODEL.exec(line)?.[1];
    const made = MADE.exec(line)?.[1];
    const mapped = model ? `${application}_${model}` : MAPPED.map((pattern) => pattern.exec(line)?.[1]).find(Boolean);
    const name = made ?? mapped ?? USED.exec(line)?.[1];
    const table = made ? 'made' : mapped ? 'mapped' : 'used';
    const before = name === undefined ? undefined : found.get(name)?.table;
    if (!name || before === 'made' || before === table || (before && table === 'used')) continue;
    const column = Math.max(0, line.indexOf(model ?? name));
    found.set(name, { fact: 'mention', unit: '', name, table, at: locate(at + column) });
  }
  return [...found.values()];
}

function projectOf(path: string, text: string): [name?: string, index?: number] {
  const found = PROJECT.test(path) && text.length <= LONGEST_TEXT ? PROJECT_NAME.exec(text) : null;
  return found?.[1] ? [found[1], found.index] : [];
}

/** Whether the place says that a domain is served: a zone, the host of a route, the name of a server. */
const isServed = (line: string, column: number, word: string): boolean =>
  isOwnDomain(word) &&
  /(?:(?:domain|zone|fqdn|host|hosted_?zone|server)(?:[_-]?names?)?["'\]]{0,2}\s{0,3}[:=]{1,2}>?\s{0,3}["'[`]{0,2}|server_name\s{1,3}|Host\(["'`])$/i.test(
    line.slice(Math.max(0, column - 40), column),
  );

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
