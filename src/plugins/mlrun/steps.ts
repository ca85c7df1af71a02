/**
 * Steps that workflows make of functions: `funcs["train"].as_step(…)`, `project.func("serve").deploy_step(…)`.
 * https://docs.mlrun.org/en/v0.5.4/projects.html; newer workflows call `run_function` and `deploy_function`.
 */
import type { PythonCall } from '../../syntax/types.js';
import { textOf } from '../shared/python/values.js';
import { argument, type PythonView } from '../shared/python/view.js';
import { writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { functionKey, handlerTraits } from './names.js';

const MAKES_STEP = /\.(as_step|deploy_step|deploy)$/;
/** A function is taken from a table of functions, or asked for by its name. */
const FUNCTION =
  /^\w+(?:(?:\.\w+(?:\(\))?)*\.(?:func|get_function)\(|\[)\s*["']([\w-]{1,100})["']\s*[\])]\s*\.(?:as_step|deploy)/;
const LONGEST_FUNCTION = 300;

/** True for a call that may make a step of a function. */
export const makesStep = ({ callee }: PythonCall): boolean => MAKES_STEP.test(callee);

/** @param parent unit of the pipeline in which the call stands; outside one nothing is a step */
export function writeFunctionStep(call: PythonCall, parent: string, view: PythonView, writer: FactWriter): void {
  const { scope, offset } = call;
  const function_ = FUNCTION.exec(view.document.text.slice(offset, offset + LONGEST_FUNCTION))?.[1];
  if (function_ === undefined) return;
  const deploys = !call.callee.endsWith('.as_step');
  const id = textOf(argument(call, 'name'), view, scope) ?? (deploys ? `deploy-${function_}` : function_);
  const unit = writeTask(writer, { id, offset, parent });
  const handler = textOf(argument(call, 'handler'), view, scope);
  for (const trait of deploys ? [] : handlerTraits(handler ?? '')) writer.trait(unit, trait, offset, handler, 'mlrun');
  writer.link(unit, deploys ? 'deploys' : 'runs', 'pipeline', functionKey(function_), offset);
}
