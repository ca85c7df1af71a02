/** `if: needs.evaluate.outputs.better == 'true'`: a job or step that delivers only when an evaluation came out well. */
import type { Fact, Location } from '../../facts/types.js';
import { get, items, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { asksForModel } from '../shared/gates/outcomes.js';

/** Outputs of jobs and steps in a condition; the name of the job says what it found out. */
const OUTPUT = /\b(?:needs|steps)\.([\w-]{1,100})\.outputs\.([\w-]{1,100})/g;
const DELIVERS = /deploy|promot|regist|release|publish|rollout|kubectl|helm|terraform|upload|serve|push/i;
const LONGEST_CONDITION = 1000;

/** @param node a job or a step */
export function gateFacts(
  key: string,
  node: DataNode | undefined,
  unit: string,
  document: { locate(offset: number): Location },
): Fact[] {
  const condition = string(node, 'if');
  if (!node || condition === undefined || condition.length > LONGEST_CONDITION) return [];
  const names = [...condition.matchAll(OUTPUT)].flatMap(([, from = '', output = '']) => [from, output]);
  if (names.length === 0 || !asksForModel(names.join(' ')) || !DELIVERS.test(textOf(key, node))) return [];
  const at = document.locate(get(node, 'if')?.offset ?? node.offset);
  return [{ fact: 'trait', trait: 'model-gate', unit, kind: 'structure', detail: condition, at }];
}

/** What a job or step says that it does. */
function textOf(key: string, node: DataNode): string {
  const own = (one: DataNode): string[] =>
    ['name', 'uses', 'run'].flatMap((name) => string(one, name)?.slice(0, 5000) ?? []);
  return [key, ...own(node), ...items(get(node, 'steps')).slice(0, 100).flatMap(own)].join('\n');
}
