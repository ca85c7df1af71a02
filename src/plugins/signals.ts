/**
 * Turns catalogue matches into facts. Every plugin calls this for the names that it meets, so that knowledge about
 * technologies stays in `rules/technologies/`.
 */
import { valueAt } from '../catalogue/value.js';
import type { Catalogue, Occurrence, Signal } from '../catalogue/types.js';
import type { EvidenceKind, Fact, Location } from '../facts/types.js';

const DECLARED_KINDS = { dependency: 'dependency-only', import: 'import-only' } as const;

const EVIDENCE: Record<Occurrence['kind'], EvidenceKind> = {
  call: 'call',
  decorator: 'decorator',
  base: 'base-class',
  import: 'import',
  dependency: 'dependency',
  resource: 'resource',
  cloudformation: 'resource',
  kind: 'manifest',
  image: 'image',
  chart: 'chart',
  action: 'action',
  task: 'action',
  command: 'command',
  file: 'file',
  schema: 'manifest',
  environment: 'config',
};

/**
 * Facts for one occurrence of a name.
 * @param catalogue knowledge about technologies
 * @param occurrence the name, its kind and access to the values beside it
 * @param unit unit in which it stands
 * @param place its place, or how to find it: most names match nothing
 */
export function factsForSignal(
  catalogue: Catalogue,
  occurrence: Occurrence,
  unit: string,
  place: Location | (() => Location),
): Fact[] {
  const matches = catalogue.match(occurrence);
  if (matches.length === 0) return [];
  const kind = EVIDENCE[occurrence.kind];
  const at = typeof place === 'function' ? place() : place;
  const definer = definerOf(occurrence);
  const facts: Fact[] = [];
  for (const { technology, signal } of matches) {
    if (signal.component) {
      const name = signal.name && valueAt(occurrence, signal.name);
      const declared =
        occurrence.kind === 'dependency' || occurrence.kind === 'import' ? DECLARED_KINDS[occurrence.kind] : undefined;
      facts.push({
        fact: 'component',
        unit,
        type: signal.component,
        technology: technology.id,
        ...(name ? { name } : {}),
        ...(signal.relation ? { relation: signal.relation } : {}),
        ...(declared ? { declared } : {}),
        confidence: signal.confidence ?? 'high',
        kind,
        at: (signal.relation && placeOf(occurrence, signal)) ?? at,
        ...(signal.attributes ? { attributes: signal.attributes } : {}),
        ...(!signal.relation && definer ? { definedBy: definer } : {}),
      });
    }
    for (const trait of signal.trait ?? [])
      facts.push({ fact: 'trait', unit, trait, kind, technology: technology.id, at });
    for (const offer of signal.offers ?? []) {
      const value = valueAt(occurrence, offer);
      if (value) facts.push({ fact: 'offer', unit, identifier: { kind: offer.identifier, value }, at });
    }
    for (const link of signal.links ?? []) {
      const value = valueAt(occurrence, link);
      if (!value) continue;
      const to = { kind: link.identifier, value };
      facts.push({ fact: 'link', unit, link: link.link, to, kind, at: occurrence.place?.(link) ?? at });
    }
  }
  return facts;
}

/** Whose definition language the name belongs to. */
function definerOf({ kind, name }: Occurrence): string | undefined {
  switch (kind) {
    case 'kind':
      return 'kubernetes';
    case 'chart':
      return 'helm';
    case 'cloudformation':
      return 'aws-cloudformation';
    case 'resource':
      return /^microsoft\./i.test(name) ? 'azure-resource-manager' : 'terraform';
    case 'call':
      return name.startsWith('aws_cdk.') ? 'aws-cdk' : name.startsWith('pulumi') ? 'pulumi' : undefined;
    default:
      return undefined;
  }
}

/** What a manifest does to another component is said where it names that component. */
function placeOf(occurrence: Occurrence, signal: Signal): Location | undefined {
  const source = signal.links?.[0] ?? signal.when?.find(({ present }) => present !== false);
  return source && occurrence.place?.(source);
}
