/** Packages of Python that one source makes and another one lists among what it needs, or imports. */
import type { Sighting } from '../clusters.js';
import { isDistinctive } from '../resolve/telling.js';
import type { UnitIndex } from '../units.js';
import type { Links } from './links.js';
import type { Providers } from './providers.js';

export function relatePackages(index: UnitIndex, providers: Providers, links: Links): void {
  const makers = makersOf(index);
  const needed = new Set<string>();
  const add = (name: string, at: Sighting): void => {
    const home = makers.get(normal(name));
    const made = home && home !== at.unit.source ? providers.package(home) : undefined;
    if (home && made) links.add(at, made.cluster, made.at, 'reads-from', providers.repository(home));
  };
  const listed = index.mentions.filter(({ fact }) => fact.package && makers.has(normal(fact.name)));
  for (const { file, fact } of listed) needed.add(`${file.source}\n${normal(fact.name)}`);
  // What imports a package says more than the list.
  for (const unit of index.units)
    for (const { to, at, kind } of unit.links) {
      if (to.kind !== 'python-module' && to.kind !== 'python-name') continue;
      const [root = ''] = to.value.split('.');
      if (needed.has(`${unit.source}\n${normal(root)}`) || (makers.has(normal(root)) && isDistinctive(root)))
        add(root, { unit, at, kind });
    }
  for (const { file, fact } of listed)
    if (!links.relatesSources(file.source, makers.get(normal(fact.name)) ?? ''))
      add(fact.name, { unit: file, at: fact.at, kind: 'dependency' });
}

/** The source that makes each package, where it is one. */
function makersOf(index: UnitIndex): Map<string, string> {
  const sources = new Map<string, Set<string>>();
  for (const { file, fact } of index.projects)
    if (/(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/.test(file.path) && !PLAIN.test(fact.name)) {
      const name = normal(fact.name);
      sources.set(name, (sources.get(name) ?? new Set()).add(file.source));
    }
  return new Map([...sources].flatMap(([name, of]) => (of.size === 1 ? [...of].map((id) => [name, id] as const) : [])));
}

/** What nobody publishes under that name: a project that was not given one. */
const PLAIN = /^(?:src|app|api|backend|project|main|test|package|python|name|mlops|model|ml)$/i;

/** Names of packages are the same with either mark: https://packaging.python.org/en/latest/specifications/name-normalization/ */
const normal = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
