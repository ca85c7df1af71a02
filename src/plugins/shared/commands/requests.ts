/**
 * Requests to a service from a script: whether they ask for a prediction, and whether a wrong answer stops the script.
 * Sources: the manuals of curl, Wget, HTTPie, grpcurl and PowerShell.
 */
import type { Fact } from '../../../facts/types.js';
import { askedBy, type Asked } from '../service-requests.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';
import { isOption } from './options.js';

/** Options of a tool: those that hand something over, those that take the next word, and whether errors of the service fail. */
interface Client {
  body: RegExp;
  valued: RegExp;
  /** Options with which an answer that is an error makes the command fail; without it every error does. */
  fails?: RegExp;
  /** Options by which what is fetched is kept. */
  keeps?: RegExp;
}

const CURL: Client = {
  body: /^(?:-[a-zA-Z]*[dFT]|--(?:data(?:-\w+)?|json|form(?:-string)?|upload-file))(?:=|$)/,
  valued:
    /^(?:-[a-zA-Z]*[XHdoFTuwAbcemDKr]|--(?:request|header|data(?:-\w+)?|json|form(?:-string)?|upload-file|output|user|write-out|user-agent|cookie(?:-jar)?|max-time|connect-timeout|retry(?:-\w+)?|cacert|cert|key|resolve|config|proxy|url-query))$/,
  fails: /^(?:-[a-zA-Z]*f[a-zA-Z]*|--fail(?:-with-body|-early)?)$/,
  keeps: /^(?:-[a-zA-Z]*[oO]|--(?:output|remote-name)(?:=.*)?)$/,
};
const WGET: Client = {
  body: /^--(?:post|body)-(?:data|file)(?:=|$)/,
  valued: /^(?:-[a-zA-Z]*[OoPTt]|--(?:post|body)-(?:data|file)|--header|--timeout|--tries|--output-document)$/,
  keeps: /^(?:-[a-zA-Z]*[OP]|--(?:output-document|directory-prefix)(?:=.*)?)$/,
};
const POWERSHELL: Client = {
  body: /^-(?:body|infile|form)$/i,
  valued: /^-(?!UseBasicParsing|SkipCertificateCheck|SkipHttpErrorCheck)[A-Za-z]+$/i,
  keeps: /^-outfile$/i,
};
const HTTPIE: Client = {
  body: /^[\w.-]+:?=/,
  valued: /^--(?:auth|timeout|session)$|^-[a-zA-Z]*[a]$/,
  fails: /^--check-status$/,
};
const GRPC: Client = { body: /./, valued: /^-(?:d|H|import-path|proto|authority|max-time)$/ };

/** Where an answer goes that nobody wants to keep. */
const NOWHERE = /^(?:\/dev\/(?:null|stdout|stderr)|-|NUL|nul|\$null)$/;

function asks(client: Client): Handler {
  return (call) => {
    const [url, ...rest] = addresses(call.words.slice(1), client);
    if (url === undefined || rest.length > 3) return [];
    const isBody = (word: string): boolean => client.body.test(word);
    const asked = askedBy(url, call.words.slice(1).some(isBody));
    if (!asked || (asked === 'life' && keeps(call, client))) return [];
    return requestFacts(call, asked, !client.fails || call.words.some((word) => client.fails?.test(word)));
  };
}

/** Words that are neither options nor their values: addresses, and of some tools fields. */
function addresses(words: readonly string[], { valued, body }: Client): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^-(?:Uri|-url)$/i.test(word)) found.unshift(words[++at] ?? '');
    else if (valued.test(word)) at++;
    else if (!isOption(word) && (/[:/.$]/.test(word) || word === 'localhost') && !(found.length > 0 && body.test(word)))
      found.push(word);
  }
  return found;
}

/** What is fetched is wanted for itself. */
function keeps({ words, command }: Invocation, { keeps: option }: Client): boolean {
  const file = (at: number): string => words[at]?.replace(/^[^=]*=/, '') ?? '';
  return (
    (command.outputFile !== undefined && !NOWHERE.test(command.outputFile)) ||
    words.some((word, at) => option?.test(word) && !NOWHERE.test(word.includes('=') ? file(at) : file(at + 1)))
  );
}

/** @param fails an answer that is an error makes the command fail */
function requestFacts(call: Invocation, asked: Asked, fails: boolean): Fact[] {
  const { checked, ignoresFailure, piped } = call.command;
  const gate = checked || (fails && !ignoresFailure && !piped);
  return [
    ...call.trait(asked === 'prediction' ? 'asks-service' : 'probes-service'),
    ...(gate ? call.trait('service-gate') : []),
  ];
}

/** What a tool says that does nothing but ask services, which the catalogue knows: its failure stops the script. */
export function withGate(call: Invocation, facts: Fact[]): Fact[] {
  const has = (wanted: string): boolean => facts.some((fact) => fact.fact === 'trait' && fact.trait === wanted);
  if (Object.hasOwn(REQUEST_HANDLERS, call.tool) || !has('asks-service') || has('service-gate')) return facts;
  const { checked, ignoresFailure, piped } = call.command;
  return checked || (!ignoresFailure && !piped) ? [...facts, ...call.trait('service-gate')] : facts;
}

/**
 * The request that a command makes inside of a cluster or container: `kubectl run smoke … -- curl …`, `docker exec api curl …`.
 * @returns its words; undefined when there is none
 */
export function requestInside({ tool, words }: Invocation): readonly string[] | undefined {
  if (!/^(?:kubectl|oc|docker|podman|docker-compose)$/.test(tool) || !words.some((w) => w === 'run' || w === 'exec'))
    return undefined;
  const at = words.findIndex((word, index) => index > 1 && Object.hasOwn(REQUEST_HANDLERS, word));
  if (at > 0) return words.slice(at);
  // The image starts the client.
  const image = words.findIndex((word) => /(?:^|\/)curl(?:images\/curl)?(?:[:@]|$)/.test(word));
  return image > 1 && tool !== 'kubectl' && tool !== 'oc' ? ['curl', ...words.slice(image + 1)] : undefined;
}

export const REQUEST_HANDLERS: Record<string, Handler> = {
  curl: asks(CURL),
  wget: asks(WGET),
  http: asks(HTTPIE),
  https: asks(HTTPIE),
  grpcurl: (call) => (call.has('list', 'describe') ? [] : asks(GRPC)(call)),
  'Invoke-RestMethod': asks(POWERSHELL),
  'Invoke-WebRequest': asks(POWERSHELL),
};
