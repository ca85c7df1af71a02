/**
 * Functions that a program or notebook puts on AWS Lambda: by `create_function` of Boto3, or by a function of the project around it
 * that is given the name and the file of the code.
 * Format: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
import type { PythonCall } from '../../syntax/types.js';
import { hasReference, readable } from '../../facts/value.js';
import { pathOf } from '../shared/python/paths.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

const CREATES = /(?:^|\.)lambda\.create_function$/;
const OWN = /^(?:create|deploy|make|build|update|publish|upsert)\w{0,40}lambda/i;
/** Handlers of code of which only the file is named. */
const HANDLERS = ['lambda_handler', 'handler'];

export function writeFunction(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const isBoto = CREATES.test(call.callee);
  if (!isBoto && !OWN.test(lastOf(call.callee))) return;
  const { scope, offset } = call;
  const name = textOf(argument(call, isBoto ? 'FunctionName' : ['function_name', 'lambda_name']), view, scope);
  const codes = isBoto ? handlerOf(call, view) : fileOf(call, view);
  if (!name || codes.length === 0 || view.isDead(offset)) return;
  const unit = writer.unit(`function:${readable(name)}`, 'service', offset, { name });
  writer.offer(unit, 'function', name, offset);
  writer.component(unit, offset, {
    type: 'infrastructure',
    technology: 'aws-lambda',
    ...(hasReference(name) ? {} : { name }),
  });
  writer.trait(unit, 'web-service', offset);
  for (const code of codes) writer.link(unit, 'calls', 'python-name', code, offset);
}

/** `Handler="score.lambda_handler"`. */
function handlerOf(call: PythonCall, view: PythonView): string[] {
  const handler = textOf(argument(call, 'Handler'), view, call.scope);
  return handler && /^\w[\w./]*\.\w+$/.test(handler) ? [handler.replaceAll('/', '.')] : [];
}

/** `code="./functions/score.py"`, under whatever name the project's function has for it. */
function fileOf(call: PythonCall, view: PythonView): string[] {
  for (const { value } of call.arguments) {
    const path = pathOf(value, view, call.scope);
    if (path?.endsWith('.py') && !path.startsWith('../'))
      return HANDLERS.map((handler) => `${path.slice(0, -3).replaceAll('/', '.')}.${handler}`);
  }
  return [];
}
