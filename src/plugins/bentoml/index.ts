/** Build files of BentoML: the service that a Bento is built around, and the models that it takes out of the store. */
import { get, isMap, items, text } from '../../syntax/data/tree.js';
import type { DataDocument } from '../../syntax/types.js';
import type { Fact } from '../../facts/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const FILE = /(?:^|\/)bentofile\.ya?ml$/;
/** `module.path:service` */
const SERVICE = /^([A-Za-z_][\w.]{0,200})(?::[A-Za-z_]\w*)?$/;

const plugin: Plugin<'yaml'> = {
  id: 'bentoml',
  title: 'BentoML build files',
  documentation: 'https://docs.bentoml.com/en/latest/reference/bentoml/bento-build-options.html',
  languages: ['yaml'],
  accepts: (file: FileInfo) => FILE.test(file.logicalPath),

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'config');
    const [root] = document.roots;
    const service = get(root, 'service');
    const module = SERVICE.exec(text(service)?.replace(/\.py(?=:|$)/, '') ?? '')?.[1];
    if (service && module) writer.link(context.unit, 'runs', 'python-module', module, service.offset);
    for (const entry of items(get(root, 'models'))) {
      const tag = text(isMap(entry) ? get(entry, 'tag') : entry);
      const name = tag?.split(':', 1)[0];
      if (!name) continue;
      writer.component(context.unit, entry.offset, {
        type: 'model-registry',
        technology: 'bentoml',
        relation: 'loads-from',
      });
      writer.link(context.unit, 'loads-from', 'model', name, entry.offset);
    }
    return writer.facts;
  },
};

export default plugin;
