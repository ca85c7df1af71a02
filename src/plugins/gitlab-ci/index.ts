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
import { branchesIn, isManual, isNever, jobTriggers, pipelineTriggers } from './triggers.js';

/** The file that GitLab reads. */
const PIPELINE = /(?:^|\/)\.gitlab-ci\.ya?ml$/;
/** Files that pipelines include by habit. */
const PART = /(?:^|\/)[^/]*\.gitlab-ci[^/]*\.ya?ml$|(?:^|\/)\.?gitlab(?:-ci|\/ci)?\/.*\.ya?ml$/;

/** The folder in which pipelines are kept that the settings of a project name. */
const FOLDER = /(?:^|\/)\.gitlab\//;

const plugin: Plugin<DataDocument['language']> = {
  id: 'gitlab-ci',
  title: 'GitLab CI/CD',
  documentation: 'https://docs.gitlab.com/ci/yaml/',
  reads: 'Pipelines: jobs, includes, extends, rules, triggers, and what each job runs.',
  technologies: ['gitlab-ci'],
  languages: ['yaml'],
  accepts: (file, text) =>
    PIPELINE.test(file.logicalPath) || PART.test(file.logicalPath) || looksLikePart(file.logicalPath, text),
  extract(document, context) {
    const configuration = new Configuration(document.roots);
    const fragment =
      !PIPELINE.test(context.file.logicalPath) &&
      // A project may name another file as its pipeline; only a pipeline starts those of its own files.
      !(FOLDER.test(context.file.logicalPath) && configuration.startsChildren);
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
        continued: configuration.top('include') !== undefined,
        triggers: fragment
          ? []
          : [...pipelineTriggers(configuration, offset), ...branchesIn(configuration.top('workflow'), configuration)],
        jobs: configuration.jobs().map((entry) => readJob(entry, scope)),
        facts: (unit) => [
          ...(fragment ? templateFacts(scope) : []),
          ...includeFacts(unit, scope),
          ...variableFacts(configuration.top('variables'), unit, scope),
        ],
      },
      document,
      context,
    );
  },
};

export default plugin;

/**
 * Files of any name may be included: a job has a script and keywords that no other format has beside it, or is made of
 * hidden jobs, whose names begin with a dot.
 */
function looksLikePart(path: string, text: string): boolean {
  return (
    path.endsWith('ml') &&
    ((/^ +script\s*:/m.test(text) &&
      /^(?: +(?:stage|extends|rules|only|needs|tags|before_script|image)|\.[\w-]+)\s*:/m.test(text)) ||
      /^ +extends\s*:(?: *\[?|[ \t]*\n +- )["']?\.[a-zA-Z_]/m.test(text)) &&
    !/^["']?(?:jobs|on|pipelines|workflows|apiVersion|steps|language|kind|pool|trigger|phases|services)["']?\s*:/m.test(
      text,
    )
  );
}

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
      ...[...jobTriggers(job, configuration), ...branchesIn(job, configuration)].map(
        ({ trait, detail, offset: at }): Fact => {
          return {
            fact: 'trait',
            unit,
            trait,
            kind: 'structure',
            ...(detail ? { detail } : {}),
            at: scope.document.locate(at),
          };
        },
      ),
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
  const parents = parentSteps(job, scope);
  return [
    ...parents,
    ...scripts.flatMap((lines) => scriptSteps(lines, scope)),
    ...triggerSteps(get(job, 'trigger'), scope),
  ];
}

/** Name (`workflow`) of a hidden job that other files of the project, or projects that include it, extend. */
const templateName = (job: string): string => `gitlab-job:${job}`;

/** A job without a script of its own does what a hidden job of an included file does. */
function parentSteps(job: DataNode, scope: Scope): Step[] {
  const { configuration } = scope;
  const parents = get(job, 'script') === undefined ? configuration.foreignParents(job) : [];
  return parents.map((name) => ({
    name,
    offset: get(job, 'extends')?.offset ?? job.offset,
    effect: 'work',
    facts: (unit) => linkFacts(placeAt(get(job, 'extends'), unit, scope), 'includes', 'workflow', templateName(name)),
  }));
}

/** Hidden jobs as units that only run where a job extends them. */
function templateFacts(scope: Scope): Fact[] {
  const { configuration, document } = scope;
  return configuration.templates().flatMap(({ key, value, offset }): Fact[] => {
    const unit = `template:${key}`;
    const at = document.locate(offset);
    const job = configuration.resolved(value);
    return [
      { fact: 'unit', unit, kind: 'target', name: key, at },
      { fact: 'offer', unit, identifier: { kind: 'workflow', value: templateName(key) }, at },
      ...stepsOf(job, scope).flatMap((step) => step.facts(unit)),
    ];
  });
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
    return [
      ...projectFiles(item).flatMap((file) => linkFacts({ ...place, directory: '.' }, 'includes', 'path', file)),
      { fact: 'not-understood', unit, reason: 'remote-reference', detail: `include ${detail}`, at: place.at },
    ];
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

/** Files of another project as HOST/GROUP/PROJECT/FILE. Of nested groups the last one is kept: paths have no other form. */
function projectFiles(item: DataNode): string[] {
  const project = repositoryOf(string(item, 'project') ?? '');
  if (project !== undefined) return strings(item, 'file').map((file) => `${project}/${file.replace(/^\/+/, '')}`);
  // `HOST/GROUP/PROJECT/COMPONENT@VERSION`
  const [, path = '', name = ''] = /^[^/]+\/(.+)\/([\w-]+)(?:@.*)?$/.exec(string(item, 'component') ?? '') ?? [];
  const components = repositoryOf(path);
  return components ? [`${components}/templates/${name}.yml`, `${components}/templates/${name}/template.yml`] : [];
}

function repositoryOf(project: string): string | undefined {
  const [, group, name] = /(?:^|\/)([\w.-]+)\/([\w.-]+)\/?$/.exec(project) ?? [];
  return group && name ? `gitlab.com/${group}/${name}` : undefined;
}
