/** Requests to services: workflows that a program starts on GitHub, and model services that it asks. */
import { hostIn } from '../../facts/addresses.js';
import type { PythonCall } from '../../syntax/types.js';
import { gitHubDispatch } from '../shared/identifiers.js';
import { textOf } from '../shared/python/values.js';
import { argument, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

/**
 * Functions and methods of clients that send a request to the URL in their first argument; of `request` it is the second.
 * https://requests.readthedocs.io/, https://www.python-httpx.org/, https://docs.aiohttp.org/
 */
const SENDS = /(?:^|\.)(?:post|put|get|request|urlopen|Request)$/;
const CLIENT = /^(?:requests|httpx|aiohttp|urllib3?)\b|(?:^|[._])(?:session|client|http)\w*\./i;

/** Paths by which model servers answer: KServe, Seldon, TorchServe, TensorFlow Serving, SageMaker, and what people call theirs. */
const ASKS_MODEL = /\/(?:predict(?:ions?)?|infer(?:ence)?|invocations|scor(?:e|ing)|v[12]\/models)(?=[/:?_-]|$)/i;

export function writeRequest(call: PythonCall, view: PythonView, writer: FactWriter): void {
  if (!SENDS.test(call.callee) || !CLIENT.test(call.callee)) return;
  const first = /\.request$/.test(call.callee) ? 1 : 0;
  const url = textOf(argument(call, ['url'], first), view, call.scope);
  if (url === undefined) return;
  const unit = view.unit(call.scope);
  const started = gitHubDispatch(url.replace(/[?#].*$/s, ''));
  if (started) {
    writer.link(unit, 'triggers', 'git-repository', started.repository, call.offset);
    writer.link(unit, 'triggers', 'workflow', started.workflow, call.offset);
  } else if (ASKS_MODEL.test(url)) writer.link(unit, 'reads-from', 'host', hostIn(url), call.offset);
}
