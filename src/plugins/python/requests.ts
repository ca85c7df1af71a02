/** Requests to services: workflows that a program starts on GitHub, and services of the project that it asks or tells something. */
import { hostIn } from '../../facts/addresses.js';
import type { PythonCall } from '../../syntax/types.js';
import { gitHubDispatch } from '../shared/identifiers.js';
import { requestOf } from '../shared/python/requests.js';
import type { PythonView } from '../shared/python/view.js';
import { ASKS_MODEL, orderedBy, ORDERS } from '../shared/service-requests.js';
import type { FactWriter } from '../shared/writer.js';

export function writeRequest(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const request = requestOf(call, view);
  const url = request?.url;
  if (request === undefined || url === undefined) return;
  const unit = view.unit(call.scope);
  const started = gitHubDispatch(url.replace(/[?#].*$/s, ''));
  if (started) {
    writer.link(unit, 'triggers', 'git-repository', started.repository, call.offset);
    writer.link(unit, 'triggers', 'workflow', started.workflow, call.offset);
  } else if (ORDERS.test(url)) {
    const order = orderedBy(url);
    if (order && request.sends) writer.link(unit, order, 'host', hostIn(url), call.offset);
  } else {
    // What is handed over is for the service to keep, unless an answer of a model is asked for.
    const isTold = request.hasBody && !ASKS_MODEL.test(url);
    writer.link(unit, isTold ? 'writes-to' : 'reads-from', 'host', hostIn(url), call.offset);
  }
}
