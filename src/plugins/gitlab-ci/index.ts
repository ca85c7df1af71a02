/** GitLab CI/CD. Format: https://docs.gitlab.com/ci/yaml/ */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, items, string, strings, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataEntry, DataNode } from '../../syntax/types.js';
import { expandVariables, machineFacts, placeAt, scriptSteps, variableFacts } from '../shared/ci/lines.js';
import type { LineScope } from '../shared/ci/lines.js';
import { Variables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Job, Step } from '../shared/ci/workflow.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import { repositoryRoot } from '../shared/paths.js';
import type { Plugin } from '../types.js';
import { Configuration } from './configuration.js';
import { isManual, isNever, jobTriggers, pipelineTriggers } from './triggers.js';

/** The file that GitLab reads. */
const PIPELINE = /(?:^|\/)\.gitlab-ci\.ya?ml$/;
/** Files that pipelines include by habit. */
const PART = /(?:^|\/)[^/]*\.gitlab-ci[^/]*\.ya?ml$|(?:^|\/)\.?gitlab(?:-ci|\/ci)?\/.*\.ya?ml$/;

const plugin: Plugin<DataDocument['language']> = {
  id: 'gitlab-ci',
  title: 'GitLab CI/CD',
  documentation: 'https://docs.gitlab.com/ci/yaml/',
  languages: ['yaml'],
  accepts: (file) => PIPELINE.test(file.logicalPath) || PART.test(file.logicalPath),
  extract(document, context) {
    const configuration = new Configuration(document.roots);
    const fragment = !PIPELINE.test(context.file.logicalPath);
    if (fragment && !configuration.isPipeline) return [];
    const root = repositoryRoot(context.file);
    const scope: Scope = {
      document,
      context,
      configuration,
      directory: root,
      variables: variablesOf(configuration.top('variables'), Variables.none),
    };
    const offset = document.roots[0]?.offset ?? 0;
    return factsForWorkflow(
      {
        technology: 'gitlab-ci',
        name: string(configuration.top('workflow'), 'name') ?? posix.basename(context.file.logicalPath),
        offset,
        confidence: root === '.' ? 'high' : 'medium',
        fragment,
        triggers: fragment ? [] : pipelineTriggers(configuration, offset),
        jobs: configuration.jobs().map((entry) => readJob(entry, scope)),
        facts: (unit) => [...includeFacts(unit, scope), ...variableFacts(configuration.top('variables'), unit, scope)],
      },
      document,
      context,
    );
  },
};

export default plugin;

/** Scripts start in the root of the repository. */
interface Scope extends LineScope {
  configuration: Configuration;
}

/** Values of `variables`, either plain or with a description beside `value`. */
function variablesOf(node: DataNode | undefined, outer: Variables): Variables {
  return outer.with(
    entries(node).flatMap(({ key, value }): [string, string][] => {
      const written = text(value) ?? string(value, 'value');
      return written === undefined || written === `\${${key}}` || written === `$${key}`
        ? []
        : [[key, expandVariables(written, outer)]];
    }),
  );
}

function readJob({ key, offset, value }: DataEntry, outer: Scope): Job {
  const { configuration } = outer;
  const job = configuration.resolved(value);
  const scope = { ...outer, variables: variablesOf(get(job, 'variables'), outer.variables) };
  const environment = string(job, 'environment', 'name') ?? string(job, 'environment');
  return {
    id: key,
    offset,
    off: isNever(job, configuration),
    environment: environment === undefined ? undefined : expandVariables(environment, scope.variables),
    steps: stepsOf(job, scope),
    facts: (unit) => [
      ...variableFacts(get(job, 'variables'), unit, scope),
      ...runnerFacts(job, unit, scope),
      ...jobTriggers(job, configuration).map(({ trait, detail, offset: at }): Fact => {
        return {
          fact: 'trait',
          unit,
          trait,
          kind: 'structure',
          ...(detail ? { detail } : {}),
          at: scope.document.locate(at),
        };
      }),
      ...(isManual(job, configuration)
        ? [traitFact(placeAt(get(job, 'when') ?? get(job, 'rules'), unit, scope), 'approval', 'when: manual')]
        : []),
    ],
  };
}

/** `before_script` and `script` run in one shell, `after_script` in another. */
function stepsOf(job: DataNode, scope: Scope): Step[] {
  const { configuration } = scope;
  const script = get(job, 'script') ?? get(job, 'run');
  const scripts = [
    script === undefined
      ? []
      : [...configuration.lines(configuration.keyword(job, 'before_script')), ...scriptLines(script, configuration)],
    script === undefined ? [] : configuration.lines(configuration.keyword(job, 'after_script')),
  ];
  return [...scripts.flatMap((lines) => scriptSteps(lines, scope)), ...triggerSteps(get(job, 'trigger'), scope)];
}

/** `run` holds steps with a `script`; `script` is a line or a list of lines. */
function scriptLines(node: DataNode, configuration: Configuration): DataNode[] {
  const nested = items(node).flatMap((item) => (isMap(item) ? configuration.lines(get(item, 'script')) : []));
  return nested.length > 0 ? nested : configuration.lines(node);
}

/** A job that starts another pipeline: one of this repository, or that of another project. */
function triggerSteps(trigger: DataNode | undefined, scope: Scope): Step[] {
  if (trigger === undefined) return [];
  const project = string(trigger, 'project') ?? string(trigger);
  return [
    {
      offset: trigger.offset,
      effect: 'work',
      facts: (unit) => [
        ...(project
          ? linkFacts(
              placeAt(trigger, unit, scope),
              'triggers',
              'git-repository',
              `gitlab.com/${expandVariables(project, scope.variables)}`,
            )
          : []),
        ...includesOf(get(trigger, 'include'), unit, scope),
      ],
    },
  ];
}

function includeFacts(unit: string, scope: Scope): Fact[] {
  return includesOf(scope.configuration.top('include'), unit, scope);
}

/** Local files are linked; templates, components and files of other projects cannot be read. */
function includesOf(node: DataNode | undefined, unit: string, scope: Scope): Fact[] {
  const list = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return list.flatMap((item): Fact[] => {
    const place = placeAt(item, unit, scope);
    const local = string(item, 'local') ?? (/:\/\//.test(text(item) ?? '://') ? undefined : text(item));
    if (local !== undefined) return linkFacts(place, 'includes', 'path', local.replace(/^\/+/, ''));
    const detail =
      ['remote', 'template', 'component', 'project']
        .map((key) => string(item, key))
        .find((value) => value !== undefined) ?? text(item);
    if (detail === undefined) return [];
    return [{ fact: 'not-understood', unit, reason: 'remote-reference', detail: `include ${detail}`, at: place.at }];
  });
}

/** Labels of the runner, and the image in which the job runs. */
function runnerFacts(job: DataNode, unit: string, scope: Scope): Fact[] {
  const { configuration } = scope;
  const image = configuration.keyword(job, 'image');
  const tags = configuration.keyword(job, 'tags');
  return [
    ...machineFacts(strings(tags), undefined, tags, unit, scope),
    ...machineFacts([], string(image, 'name') ?? text(image), image, unit, scope),
  ];
}
