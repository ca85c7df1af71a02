/**
 * Machines of a cloud on which its command line runs commands: AWS Systems Manager, Compute Engine, Azure.
 * https://docs.aws.amazon.com/cli/latest/reference/ssm/send-command.html, https://cloud.google.com/sdk/gcloud/reference/compute/ssh,
 * https://learn.microsoft.com/cli/azure/vm/run-command
 */
import type { Fact } from '../../../facts/types.js';
import type { Handler } from './index.js';
import { onMachine } from './interpreters.js';
import type { Invocation } from './invocation.js';

const MOST_COMMANDS = 200;

function aws(call: Invocation): Fact[] {
  const [service, verb] = call.plain();
  if (service !== 'ssm' || verb !== 'send-command') return [];
  return onMachine(call, call.options('--parameters').flatMap(commandsIn).slice(0, MOST_COMMANDS).join('\n'));
}

function gcloud(call: Invocation): Fact[] {
  const words = call.plain();
  const isShell = words.some((word, at) => word === 'compute' && words[at + 1] === 'ssh');
  return isShell ? onMachine(call, call.option('--command') ?? '') : [];
}

function az(call: Invocation): Fact[] {
  const isRun = /^(?:vm|vmss) run-command (?:invoke|create)\b/.test(call.plain().join(' '));
  if (!isRun) return [];
  const rest = call.words.slice(call.words.findIndex((word) => /^--scripts?$/.test(word)) + 1);
  const end = rest.findIndex((word) => word.startsWith('--'));
  return call.has('--scripts', '--script')
    ? onMachine(call, rest.slice(0, end === -1 ? undefined : end).join('\n'))
    : [];
}

/** `commands=["a","b"]`, `commands="a"` or `{"commands": ["a"]}`: the shorthand of the AWS CLI, or JSON. */
function commandsIn(parameters: string): string[] {
  const text = parameters.slice(0, 50_000);
  const written = /^\s*\{/.test(text)
    ? /"commands"\s*:\s*(\[[^]*)$/.exec(text)?.[1]
    : /(?:^|,)\s*commands\s*=\s*([^]*)$/.exec(text)?.[1];
  if (written === undefined) return [];
  if (!written.startsWith('[')) return [written];
  const list: string[] = [];
  // Up to the end of the list; what follows it are other parameters.
  for (const [whole, double, single] of written.slice(1).matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\]/g)) {
    if (whole === ']') break;
    list.push(single ?? (double ?? '').replace(/\\(["\\])/g, '$1').replace(/\\n/g, '\n'));
  }
  return list;
}

export const MACHINE_HANDLERS: Record<string, Handler> = { aws, gcloud, az };
