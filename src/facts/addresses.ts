/**
 * Finds what a value points at: configuration names services and storage by URL, `host:port` or bucket, mostly in
 * environment variables. Values may hold symbol references (`value.ts`); a part around an address that stays unknown
 * (a port, a key in a bucket) does not make the address unknown.
 */
import { bucketName, normaliseHost } from './identifiers.js';
import type { Identifier } from './types.js';

/** Longer values are documents, not addresses. */
const LONGEST_ADDRESS = 2000;
const MOST_ADDRESSES = 8;

// One private-use character stands for each unknown part (symbol reference, template expression, shell variable) while a
// value is taken apart.
// eslint-disable-next-line no-control-regex
const UNKNOWN = /\u0001[^\u0001\u0003]*\u0003|\{\{[^{}]{1,200}\}\}|\$(?:\w+|\{\w+\}|\(\w+\))/g;
const FIRST_HIDDEN = 0xe000;
const MOST_HIDDEN = 0x1000;
const HIDDEN = /[\ue000-\uefff]/g;
const ONLY_HIDDEN = /^[\ue000-\uefff]+$/;

const STORAGE = /^(?:s3|s3a|s3n|gs|gcs|wasbs?|abfss?):\/\/[^/]/i;
const MODEL = /^models:\/([^/@]+)/;
const URL_WITH_HOST = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/[^/]/i;
/** Schemes whose authority is no host. */
const NO_HOST =
  /^(?:file|sqlite|duckdb|dbfs|models|runs|mlflow-artifacts|arn|pvc|hdfs|oci|docker|azureml|wasbs?|abfss?):/i;
/** `kafka:9092`, `db.internal:5432`; a port has two digits or more, so that `redis:7` stays an image. */
const HOST_AND_PORT = /^(?=[^:]*[a-z\ue000-\uefff])[a-z0-9\ue000-\uefff_.-]+:(?:\d{2,5}|[\ue000-\uefff]+)$/i;
const CLUSTER_HOST = /^[a-z0-9\ue000-\uefff.-]+\.svc(?:\.cluster\.local)?$/i;
const BARE_HOST = /^(?=.*[a-z\ue000-\uefff])[a-z0-9\ue000-\uefff][a-z0-9\ue000-\uefff_.-]*$/i;

const NAMES_HOST = /(?:^|_)(?:HOST|HOSTNAME|SERVERS?|ADDR|ADDRESS|BROKERS?)$/i;
const NAMES_ADDRESS = /(?:^|[_a-z])(?:HOST|HOSTNAME|SERVERS?|ADDR|ADDRESS|BROKERS?|URL|URI|ENDPOINT)$/i;
const NAMES_BUCKET = /(?:^|_)BUCKET(?:_NAME)?$/i;
const NAMES_IMAGE = /IMAGE|VERSION|(?:^|_)TAG$/i;

/**
 * What a value points at.
 * @param value text of the value, with symbol references
 * @param name name of the variable or setting; tells apart a host from a word where the value alone does not
 * @returns hosts (in normal form), buckets, databases and registered models, each once; [] for anything else
 */
export function addressesIn(value: string, name = ''): Identifier[] {
  if (value.length > LONGEST_ADDRESS) return [];
  const { text, restore } = hide(value);
  const found: Identifier[] = [];
  for (const part of text.split(',', MOST_ADDRESSES)) {
    const address = addressOf(part.trim(), name);
    const restored = address && restore(address.value);
    if (address && restored && !found.some((f) => f.kind === address.kind && f.value === restored))
      found.push({ kind: address.kind, value: restored });
  }
  return found;
}

/** Host in its normal form (see `normaliseHost`), of a value with symbol references; undefined when it stays unknown. */
export function hostIn(value: string): string | undefined {
  if (value.length > LONGEST_ADDRESS) return undefined;
  const { text, restore } = hide(value);
  const address = host(text);
  return address?.kind === 'host' ? restore(address.value) : undefined;
}

/** Replaces unknown parts by single characters; `restore` gives undefined for text that holds a shell variable. */
function hide(value: string): { text: string; restore: (text: string) => string | undefined } {
  const parts: string[] = [];
  const text = value.replace(HIDDEN, '').replace(UNKNOWN, (part) => {
    if (parts.length >= MOST_HIDDEN) return '';
    parts.push(part);
    return String.fromCharCode(FIRST_HIDDEN + parts.length - 1);
  });
  const restore = (masked: string): string | undefined => {
    const restored = masked.replace(HIDDEN, (c) => parts[c.charCodeAt(0) - FIRST_HIDDEN] ?? '');
    return restored.includes('$') ? undefined : restored;
  };
  return { text, restore };
}

function addressOf(text: string, name: string): Identifier | undefined {
  if (text === '' || /\s/.test(text)) return undefined;
  if (STORAGE.test(text) || /^arn:aws[\w-]*:s3:::/.test(text)) return { kind: 'bucket', value: bucketName(text) };
  const model = MODEL.exec(text)?.[1];
  if (model) return { kind: 'model', value: model };
  if (NO_HOST.test(text)) return undefined;
  if (URL_WITH_HOST.test(text)) return host(text.replace(/^jdbc:/i, ''));
  if (NAMES_BUCKET.test(name) && BARE_HOST.test(text)) return { kind: 'bucket', value: text };
  if (NAMES_IMAGE.test(name)) return undefined;
  if (ONLY_HIDDEN.test(text)) return NAMES_ADDRESS.test(name) ? host(text) : undefined;
  if (HOST_AND_PORT.test(text) || CLUSTER_HOST.test(text)) return host(text);
  return NAMES_HOST.test(name) && BARE_HOST.test(text) && !/^(?:true|false|null|none|auto)$/i.test(text)
    ? host(text)
    : undefined;
}

/** Endpoint that Amazon RDS gives to a database or cluster; its first label is the identifier. */
const RDS = /^([a-z][a-z0-9-]*)\.(?:cluster-(?:ro-)?|proxy-)?[a-z0-9]{6,}\.[a-z0-9-]+\.rds\.amazonaws\.com$/;

function host(text: string): Identifier | undefined {
  // The port may be unknown, which the normal form cannot tell.
  const value = normaliseHost(text.replace(/:[\ue000-\uefff]+(?=$|\/)/, ''));
  const database = RDS.exec(value)?.[1];
  if (database) return { kind: 'database', value: database };
  return value === '' ? undefined : { kind: 'host', value };
}

/** A path inside a repository elsewhere. */
export interface RemotePath {
  /** `host/owner/name` */
  repository: string;
  /** `owner/name` */
  name: string;
  /** Path inside the repository, '' for its root. */
  path: string;
}

/**
 * Repository and path that a URL of a Git host names: kustomize remotes (`github.com/o/n/path?ref=v1`,
 * `https://github.com/o/n.git//path`, `git@github.com:o/n.git`), release downloads and raw files.
 * @returns undefined when the text is no such URL
 */
export function remotePath(url: string): RemotePath | undefined {
  if (url.length > LONGEST_ADDRESS) return undefined;
  const text = url
    .trim()
    .replace(/^(?:git::|git\+)/, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/[?#].*$/, '')
    // pip writes the revision behind the address.
    .replace(/(?<=\/[\w.-]{1,100})@[\w./-]{1,100}$/, '');
  const scp = /^([a-z0-9.-]+\.[a-z]+):(?!\d)/i.exec(text);
  const segments = (scp ? `${scp[1] ?? ''}/${text.slice(scp[0].length)}` : text).split('/').filter((s) => s !== '');
  // Projects of GitLab may lie in groups of groups; `.git` or `/-/` then ends the name.
  const [hostName = '', ...names] = segments;
  const marked = names.findIndex((one, at) => at > 0 && (one.endsWith('.git') || names[at + 1] === '-'));
  const ends = marked > 0 ? marked + 1 : 2;
  const owner = names.slice(0, ends - 1).join('/');
  const repository = names[ends - 1];
  const rest = names.slice(names[ends] === '-' ? ends + 1 : ends);
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/i.test(hostName) || !owner || !repository) return undefined;
  const raw = hostName === 'raw.githubusercontent.com';
  // `tree/REF/…`, `blob/REF/…` and the reference of a raw file are no part of the path.
  const inside = raw
    ? rest.slice(rest[0] === 'refs' ? 3 : 1)
    : /^(?:tree|blob|raw)$/.test(rest[0] ?? '')
      ? rest.slice(2)
      : rest;
  const name = `${owner}/${repository.replace(/\.git$/, '')}`.toLowerCase();
  return {
    repository: `${raw ? 'github.com' : hostName.toLowerCase().replace(/:\d+$/, '')}/${name}`,
    name,
    path: inside.join('/'),
  };
}
