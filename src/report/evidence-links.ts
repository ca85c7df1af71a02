/**
 * Addresses of evidence: the line of a file as it was at the commit that was read, on the forge where the repository lies.
 * Every part of a scanned tree is encoded for where it stands in the address; an address has no credentials, and leads
 * nowhere but to http or https.
 */
import type { SourceSummary } from '../assessment/types.js';
import type { Evidence } from '../graph/types.js';

/** What the address of a line is made of; each part is encoded already. */
interface Parts {
  host: string;
  /** Path of the repository on its host. */
  repository: string;
  commit: string;
  path: string;
  line: string;
}
/** What stands behind the repository in the address of a line, and in that of its files at the commit. */
interface Forge {
  line: (parts: Parts) => string;
  tree: (commit: string) => string;
}

const github: Forge = {
  // Without `plain`, a rendered Markdown file or notebook has no lines.
  line: ({ commit, path, line }) =>
    `/blob/${commit}/${path}${/\.(?:md|ipynb)$/i.test(path) ? '?plain=1' : ''}#L${line}`,
  tree: (commit) => `/tree/${commit}`,
};
const gitlab: Forge = {
  line: ({ commit, path, line }) => `/-/blob/${commit}/${path}#L${line}`,
  tree: (commit) => `/-/tree/${commit}`,
};
const bitbucket: Forge = {
  line: ({ commit, path, line }) => `/src/${commit}/${path}#lines-${line}`,
  tree: (commit) => `/src/${commit}`,
};
const gitea: Forge = {
  line: ({ commit, path, line }) => `/src/commit/${commit}/${path}#L${line}`,
  tree: (commit) => `/src/commit/${commit}`,
};
const azure: Forge = {
  line: ({ commit, path, line }) =>
    `?path=/${path}&version=GC${commit}&line=${line}&lineEnd=${Number(line) + 1}` +
    `&lineStartColumn=1&lineEndColumn=1&lineStyle=plain&_a=contents`,
  tree: (commit) => `?version=GC${commit}`,
};

/** By host: the public forges, then installations that say in their host's name what they are. */
const FORGES: readonly [RegExp, Forge][] = [
  [/^(?:www\.)?github\.com$/, github],
  [/^gitlab\.com$/, gitlab],
  [/^bitbucket\.org$/, bitbucket],
  [/^(?:codeberg\.org|gitea\.com)$/, gitea],
  [/^(?:dev\.azure\.com|[a-z0-9-]+\.visualstudio\.com)$/, azure],
  [/(?:^|[.-])(?:github|ghe)(?:[.-]|$)|\.ghe\.com$/, github],
  [/(?:^|[.-])gitlab(?:[.-]|$)/, gitlab],
  [/(?:^|[.-])(?:gitea|forgejo)(?:[.-]|$)/, gitea],
];

const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * @param template address with `{host}`, `{repository}`, `{commit}`, `{path}` and `{line}`, for forges that are not known by
 * their host; used for all sources where it is given
 * @returns undefined where the repository, the commit or the forge is not known
 */
export function evidenceLink(
  source: Pick<SourceSummary, 'repository' | 'commit'> | undefined,
  { file, line }: Pick<Evidence, 'file' | 'line'>,
  template?: string,
): string | undefined {
  const parts = partsOf(source, file, line);
  if (!parts) return undefined;
  if (template !== undefined) return webAddress(fill(template, parts));
  const forge = forgeOf(parts.host);
  return forge && webAddress(`https://${parts.host}/${parts.repository}${forge.line(parts)}`);
}

/** @returns the address of a repository's files at its commit, where the forge is known */
export function repositoryLink(source: Pick<SourceSummary, 'repository' | 'commit'>): string | undefined {
  const parts = partsOf(source, '', 1);
  const forge = parts && forgeOf(parts.host);
  return forge && webAddress(`https://${parts.host}/${parts.repository}${forge.tree(parts.commit)}`);
}

const forgeOf = (host: string): Forge | undefined => FORGES.find(([pattern]) => pattern.test(host))?.[1];

/**
 * @returns the address as it may stand behind a link: http or https, without credentials; undefined for any other
 */
export function webAddress(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const plain = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  return plain ? url.href : undefined;
}

function partsOf(
  source: Pick<SourceSummary, 'repository' | 'commit'> | undefined,
  file: string,
  line: number,
): Parts | undefined {
  const [host = '', ...names] = (source?.repository ?? '').split('/');
  const commit = source?.commit ?? '';
  if (names.length === 0 || !HOST.test(host) || !COMMIT.test(commit)) return undefined;
  const [address, path] = onTheWeb(host.toLowerCase(), names.map(decoded));
  const segments = encodedPath(file);
  if (segments === undefined || path.some((name) => !isName(name))) return undefined;
  return {
    host: address,
    repository: path.map(encode).join('/'),
    commit,
    path: segments,
    line: String(Math.max(1, Math.trunc(line) || 1)),
  };
}

/** Azure DevOps gives its repositories over SSH from other hosts and by other paths than on the web. */
function onTheWeb(host: string, names: readonly string[]): [host: string, path: readonly string[]] {
  const ssh = host === 'ssh.dev.azure.com' || host === 'vs-ssh.visualstudio.com';
  if (!ssh) return [host, names];
  const [organisation = '', project = '', name = ''] = names[0] === 'v3' ? names.slice(1) : names;
  return ['dev.azure.com', [organisation, project, '_git', name]];
}

/** Remotes hold names as an address does. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isName = (name: string): boolean => name !== '' && name !== '.' && name !== '..';

function encodedPath(file: string): string | undefined {
  const segments = file.split('/');
  return segments.some((s) => s === '.' || s === '..') ? undefined : segments.map(encode).join('/');
}

/** Half of a surrogate pair, which `encodeURIComponent` refuses, becomes the replacement character. */
const encode = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function fill(template: string, parts: Parts): string {
  return template.replace(/\{(host|repository|commit|path|line)\}/g, (_, name: keyof Parts) => parts[name]);
}
