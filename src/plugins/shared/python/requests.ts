/** Requests that Python programs send. */
import type { PythonCall } from '../../../syntax/types.js';
import { textOf } from './values.js';
import { argument, type PythonView } from './view.js';

/**
 * Functions and methods of clients that send a request to the URL in their first argument; of `request` it is the second.
 * https://requests.readthedocs.io/, https://www.python-httpx.org/, https://docs.aiohttp.org/
 */
const SENDS = /(?:^|\.)(?:post|put|get|request|urlopen|Request)$/;
const CLIENT = /^(?:requests|httpx|aiohttp|urllib3?)\b|(?:^|[._])(?:session|client|http)\w*\./i;

export interface Request {
  /** Undefined where it is worked out when the program runs. */
  url?: string;
  hasBody: boolean;
  /** It asks to do something (`POST`, `PUT`), rather than for something. */
  sends: boolean;
}

/** The request that a call sends; undefined for any other call. */
export function requestOf(call: PythonCall, view: PythonView): Request | undefined {
  const { callee } = call;
  if (!SENDS.test(callee) || !CLIENT.test(callee)) return undefined;
  const url = textOf(argument(call, ['url'], /\.request$/.test(callee) ? 1 : 0), view, call.scope);
  const body = /\.(?:post|put)$/.test(callee) ? 1 : undefined;
  const hasBody = argument(call, ['json', 'data', 'files', 'content'], body) !== undefined;
  const sends = /\.(?:post|put|request)$/.test(callee);
  return { ...(url === undefined ? {} : { url }), hasBody, sends };
}
