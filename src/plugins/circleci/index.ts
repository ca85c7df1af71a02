/** CircleCI. Format: https://circleci.com/docs/configuration-reference/ */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, items, string } from '../../syntax/data/tree.js';
import type { DataDocument } from '../../syntax/types.js';
import { Variables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import { linkFacts } from '../shared/effects.js';
import { placeAt } from '../shared/ci/lines.js';
import { repositoryRoot } from '../shared/paths.js';
import type { Plugin } from '../types.js';
import { readJobs } from './jobs.js';
import type { Scope } from './jobs.js';
import { orbsOf } from './steps.js';
import { runsOf, triggersOf } from './workflows.js';

const FOLDER = /(?:^|\/)\.circleci\/.*\.ya?ml$/;
/** The file that CircleCI reads, and by habit those that it goes on with. */
const LOADED = /(?:^|\/)\.circleci\/(?:config|.*continu[\w-]*)\.ya?ml$/;

const plugin: Plugin<DataDocument['language']> = {
  id: 'circleci',
  title: 'CircleCI',
  documentation: 'https://circleci.com/docs/configuration-reference/',
  languages: ['yaml'],
  accepts: ({ logicalPath }, text) => FOLDER.test(logicalPath) && /^\s*["']?(?:jobs|workflows)["']?\s*:/m.test(text),
  extract(document, context): Fact[] {
    const root = document.roots[0];
    if (!isMap(root)) return [];
    const scope: Scope = {
      document,
      context,
      root,
      directory: repositoryRoot(context.file),
      variables: Variables.none,
      orbs: orbsOf(root),
      parameters: defaultsOf(root),
    };
    const runs = runsOf(root);
    const loaded = LOADED.test(context.file.logicalPath);
    const base = posix.basename(context.file.logicalPath);
    return factsForWorkflow(
      {
        technology: 'circleci',
        name: loaded && /^config\./.test(base) ? 'CircleCI' : base.replace(/\.ya?ml$/, ''),
        offset: root.offset,
        confidence: scope.directory === '.' ? 'high' : 'medium',
        ...(loaded ? {} : { declared: 'not-loaded' as const }),
        triggers: triggersOf(root),
        jobs: readJobs(runs, scope),
        facts: (unit) => continuedFacts(unit, scope),
      },
      document,
      context,
    );
  },
};

export default plugin;

/** Defaults of the pipeline's parameters, by the name under which steps read them. */
function defaultsOf(root: Scope['root']): Variables {
  return Variables.none.with(
    entries(get(root, 'parameters')).flatMap(({ key, value }): [string, string][] => {
      const standard = string(value, 'default');
      return standard === undefined ? [] : [[`pipeline.parameters.${key}`, standard]];
    }),
  );
}

/** A setup configuration hands over to another file. */
function continuedFacts(unit: string, scope: Scope): Fact[] {
  const found: Fact[] = [];
  for (const { value } of entries(get(scope.root, 'workflows')))
    for (const job of items(get(value, 'jobs')).flatMap((item) => entries(item))) {
      const path = string(job.value, 'config-path') ?? string(job.value, 'configuration_path');
      if (path !== undefined)
        found.push(...linkFacts({ ...placeAt(job.value, unit, scope), directory: '.' }, 'includes', 'path', path));
    }
  return found;
}
