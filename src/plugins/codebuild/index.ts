/**
 * AWS CodeBuild build specifications, as files of any name and embedded in templates.
 * Format: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, items, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { directoryAfter, effectOfScript, embeddedScript, joinScripts, scriptPart } from '../shared/ci/script.js';
import { assignedIn } from '../shared/ci/assigned.js';
import { Variables, replaceShellVariables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Job } from '../shared/ci/workflow.js';
import { environmentFacts } from '../shared/commands/signals.js';
import type { ExtractContext, Plugin } from '../types.js';

const PHASES = ['install', 'pre_build', 'build', 'post_build'];

const plugin: Plugin<DataDocument['language']> = {
  id: 'codebuild',
  title: 'AWS CodeBuild',
  documentation: 'https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html',
  reads: 'Build specifications, as files and inside templates: phases and their commands.',
  technologies: ['aws-codebuild'],
  languages: ['yaml', 'json'],
  accepts: (_, content) =>
    /["']?version["']?\s*:\s*["']?0\.[12]\b/.test(content) && /["']?phases["']?\s*:/.test(content),
  extract(document, context) {
    const root = document.roots[0];
    const version = scalar(root, 'version');
    if ((version !== 0.2 && version !== 0.1 && version !== '0.2' && version !== '0.1') || !isMap(get(root, 'phases')))
      return [];
    return [...buildFacts(root, document, context), ...projectFacts(root, document, context)];
  },
};

export default plugin;

function buildFacts(root: DataNode | undefined, document: DataDocument, context: ExtractContext): Fact[] {
  const embedded = context.unit !== '';
  const base = posix.basename(context.file.path).replace(/\.(?:ya?ml|json)$/, '');
  const variables = Variables.none.with(
    entries(get(root, 'env', 'variables')).flatMap(({ key, value }) => {
      const written = text(value);
      return written === undefined ? [] : [[key, written] as const];
    }),
  );
  return factsForWorkflow(
    {
      technology: 'aws-codebuild',
      name: embedded ? context.unit.slice(context.unit.indexOf(':') + 1) : base,
      offset: root?.offset ?? 0,
      confidence: 'high',
      aliases: embedded ? [] : [base],
      triggers: [],
      jobs: phaseJobs(root, variables, document, context),
      facts: (unit) =>
        entries(get(root, 'env', 'variables')).flatMap(({ key, offset }) =>
          environmentFacts(context, unit, document.locate(offset), { [key]: variables.get(key) ?? '' }),
        ),
    },
    document,
    context,
  );
}

/**
 * Amazon SageMaker Projects start the builds of all repositories of a project with the same variables, by which those agree on
 * the names of model group and endpoint (https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-projects-templates-custom.html).
 */
function projectFacts(root: DataNode | undefined, document: DataDocument, context: ExtractContext): Fact[] {
  if (context.unit !== '') return [];
  const commands = PHASES.flatMap((phase) => items(get(root, 'phases', phase, 'commands')));
  const naming = commands.find((command) => /\$\{?SAGEMAKER_PROJECT_(?:NAME|ID)\b/.test(text(command) ?? ''));
  if (!naming) return [];
  const identifier = { kind: 'project', value: 'sagemaker' } as const;
  return [{ fact: 'offer', unit: '', identifier, at: document.locate(naming.offset) }];
}

/**
 * Commands of all phases run in one shell (version 0.2), so the directory of one phase is that in which the next begins, and variables
 * that one sets are known to the next.
 * A buildspec runs in the root of its input; one that lies below the source's root is that of a part of the tree.
 */
function phaseJobs(
  root: DataNode | undefined,
  written: Variables,
  document: DataDocument,
  context: ExtractContext,
): Job[] {
  const phases = get(root, 'phases');
  const keepsState = scalar(root, 'version') !== 0.1;
  let directory: string | undefined = '.';
  let variables = written;
  return PHASES.flatMap((phase): Job[] => {
    const node = get(phases, phase);
    const lines = [...items(get(node, 'commands')), ...items(get(node, 'finally'))];
    const single = string(node, 'commands') === undefined ? [] : [get(node, 'commands')];
    const parts = joinScripts([...lines, ...single].flatMap((line) => scriptPart(line, document) ?? []));
    const [first] = parts;
    if (!first) return [];
    const scripts = parts.map((part) => {
      const known = replaceShellVariables(part.text, (name) => variables.get(name));
      const script = { ...part, text: known, directory };
      if (!keepsState) return script;
      directory = directoryAfter(part.text, directory, context);
      variables = variables.with(assignedIn(known));
      return script;
    });
    const idle = scripts.every((script) => effectOfScript(script.text) === 'none');
    return [
      {
        id: phase,
        offset: node?.offset ?? first.offset,
        steps: [
          {
            offset: first.offset,
            effect: idle ? 'none' : 'work',
            facts: (unit) => scripts.map((script) => embeddedScript(script, document, unit, script.directory)),
          },
        ],
      },
    ];
  });
}
