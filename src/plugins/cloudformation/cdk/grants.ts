/**
 * Permissions that one construct gives another say what data flows between them: `bucket.grantRead(fn)`.
 * https://docs.aws.amazon.com/cdk/v2/guide/permissions.html#permissions-grants
 */
import type { LinkType } from '../../../facts/types.js';
import type { PythonCall } from '../../../syntax/types.js';
import { methodOf } from '../../shared/constructs/names.js';
import type { Construct, ConstructProgram } from '../../shared/constructs/program.js';

const GRANTS: Readonly<Record<string, readonly LinkType[]>> = {
  grantRead: ['reads-from'],
  grantReadData: ['reads-from'],
  grantStreamRead: ['reads-from'],
  grantConsumeMessages: ['reads-from'],
  grantWrite: ['writes-to'],
  grantWriteData: ['writes-to'],
  grantPut: ['writes-to'],
  grantReadWrite: ['reads-from', 'writes-to'],
  grantReadWriteData: ['reads-from', 'writes-to'],
  grantSendMessages: ['writes-to'],
  grantPublish: ['writes-to'],
  grantPutEventsTo: ['writes-to'],
  grantStartExecution: ['triggers'],
};

/** A flow from the construct that may do something to the one to which it may do it. */
export interface Grant {
  from: Construct;
  to: Construct;
  link: LinkType;
  offset: number;
}

/** Flows that a call says; none for other calls. */
export function grantsOf(call: PythonCall, program: ConstructProgram): Grant[] {
  const method = methodOf(call.callee);
  const links = Object.hasOwn(GRANTS, method) ? GRANTS[method] : undefined;
  if (!links) return [];
  const to = program.findName(program.view.written(call), call.scope);
  const from = program.find(call.arguments[0]?.value, call.scope);
  if (!to || !from || to === from) return [];
  return links.map((link) => ({ from, to, link, offset: call.offset }));
}
