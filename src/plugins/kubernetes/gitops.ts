/** Objects by which a cluster deploys charts and directories itself: Flux, and the Helm controller of k3s. */
import { get, isScalar } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { remotePath } from '../../facts/addresses.js';
import { reference } from '../../facts/value.js';
import { releaseFacts, valuesFacts } from '../shared/values.js';
import type { ObjectContext } from './index.js';

/** Repositories by the names of their objects. */
const SPACE = 'flux:';

export function gitopsFacts(context: ObjectContext): void {
  const { writer, unit, object, read } = context;
  const { node, group, kind } = object;
  const id = `${group}/${kind}`;
  if (id === 'helm.toolkit.fluxcd.io/HelmRelease') {
    const namespace = read(get(node, 'spec', 'targetNamespace')) ?? object.namespace;
    chart(context, get(node, 'spec', 'chart', 'spec', 'chart'), read(get(node, 'spec', 'releaseName')), namespace);
    valuesFacts(writer, unit, get(node, 'spec', 'values'), { read, runs: true });
  } else if (id === 'helm.cattle.io/HelmChart') {
    chart(context, get(node, 'spec', 'chart'), object.name, read(get(node, 'spec', 'targetNamespace')) ?? '');
    const values = get(node, 'spec', 'valuesContent');
    if (isScalar(values)) writer.embed(unit, 'yaml', read(values) ?? '', values);
  } else if (id === 'kustomize.toolkit.fluxcd.io/Kustomization') {
    writer.trait(unit, 'deploys', node.offset, 'Flux Kustomization');
    const path = get(node, 'spec', 'path');
    const inside = path && writer.context.resolvePath((read(path) ?? '').replace(/^\/+/, '') || '.', '.');
    if (!path || inside === undefined) return;
    // The path counts from the root of the repository that the source names, which may stand in another file.
    const source = get(node, 'spec', 'sourceRef');
    writer.link(unit, 'deploys', 'path', inside, path.offset);
    if (read(get(source, 'kind')) === 'GitRepository')
      writer.link(
        unit,
        'deploys',
        'path',
        `${reference(SPACE, read(get(source, 'name')) ?? '')}/${inside}`,
        path.offset,
      );
  } else if (id === 'source.toolkit.fluxcd.io/GitRepository') {
    const url = get(node, 'spec', 'url');
    const remote = remotePath(read(url) ?? '');
    if (url && remote) {
      writer.link(unit, 'deploys', 'git-repository', remote.repository, url.offset);
      writer.symbol(SPACE, object.name, remote.repository, url.offset);
    }
  }
}

function chart(
  context: ObjectContext,
  node: DataNode | undefined,
  release: string | undefined,
  namespace: string,
): void {
  const { writer, unit, object, read } = context;
  const path = read(node);
  if (!node || !path) return;
  const name = path.slice(path.lastIndexOf('/') + 1);
  writer.trait(unit, 'deploys', node.offset, `chart ${path}`);
  writer.signal('chart', name, unit, node.offset);
  releaseFacts(writer, unit, { name: release ?? object.name, chart: name, namespace }, node.offset);
  if (/^\.{0,2}\//.test(path))
    writer.link(unit, 'deploys', 'path', writer.context.resolvePath(path.replace(/^\//, ''), '.'), node.offset);
}
