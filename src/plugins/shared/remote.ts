/** Definitions in repositories elsewhere. */
import { remotePath, type RemotePath } from '../../facts/addresses.js';
import type { FactWriter } from './writer.js';

/** True for what kustomize, kubectl and Argo CD fetch rather than read from the checkout. */
export function isRemote(reference: string): boolean {
  return (
    /^(?:[a-z][a-z0-9+.-]*:\/\/|git::|git@|ssh:)/i.test(reference) ||
    /^[\w-]+(?:\.[\w-]+)+\/[^/]+\/[^/]/.test(reference)
  );
}

/**
 * Asks the catalogue what a directory or file of another repository deploys. Upstream projects publish their manifests
 * there, so the name is that of a chart: `owner/name/path` (`kubeflow/pipelines/manifests/kustomize`), or `owner/name`.
 */
export function remoteSignal(writer: FactWriter, unit: string, remote: RemotePath, offset: number): void {
  const name = remote.path === '' ? remote.name : `${remote.name}/${remote.path}`;
  writer.signal('chart', name, unit, offset);
}

/** A reference to something elsewhere: what the catalogue knows of it, and the remark that it was not read. */
export function remoteFacts(writer: FactWriter, unit: string, reference: string, offset: number): void {
  const remote = remotePath(reference);
  if (remote) {
    remoteSignal(writer, unit, remote, offset);
    const path = [remote.repository, remote.path].filter(Boolean).join('/');
    if (remote.path !== '') writer.link(unit, 'includes', 'path', path, offset);
  }
  writer.notUnderstood(unit, 'remote-reference', reference, offset);
}
