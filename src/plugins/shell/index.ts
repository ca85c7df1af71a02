/** Shell scripts, and shell text inside other files (CI steps, Makefile recipes go their own way). */
import { posix } from 'node:path';
import type { Fact, Location } from '../../facts/types.js';
import type { ShellDocument } from '../../syntax/types.js';
import { factsForCommands } from '../shared/commands/index.js';
import type { ExtractContext, Plugin } from '../types.js';
import { shellGates } from './gates.js';

const plugin: Plugin<'shell'> = {
  id: 'shell',
  title: 'Shell commands',
  documentation: 'https://www.gnu.org/software/bash/manual/bash.html',
  reads:
    'Scripts and the commands in them, and those inside other definitions: programs that are started, images built, services deployed.',
  languages: ['shell'],
  accepts: () => true,
  extract(document, context) {
    // Embedded text belongs to a unit or says where it starts.
    const embedded = context.unit !== '' || context.file.logicalPath.startsWith('embedded.');
    return embedded ? facts(document, context) : scriptFacts(document, context);
  },
};

export default plugin;

function facts(document: ShellDocument, context: ExtractContext): Fact[] {
  const locate = (offset: number): Location => document.locate(offset);
  const gates = shellGates(document.text).map(({ offset, condition }): Fact => ({
    fact: 'trait',
    trait: 'model-gate',
    unit: context.unit,
    kind: 'structure',
    detail: condition,
    at: locate(offset),
  }));
  return [...factsForCommands(document.commands, context, context.unit, locate), ...gates];
}

/** A script that does not stop at errors goes on after tests that are meant to decide. The last command decides for whoever runs it. */
function goneOver(found: readonly Fact[], { stopsOnError, commands, locate }: ShellDocument): Fact[] {
  const last = commands.at(-1);
  if (stopsOnError || !last) return [];
  const end = locate(last.offset).line;
  return found.flatMap((fact) =>
    fact.fact === 'trait' && /^(?:model|data)-gate$/.test(fact.trait) && /^step:/.test(fact.unit) && fact.at.line < end
      ? [{ ...fact, trait: 'ignores-failure' as const }]
      : [],
  );
}

/**
 * A script file does not say from where it is started. Most are started from the root of the repository; what is the
 * working directory itself (`terraform apply`) is rather the directory of the script.
 */
function scriptFacts(document: ShellDocument, context: ExtractContext): Fact[] {
  const own = posix.dirname(context.file.path);
  const found = facts(document, { ...context, directory: '.' });
  return [...found, ...goneOver(found, document)].map((fact) =>
    fact.fact === 'link' && fact.to.kind === 'path' && fact.to.value === '.'
      ? { ...fact, to: { kind: 'path', value: own } }
      : fact,
  );
}
