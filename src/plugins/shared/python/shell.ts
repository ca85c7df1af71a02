/** Shell commands that Python code starts. */
import { posix } from 'node:path';
import { substitute } from '../../../facts/value.js';
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import { ownPathOf, pathOf } from './paths.js';
import { textOf } from './values.js';
import { argument, type PythonView } from './view.js';
import type { FactWriter } from '../writer.js';

const COMMAND_CALLS = new Set(
  `os.system os.popen subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen
  subprocess.getoutput subprocess.getstatusoutput asyncio.create_subprocess_shell asyncio.create_subprocess_exec
  invoke.run sh.bash`.split(/\s+/),
);

/** Writes the command of `subprocess.run` and its like as embedded shell. */
export function writeShell(call: PythonCall, view: PythonView, writer: FactWriter): void {
  let command = COMMAND_CALLS.has(call.callee) ? commandIn(call) : handedToRunner(call, view);
  if (command?.kind === 'name') command = view.assignments(command.name, call.scope).at(-1)?.value ?? command;
  if (command?.kind === 'call' && /\bsplit$/.test(command.call.callee))
    command = argument(command.call, 's', 0) ?? command;
  if (!command) return;
  const unit = view.unit(call.scope);
  const directory = pathOf(argument(call, 'cwd'), view, call.scope);
  if (command.kind === 'list' || call.callee.endsWith('_exec')) {
    const items =
      command.kind === 'list'
        ? command.items
        : call.arguments.filter((a) => a.keyword === undefined).map((a) => a.value);
    const words = items
      .slice(0, 200)
      .map((item) => ({ text: wordOf(item, view, call.scope, directory), place: { offset: item.offset } }));
    writer.command(unit, words, directory);
  } else if (command.kind === 'string' || command.kind === 'template') {
    writer.embed(unit, 'shell', shellText(command, view, call.scope) ?? '', { offset: command.offset }, directory);
  }
}

const commandIn = (call: PythonCall): PythonExpression | undefined => argument(call, ['args', 'command', 'cmd'], 0);

/** `run_command(['gcloud', 'run', 'deploy'])`, where a function of the file hands its parameter on to `subprocess.run`. */
function handedToRunner(call: PythonCall, view: PythonView): PythonExpression | undefined {
  const definition = view.local(call.callee, call.scope)?.definition;
  if (definition?.kind !== 'function' || definition.scope === call.scope) return undefined;
  const parameters = definition.parameters.map(({ name }) => name);
  for (const inner of view.callsIn(definition.scope)) {
    const command = COMMAND_CALLS.has(inner.callee) ? commandIn(inner) : undefined;
    if (command?.kind !== 'name' || !parameters.includes(command.name)) continue;
    const own = parameters[0] === 'self' || parameters[0] === 'cls' ? parameters.slice(1) : parameters;
    return argument(call, command.name, own.indexOf(command.name));
  }
  return undefined;
}

/** A word of a command; a path that counts from the program's own file is written from where the command runs. */
function wordOf(value: PythonExpression, view: PythonView, scope: string, directory = '.'): string {
  const own = ownPathOf(value, view, scope);
  return own === undefined ? (shellText(value, view, scope) ?? '$UNKNOWN') : posix.relative(directory, own) || '.';
}

/** Text of a value with what is unknown as shell variables. */
export function shellText(value: PythonExpression, view: PythonView, scope: string): string | undefined {
  if (value.kind === 'name' && value.name === 'sys.executable') return 'python';
  const text = textOf(value, view, scope);
  return text === undefined ? undefined : asShell(text);
}

/** References become shell variables: `${X}` of the environment, `$name` of what Python knows. */
export function asShell(text: string): string {
  const { text: readable } = substitute(text, (space, name) => {
    const variable = name.replace(/\W+/g, '_').replace(/^(\d)/, '_$1') || 'UNKNOWN';
    return name === 'sys.executable' ? 'python' : `\${${space === 'env:' ? name : variable}}`;
  });
  return readable;
}
