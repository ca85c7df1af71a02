/**
 * Addresses of evidence: the line of a file as it was at the commit that was read, on the forge where the repository lies.
 * Every part of a scanned tree is encoded for where it stands in the address; an address has no credentials, and leads
 * nowhere but to http or https.
 */
import type { SourceSummary } from '../assessment/types.js';
import type { Evidence } from '../graph/types.js';

/**
 * Addresses of a line, and of the files at the commit. `{plain}` is `?plain=1` for what a forge would show without lines: a
 * rendered Markdown file or notebook.
 */
interface Forge {
  line: string;
  tree: string;
}

const github: Forge = {
  line: 'https://{host}/{repository}/blob/{commit}/{path}{plain}#L{line}',
  tree: 'https://{host}/{repository}/tree/{commit}',
};
const gitlab: Forge = {
  line: 'https://{host}/{repository}/-/blob/{commit}/{path}{plain}#L{line}',
  tree: 'https://{host}/{repository}/-/tree/{commit}',
};
const bitbucket: Forge = {
  line: 'https://{host}/{repository}/src/{commit}/{path}#lines-{line}',
  tree: 'https://{host}/{repository}/src/{commit}',
};
const gitea: Forge = {
  line: 'https://{host}/{repository}/src/commit/{commit}/{path}#L{line}',
  tree: 'https://{host}/{repository}/src/commit/{commit}',
};
const azure: Forge = {
  line:
    'https://{host}/{repository}?path=/{path}&version=GC{commit}&line={line}&lineEnd={line}' +
    '&lineStartColumn=1&lineEndColumn=200&lineStyle=plain&_a=contents',
  tree: 'https://{host}/{repository}?version=GC{commit}',
};

/** Bitbucket Server and Data Center. */
const bitbucketServer: Forge = {
  line: 'https://{host}/{repository}/browse/{path}?at={commit}#{line}',
  tree: 'https://{host}/{repository}/browse?at={commit}',
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
  [/(?:^|[.-])(?:bitbucket|stash)(?:[.-]|$)/, bitbucketServer],
];

type Repository = Pick<SourceSummary, 'repository' | 'commit'>;

const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * The address of any line of a source, with `{path}`, `{plain}` and `{line}` left open.
 * @param template address with `{host}`, `{repository}`, `{commit}`, `{path}` and `{line}`, for forges that are not known by
 * their host; used for all sources where it is given
 * @returns undefined where the repository, the commit or the forge is not known
 */
export function linePattern(source: Repository, template?: string): string | undefined {
  const parts = partsOf(source);
  const pattern = template ?? (parts && forgeOf(parts.host)?.line);
  return parts && pattern && fill(pattern, parts);
}

/** @returns the address of a line, where `linePattern` knows one and the path leads nowhere but down */
export function evidenceLink(
  source: Repository | undefined,
  { file, line }: Pick<Evidence, 'file' | 'line'>,
  template?: string,
): string | undefined {
  const pattern = source && linePattern(source, template);
  const names = file.split('/');
  if (!pattern || names.some((name) => name === '.' || name === '..')) return undefined;
  const plain = /\.(?:md|ipynb)$/i.test(file) ? '?plain=1' : '';
  const path = names.map(encode).join('/');
  return webAddress(fill(pattern, { path, plain, line: String(Math.max(1, Math.trunc(line) || 1)) }));
}

/** @returns the address of a repository's files at its commit, where the forge is known */
export function repositoryLink(source: Repository): string | undefined {
  const parts = partsOf(source);
  const pattern = parts && forgeOf(parts.host)?.tree;
  return pattern && webAddress(fill(pattern, parts));
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

/** @returns what of an address is the same for all lines of a source, encoded */
function partsOf(source: Repository): { host: string; repository: string; commit: string } | undefined {
  const [host = '', ...names] = (source.repository ?? '').split('/');
  const commit = source.commit ?? '';
  if (names.length === 0 || !HOST.test(host) || !COMMIT.test(commit)) return undefined;
  const [address, path] = onTheWeb(host.toLowerCase(), names.map(decoded));
  if (path.some((name) => name === '' || name === '.' || name === '..')) return undefined;
  return { host: address, repository: path.map(encode).join('/'), commit };
}

/** Azure DevOps and Bitbucket Server give their repositories by other paths, or from other hosts, than they show them. */
function onTheWeb(host: string, names: readonly string[]): [host: string, path: readonly string[]] {
  if (forgeOf(host) === bitbucketServer) {
    const [project = '', name = ''] = names[0] === 'scm' ? names.slice(1) : names;
    return [host, [...(project.startsWith('~') ? ['users', project.slice(1)] : ['projects', project]), 'repos', name]];
  }
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

/** Half of a surrogate pair, which `encodeURIComponent` refuses, becomes the replacement character. */
const encode = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const fill = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{([a-z]+)\}/g, (open, name: string) => values[name] ?? open);
