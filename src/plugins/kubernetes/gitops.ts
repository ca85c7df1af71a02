/** Objects by which a cluster deploys charts and directories itself: Flux, and the Helm controller of k3s. */
import { get, isScalar } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { remotePath } from '../../facts/addresses.js';
import { valuesFacts } from '../shared/values.js';
import type { ObjectContext } from './index.js';

export function gitopsFacts(context: ObjectContext): void {
  const { writer, unit, object, read } = context;
  const { node, group, kind } = object;
  const id = `${group}/${kind}`;
  if (id === 'helm.toolkit.fluxcd.io/HelmRelease') {
    chart(context, get(node, 'spec', 'chart', 'spec', 'chart'));
    valuesFacts(writer, unit, get(node, 'spec', 'values'), { read, runs: true });
  } else if (id === 'helm.cattle.io/HelmChart') {
    chart(context, get(node, 'spec', 'chart'));
    const values = get(node, 'spec', 'valuesContent');
    if (isScalar(values)) writer.embed(unit, 'yaml', read(values) ?? '', values);
  } else if (id === 'kustomize.toolkit.fluxcd.io/Kustomization') {
    writer.trait(unit, 'deploys', node.offset, 'Flux Kustomization');
    const path = get(node, 'spec', 'path');
    // The path counts from the root of the repository that the source names.
    if (path) writer.link(unit, 'deploys', 'path', writer.context.resolvePath(read(path) ?? '', '.'), path.offset);
  } else if (id === 'source.toolkit.fluxcd.io/GitRepository') {
    const url = get(node, 'spec', 'url');
    const remote = remotePath(read(url) ?? '');
    if (url && remote) writer.link(unit, 'deploys', 'git-repository', remote.repository, url.offset);
  }
}

function chart({ writer, unit, read }: ObjectContext, node: DataNode | undefined): void {
  const name = read(node);
  if (!node || !name) return;
  writer.trait(unit, 'deploys', node.offset, `chart ${name}`);
  writer.signal('chart', name.slice(name.lastIndexOf('/') + 1), unit, node.offset);
  if (/^\.{0,2}\//.test(name))
    writer.link(unit, 'deploys', 'path', writer.context.resolvePath(name.replace(/^\//, ''), '.'), node.offset);
}
