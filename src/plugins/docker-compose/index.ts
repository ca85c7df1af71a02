/** Docker Compose files: every service is a workload that the others reach by its name. */
import { entries, get, isMap, isScalar, items, list } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import type { Fact } from '../../facts/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { read, serviceFacts } from './service.js';

const FILE = /(?:^|\/)(?:docker-)?(?:compose|stack)(?:[._-][\w.-]+)?\.ya?ml$|(?:^|\/)[\w-]+[._-]compose\.ya?ml$/i;
const SERVICES = /^services[ \t]*:/m;
const SERVICE = /^[ \t]+(?:image|build)[ \t]*:/m;

const plugin: Plugin<'yaml'> = {
  id: 'docker-compose',
  title: 'Docker Compose',
  documentation: 'https://docs.docker.com/reference/compose-file/',
  reads: 'Services: images, builds, commands, environment, and the names by which they reach one another.',
  technologies: ['docker'],
  languages: ['yaml'],

  accepts(file: FileInfo, text: string): boolean {
    if (!/\.ya?ml$/i.test(file.logicalPath)) return false;
    return FILE.test(file.logicalPath) || (SERVICES.test(text) && SERVICE.test(text));
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    const [root] = document.roots;
    const named = FILE.test(context.file.logicalPath);
    const services = entries(get(root, 'services')).filter(({ value }) => isMap(value));
    // Other formats have `services` too; those of Compose have an image or are built.
    const shown = services.some(({ value }) => isScalar(get(value, 'image')) || get(value, 'build') !== undefined);
    if (!root || get(root, 'apiVersion') !== undefined || (!named && !shown)) return writer.facts;
    const directory = context.file.path.split('/').slice(0, -1).join('/') || '.';
    for (const included of items(get(root, 'include')))
      for (const path of list(isMap(included) ? get(included, 'path') : included))
        writer.link(context.unit, 'includes', 'path', context.resolvePath(read(path) ?? '', directory), path.offset);
    const project = { directory, file: context.file.path, files: namedFiles(root, context, directory) };
    for (const { key, value, offset } of services) if (isMap(value)) serviceFacts(writer, key, value, offset, project);
    return writer.facts;
  },
};

function namedFiles(root: DataNode, context: ExtractContext, directory: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const kind of ['configs', 'secrets'])
    for (const { key, value } of entries(get(root, kind))) {
      const path = context.resolvePath(read(get(value, 'file')) ?? '', directory);
      if (get(value, 'file') && path) files.set(`${kind}.${key}`, path);
    }
  return files;
}

export default plugin;
