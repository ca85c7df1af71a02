/**
 * Requests to a service that runs, and whether a wrong answer stops the program: an assertion or a raised error about what was
 * answered, a client that raises by itself. A program that prints the answer tests nothing.
 */
import type { Fact } from '../../facts/types.js';
import { readable } from '../../facts/value.js';
import type { PythonCall, PythonExit } from '../../syntax/types.js';
import { namesIn } from '../shared/gates/comparisons.js';
import { requestOf } from '../shared/python/requests.js';
import { textOf, valueReader } from '../shared/python/values.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { askedBy, type Asked } from '../shared/service-requests.js';
import { endsProcess, endsRun } from './actions.js';
import { createSwallowing, type Place, type Swallowing } from './swallowed.js';

const MOST_REQUESTS = 100;
const MOST_NAMES = 200;
/** Functions between the request and what looks at its answer. */
const DEEPEST = 3;

/** Whether a file of tests may ask a service; bounds what is parsed. */
export const mayAskService = (text: string): boolean =>
  /\b(?:requests|httpx|aiohttp|urllib|invoke_endpoint|describe_endpoint|online_endpoints|aiplatform)\b/.test(text) &&
  /\b(?:assert|raise_for_status|raise|exit)\b|self\.assert/.test(text);

interface Request {
  call: PythonCall;
  asked: Asked;
  /** The client raises an error by itself. */
  raises: boolean;
}

/** @returns marks of the units that ask a service; in a file of tests all are those of the file */
export function serviceFacts(view: PythonView): Fact[] {
  const requests = view.calls.flatMap((call) => serviceRequest(call, view) ?? []).slice(0, MOST_REQUESTS);
  if (requests.length === 0) return [];
  const answers = new AnswersOf(view);
  return requests.flatMap(({ call, asked, raises }): Fact[] => {
    const at = view.at(call.offset);
    const unit = view.context.file.role === 'test' ? view.context.unit : view.unit(call.scope);
    const mark = (trait: 'asks-service' | 'probes-service' | 'service-gate'): Fact => ({
      fact: 'trait',
      trait,
      unit,
      kind: 'call',
      at,
    });
    const gate = raises ? answers.reaches(call, 'Exception') : answers.isJudged(call, 0);
    return [mark(asked === 'prediction' ? 'asks-service' : 'probes-service'), ...(gate ? [mark('service-gate')] : [])];
  });
}

function serviceRequest(call: PythonCall, view: PythonView): Request | undefined {
  const request = requestOf(call, view);
  if (!request) return askedByClient(call, view);
  // What is only prepared is sent by another call.
  if (lastOf(call.callee) === 'Request') return undefined;
  const url = urlOf(call, request.url, view);
  // A path alone is one of the application that the test itself starts.
  if (url.startsWith('/') && !/^(?:requests|httpx|aiohttp)\./.test(call.callee)) return undefined;
  const asked = askedBy(url.startsWith('/') ? `$base${url}` : url, request.hasBody);
  return asked && { call, asked, raises: lastOf(call.callee) === 'urlopen' };
}

/** The address; of one that is worked out when the program runs, the name that it has there. */
function urlOf(call: PythonCall, url: string | undefined, view: PythonView): string {
  const written = argument(call, ['url'], /\.request$/.test(call.callee) ? 1 : 0);
  const name = written?.kind === 'name' ? written.name : written?.kind === 'call' ? written.call.callee : '';
  const text = readable(url ?? textOf(written, view, call.scope) ?? '');
  return /^\W*$/.test(text) ? `$${name}` : text;
}

/** The catalogue knows the calls by which platforms ask their endpoints, or ask after them; what is not in service raises nothing. */
function askedByClient(call: PythonCall, view: PythonView): Request | undefined {
  if (!/(?:invoke|predict|query|run|describe)\w*$/.test(call.callee)) return undefined;
  const traits = view.context.catalogue
    .match({ kind: 'call', name: call.callee, value: valueReader(call, view), imports: view.imports })
    .flatMap(({ signal }) => signal.trait ?? []);
  if (traits.includes('asks-service')) return { call, asked: 'prediction', raises: true };
  return traits.includes('probes-service') ? { call, asked: 'life', raises: false } : undefined;
}

/** Follows answers to what judges them. */
class AnswersOf {
  private readonly swallowing: Swallowing;
  private readonly exits = new Map<string, PythonExit[]>();
  private readonly seen = new Set<PythonCall>();

  constructor(private readonly view: PythonView) {
    this.swallowing = createSwallowing(view);
    for (const exit of view.document.exits) {
      const list = this.exits.get(exit.scope) ?? [];
      this.exits.set(exit.scope, list);
      list.push(exit);
    }
  }

  /** An error at the place ends the program. */
  reaches(place: Place, error: string): boolean {
    return this.swallowing(place, error) === undefined;
  }

  /** What the call answers decides, here or where its function is called, whether the program goes on. */
  isJudged(call: PythonCall, depth: number): boolean {
    if (depth > DEEPEST || this.seen.has(call)) return false;
    if (depth > 0) this.seen.add(call);
    const names = this.namesFrom(call);
    const about = (text: string): boolean => namesIn(text).some((name) => isAbout(name, names));
    if (this.isJudgedHere(call, about)) return true;
    const definition = this.view.definitionOf(call.scope);
    if (definition?.kind !== 'function') return false;
    return this.view.callsOf(definition).some((caller) => this.isJudged(caller, depth + 1));
  }

  private isJudgedHere({ scope, offset }: PythonCall, about: (text: string) => boolean): boolean {
    const { view } = this;
    const calls = view.callsIn(scope).filter((one) => one.offset >= offset);
    const exits = (this.exits.get(scope) ?? []).filter((one) => one.offset >= offset && !view.isDead(one.offset));
    const asks = (branches: readonly number[]): boolean =>
      branches.some((at) => {
        const branch = view.branch(at);
        return branch !== undefined && branch.kind !== 'except' && branch.kind !== 'with' && about(branch.condition);
      });
    // A loop that is left when the answer is good ends in an error otherwise.
    const leaves = exits.some((exit) => exit.kind === 'return' && asks(exit.branches));
    const stops = (branches: readonly number[]): boolean => asks(branches) || (leaves && branches.length === 0);
    return (
      exits.some(
        (exit) =>
          (exit.kind === 'assert' && about(exit.text) && this.reaches(exit, 'AssertionError')) ||
          (exit.kind === 'raise' && stops(exit.branches) && this.reaches(exit, /^\w*/.exec(exit.text)?.[0] ?? '')),
      ) ||
      calls.some(
        (one) =>
          (/\.raise_for_status$/.test(one.callee) && this.reaches(one, 'HTTPError')) ||
          (/^self\.(?:assert\w+|fail)$/.test(one.callee) && this.reaches(one, 'AssertionError')) ||
          (endsRun(one) && stops(one.branches) && this.reaches(one, 'SystemExit')) ||
          (endsProcess(one) && this.isOutcome(one, about)),
      )
    );
  }

  /** `sys.exit(0 if ok else 1)` */
  private isOutcome(call: PythonCall, about: (text: string) => boolean): boolean {
    const code = argument(call, ['code', 'status'], 0);
    return code?.kind === 'unknown' && about(code.text) && this.reaches(call, 'SystemExit');
  }

  /** Names in the scope of a call that hold what it answered, or something out of it. */
  private namesFrom({ scope, offset, assignedTo, callee }: PythonCall): Set<string> {
    const names = new Set<string>(assignedTo === undefined ? [] : [assignedTo]);
    const definition = this.view.local(callee, scope)?.definition;
    if (definition) names.add(lastOf(definition.name));
    else names.add(callee);
    const made = this.view.document.assignments.filter((one) => one.scope === scope && one.offset >= offset);
    for (const { target, value } of made.slice(0, MOST_NAMES)) {
      const text = value.kind === 'unknown' ? value.text : value.kind === 'name' ? value.name : undefined;
      const called = value.kind === 'call' ? [value.call.callee, ...value.call.arguments.map(argumentText)] : [];
      if ([...(text === undefined ? [] : namesIn(text)), ...called].some((name) => isAbout(name, names)))
        names.add(target);
    }
    return names;
  }
}

const argumentText = ({ value }: PythonCall['arguments'][number]): string => (value.kind === 'name' ? value.name : '');

/** `response.status_code` is about `response`. */
const isAbout = (name: string, names: ReadonlySet<string>): boolean =>
  names.has(name) || [...names].some((known) => name.startsWith(`${known}.`));
