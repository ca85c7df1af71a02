/** Requests to services: workflows that a program starts on GitHub, and model services that it asks. */
import { hostIn } from '../../facts/addresses.js';
import type { PythonCall } from '../../syntax/types.js';
import { gitHubDispatch } from '../shared/identifiers.js';
import { requestOf } from '../shared/python/requests.js';
import type { PythonView } from '../shared/python/view.js';
import { ASKS_MODEL } from '../shared/service-requests.js';
import type { FactWriter } from '../shared/writer.js';

export function writeRequest(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const url = requestOf(call, view)?.url;
  if (url === undefined) return;
  const unit = view.unit(call.scope);
  const started = gitHubDispatch(url.replace(/[?#].*$/s, ''));
  if (started) {
    writer.link(unit, 'triggers', 'git-repository', started.repository, call.offset);
    writer.link(unit, 'triggers', 'workflow', started.workflow, call.offset);
  } else if (ASKS_MODEL.test(url)) writer.link(unit, 'reads-from', 'host', hostIn(url), call.offset);
}
