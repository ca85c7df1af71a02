/** Makefiles: one unit a target, with what its recipe runs. Language: https://www.gnu.org/software/make/manual/ */
import { posix } from 'node:path';
import type { Fact, OfferFact, UnitFact } from '../../facts/types.js';
import type { MakefileDocument } from '../../syntax/types.js';
import { factsForCommands } from '../shared/commands/index.js';
import type { ExtractContext, Plugin } from '../types.js';

type Target = MakefileDocument['targets'][number];

const plugin: Plugin<'makefile'> = {
  id: 'makefile',
  title: 'Make',
  documentation: 'https://www.gnu.org/software/make/manual/make.html',
  reads: 'Targets, their prerequisites and what their recipes run.',
  technologies: ['make'],
  languages: ['makefile'],
  accepts: () => true,
  extract(document, context) {
    // `.PHONY`, `.SUFFIXES` … are settings.
    const targets = document.targets.filter(({ name }) => !/^\.[A-Z]/.test(name));
    const names = new Set(targets.map(({ name }) => name));
    return targets.flatMap((target, index) => targetFacts(target, index === 0, names, document, context));
  },
};

export default plugin;

function targetFacts(
  target: Target,
  first: boolean,
  names: ReadonlySet<string>,
  document: MakefileDocument,
  context: ExtractContext,
): Fact[] {
  const directory = posix.dirname(context.file.path);
  const unit = `target:${target.name}`;
  const at = document.locate(target.offset);
  const offer = (name: string): OfferFact => ({
    fact: 'offer',
    unit,
    identifier: { kind: 'target', value: `${directory}#${name}` },
    at,
  });
  const definition: UnitFact = { fact: 'unit', unit, kind: 'target', name: target.name, at };
  const prerequisites = target.prerequisites.filter((name) => names.has(name) && name !== target.name);
  return [
    definition,
    offer(target.name),
    // `make` without a target makes the first one.
    ...(first ? [offer('')] : []),
    ...prerequisites.map((name): Fact => {
      const to = { kind: 'target' as const, value: `${directory}#${name}` };
      return { fact: 'link', unit, link: 'runs', to, kind: 'structure', at };
    }),
    ...factsForCommands(target.recipe, { ...context, directory }, unit, (offset) => document.locate(offset)),
  ];
}
