/** Conditions of a pipeline in which the quality of a model or of data decides whether it goes on. */
import type { GroovyStatement, GroovyValue } from '../../syntax/types.js';
import { DATA_CHECK_WORDS, METRIC_WORDS, STRONG_ACTIONS, hasWord, wordsOf } from '../shared/gates/words.js';
import { allStatements, callsIn, partsOf, valuesOf } from './tree.js';

type Block = GroovyStatement & { kind: 'block' };

const COMPARES = /[<>]=?|[=!]=/;
/** Values of a program's end or a branch's name are no metrics. */
const NO_METRIC = /\b(?:BRANCH_NAME|env \. \w*BRANCH|exitCode|status|returnStatus|statusCode)\b/i;

/** What the condition of an `if` asks about, when its body stops the pipeline or delivers. */
export function gateOf(block: Block): 'model' | 'data' | undefined {
  if (block.word !== 'if' || block.condition === undefined || !COMPARES.test(block.condition)) return undefined;
  const words = wordsOf(block.condition);
  const of = hasWord(words, DATA_CHECK_WORDS) ? 'data' : hasWord(words, METRIC_WORDS) ? 'model' : undefined;
  if (of === undefined || NO_METRIC.test(block.condition)) return undefined;
  return [...allStatements(block.body)].some(decides) ? of : undefined;
}

function decides(statement: GroovyStatement): boolean {
  if (statement.kind === 'exit' && statement.word === 'throw') return true;
  if (statement.kind === 'assignment')
    return statement.target === 'currentBuild.result' && textsIn(statement.value).some((t) => /FAIL|ABORT/.test(t));
  return valuesOf(statement)
    .flatMap(callsIn)
    .some((call) => {
      if (call.name === 'error') return true;
      if (call.name === 'build' || call.name === 'stage') return true;
      const texts = call.arguments.flatMap(({ value }) => textsIn(value));
      return texts.some((text) => /\bexit [1-9]/.test(text) || hasWord(wordsOf(text), STRONG_ACTIONS));
    });
}

function textsIn(value: GroovyValue): string[] {
  return value.kind === 'string' ? [value.value] : partsOf(value).flatMap(textsIn);
}
