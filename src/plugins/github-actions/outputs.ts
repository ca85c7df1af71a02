/**
 * Values that steps and jobs hand to later ones: the variables and outputs that a script writes, the images that an action puts together.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { parseShell } from '../../syntax/shell/index.js';
import { entries, get, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { environmentOf, expand, expandScript } from './expressions.js';
import type { Values } from './expressions.js';
import { actionName } from './uses.js';

/** What a script writes into the files of the platform, which begins like this. */
const WRITES = /GITHUB_(?:ENV|OUTPUT)\b|::set-output /;
const ASSIGNMENT = /^([A-Za-z_][\w-]*)=([^]*)$/;
const SET_OUTPUT = /^::set-output name=([\w-]+)::([^]*)$/;
const LONGEST_VALUE = 500;
const MOST_IMAGES = 20;

/** What is known where each step is read, in their order, and after the last one. */
export function valuesOfSteps(nodes: readonly DataNode[], start: Values): Values[] {
  const all = [start];
  for (const node of nodes) {
    const before = all.at(-1) ?? start;
    const written = handedOver(node, before);
    const id = string(node, 'id');
    const outputs = new Map(before.outputs);
    if (id !== undefined) for (const [name, value] of written) outputs.set(`steps.${id}.outputs.${name}`, value);
    all.push(written.length === 0 ? before : { ...before, env: before.env.with(written), outputs });
  }
  return all;
}

/** Outputs of a job as other jobs name them, when its steps are through. */
export function outputsOfJob(key: string, job: DataNode | undefined, values: Values): [string, string][] {
  return entries(get(job, 'outputs')).flatMap(({ key: name, value }): [string, string][] => {
    const written = text(value);
    const known = written === undefined ? undefined : expand(written, values);
    return known === undefined || /\$\{\{\s*steps\./.test(known) ? [] : [[`needs.${key}.outputs.${name}`, known]];
  });
}

function handedOver(node: DataNode, values: Values): [string, string][] {
  const uses = string(node, 'uses');
  if (uses !== undefined) return actionName(uses) === 'docker/metadata-action' ? imagesOf(node, values) : [];
  const script = string(node, 'run');
  if (script === undefined || !WRITES.test(script)) return [];
  const env = values.env.with(environmentOf(get(node, 'env'), values));
  return parseShell(expandScript(script, { ...values, env })).commands.flatMap(({ words }): [string, string][] => {
    if (words[0] !== 'echo' && words[0] !== 'printf') return [];
    const said = words.slice(1).join(' ').trim();
    const [, name, value] = SET_OUTPUT.exec(said) ?? ASSIGNMENT.exec(said) ?? [];
    return name && value && value.length <= LONGEST_VALUE ? [[name, value]] : [];
  });
}

/** The action tags each of the images that it is given. https://github.com/docker/metadata-action */
function imagesOf(node: DataNode, values: Values): [string, string][] {
  const images = expand(string(node, 'with', 'images') ?? '', values)
    .split('\n', MOST_IMAGES)
    .map((line) => line.trim().replace(/^name=|,(?:name|enable)=.*$/g, ''))
    .filter((line) => line !== '');
  return images.length === 0 ? [] : [['tags', images.join(',')]];
}
