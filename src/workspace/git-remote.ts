import { openRegular } from './open-regular.js';
import { isDirectory } from './git-state.js';

const MAX_CONFIG = 100_000;
const SECTION = /^\[(?:remote "([^"]{1,100})"|[^\]]{1,200})\]/;
const URL_LINE = /^url\s*=\s*(\S{1,500})$/;
/** `https://host:port/owner/name`, `ssh://git@host:port/owner/name`; nothing local. */
const ADDRESS = /^(https?|ssh|git):\/\/(?:[^/@\s]*@)?([A-Za-z0-9.-]+)(:\d+)?\/([^\s?#]+)$/;
/** `git@host:owner/name`: what stands behind the colon is a path, also where it begins with digits. */
const SHORT_ADDRESS = /^[^/@:\s]+@([A-Za-z0-9.-]+):\/?([^\s?#]+)$/;

/**
 * Where a source was cloned from, read from the text of `.git/config` (git-config(1)); git is never run and files that the
 * configuration includes are not read. Credentials that stand in the address are dropped.
 *
 * @param root absolute path of the source
 * @returns `host/owner/name` of the remote `origin`, or of the only remote; undefined when there is none
 */
export function remoteOf(root: string): string | undefined {
  if (!isDirectory(`${root}/.git`)) return undefined;
  const opened = openRegular(`${root}/.git/config`, MAX_CONFIG);
  if ('failure' in opened) return undefined;
  const remotes = new Map<string, string>();
  let remote: string | undefined;
  for (const raw of opened.bytes.toString('utf8').split('\n')) {
    const line = raw.trim();
    const section = SECTION.exec(line);
    if (section) remote = section[1];
    const address = remote === undefined ? undefined : plain(URL_LINE.exec(line)?.[1]);
    if (remote !== undefined && address !== undefined && !remotes.has(remote)) remotes.set(remote, address);
  }
  return remotes.get('origin') ?? (remotes.size === 1 ? [...remotes.values()][0] : undefined);
}

function plain(url: string | undefined): string | undefined {
  const [, scheme = '', host = '', port = '', path = ''] = ADDRESS.exec(url ?? '') ?? [];
  const [, shortHost = '', shortPath = ''] = SHORT_ADDRESS.exec(url ?? '') ?? [];
  // The port of a shell is none of the web.
  const place = scheme === '' ? `${shortHost}/${shortPath}` : `${host}${scheme.startsWith('http') ? port : ''}/${path}`;
  return place === '/' ? undefined : place.replace(/\/+$/, '').replace(/\.git$/, '');
}
