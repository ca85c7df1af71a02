/**
 * Ray applications as YAML: configurations of Ray Serve, and the job and service definitions of Anyscale that hold them.
 * Formats: https://docs.ray.io/en/latest/serve/production-guide/config.html,
 * https://docs.anyscale.com/reference/job-api, https://docs.anyscale.com/reference/service-api
 */
import type { Fact } from '../../facts/types.js';
import { get, isMap, items, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { embeddedScript, scriptPart } from '../shared/ci/script.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, Plugin } from '../types.js';

/** `module.path:application` */
const APPLICATION = /^([A-Za-z_][\w.]*):[A-Za-z_]\w*$/;
/** Keys that a job has beside its command; `entrypoint` alone is the word of many formats. */
const JOB_KEYS = [
  'cluster_env',
  'compute_config',
  'runtime_env',
  'working_dir',
  'image_uri',
  'containerfile',
  'build_id',
];
const MOST_APPLICATIONS = 200;

const plugin: Plugin<DataDocument['language']> = {
  id: 'ray',
  title: 'Ray Serve and Anyscale configurations',
  documentation: 'https://docs.ray.io/en/latest/serve/production-guide/config.html',
  reads: 'Configurations of Ray Serve, and jobs and services of Anyscale.',
  technologies: ['ray', 'anyscale'],
  languages: ['yaml', 'json'],
  accepts: (_, text) =>
    /\bimport_path["']?\s*:/.test(text) ||
    (/\bentrypoint["']?\s*:/.test(text) && JOB_KEYS.some((key) => text.includes(key))),
  extract(document, context): Fact[] {
    const writer = new FactWriter(document, context, 'config');
    const facts = document.roots.flatMap((root) => (isMap(root) ? jobFacts(root, document, context) : []));
    for (const root of document.roots) if (isMap(root)) writeApplications(root, writer, context);
    return [...facts, ...writer.facts];
  },
};

export default plugin;

/** The command of a job runs in its working directory, which is the root of the project unless it names another. */
function jobFacts(root: DataNode, document: DataDocument, context: ExtractContext): Fact[] {
  const command = scriptPart(get(root, 'entrypoint'), document);
  if (!command || !JOB_KEYS.some((key) => get(root, key) !== undefined)) return [];
  const written = string(root, 'working_dir') ?? string(root, 'runtime_env', 'working_dir') ?? '.';
  const directory = context.resolvePath(written, '.') ?? '.';
  return [embeddedScript(command, document, context.unit, directory)];
}

/** Applications stand in a list, alone, or below the name that an Anyscale service gives them. */
function writeApplications(root: DataNode, writer: FactWriter, context: ExtractContext): void {
  for (const holder of [root, get(root, 'ray_serve_config')]) {
    if (!isMap(holder)) continue;
    for (const application of [holder, ...items(get(holder, 'applications')).slice(0, MOST_APPLICATIONS)]) {
      const path = get(application, 'import_path');
      const module = APPLICATION.exec(string(application, 'import_path') ?? '')?.[1];
      if (path && module) writer.link(context.unit, 'runs', 'python-module', module, path.offset);
    }
  }
}
