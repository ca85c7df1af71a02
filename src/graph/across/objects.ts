/**
 * Objects of a cluster that one source makes and another one names: the Secret that Terraform creates for a Deployment of the GitOps
 * repository, the Deployment that a pipeline starts again. Names of ConfigMaps and Secrets are good in one cluster, which sources may
 * share; so a name is believed where the own source has no such object, only one other source makes it, and the namespaces agree or the
 * name tells.
 */
import type { IdentifierKind, LinkFact } from '../../facts/types.js';
import { notInForce } from '../in-force.js';
import type { Resolver } from '../resolve/index.js';
import { isTelling } from '../resolve/telling.js';
import type { Offer, Unit, UnitIndex } from '../units.js';

/** An object with the part of its name that is the same in all environments. */
interface Named {
  offer: Offer;
  namespace: string | undefined;
  /** The whole name; undefined where a part of it is not known. */
  name: string | undefined;
}

/** Endings by which the same object is told apart in environments; kustomizations and variables add them. */
const ENVIRONMENT = /[-_](?:dev|development|stg|stage|staging|test|qa|uat|preprod|prod|production|\$\{[^{}]*\})$/;
const UNKNOWN_PART = /\$\{[^{}]*\}/;

export class ClusterObjects {
  private readonly byFamily = new Map<string, Named[]>();

  constructor(
    index: UnitIndex,
    private readonly resolver: Resolver,
  ) {
    for (const offer of index.offers) {
      const { kind, value } = offer.identifier;
      if (!isObject(kind, value) || notInForce(offer.unit)) continue;
      const { namespace, name, family } = this.partsOf(offer.unit.source, value);
      if (family === undefined) continue;
      const key = `${kind}\n${family}`;
      const list = this.byFamily.get(key);
      const named = { offer, namespace, name };
      // Objects are offered with their namespace first, and again without it.
      if (namespace === undefined && list?.some((one) => one.offer.unit === offer.unit)) continue;
      if (list) list.push(named);
      else this.byFamily.set(key, [named]);
    }
  }

  /** The object of another source that a link means; undefined where the own source has one, or several others do. */
  meant(unit: Unit, { to }: LinkFact): Offer | undefined {
    if (!isObject(to.kind, to.value)) return undefined;
    const { namespace, name, family } = this.partsOf(unit.source, to.value);
    const all = family === undefined ? [] : (this.byFamily.get(`${to.kind}\n${family}`) ?? []);
    const alike = all.filter((one) => isSameName(one.name, name));
    const fitting = alike.filter((one) => isSameNamespace(one.namespace, namespace));
    const [first] = fitting;
    if (!first || new Set(alike.map(({ offer }) => offer.unit.source)).size > 1) return undefined;
    if (first.offer.unit.source === unit.source) return undefined;
    const placed = namespace !== undefined && fitting.some((one) => one.namespace === namespace);
    return placed || isTelling(to.kind, name ?? family ?? '') ? first.offer : undefined;
  }

  private partsOf(
    source: string,
    value: string,
  ): { namespace: string | undefined; name: string | undefined; family: string | undefined } {
    const { text } = this.resolver.substitute(source, value);
    const cut = text.lastIndexOf('/');
    const namespace = text.slice(0, Math.max(cut, 0));
    const name = text.slice(cut + 1);
    const family = name.replace(ENVIRONMENT, '');
    return {
      namespace: namespace === '' || namespace === 'default' || UNKNOWN_PART.test(namespace) ? undefined : namespace,
      name: UNKNOWN_PART.test(name) ? undefined : name,
      family: family === '' || UNKNOWN_PART.test(family) ? undefined : family,
    };
  }
}

/** Other definitions use `config` for names of their own, which have a prefix. */
const isObject = (kind: IdentifierKind, value: string): boolean =>
  kind === 'workload' || (kind === 'config' && !/^[\w-]+:/.test(value));

/** Of names with an unknown part, and of names that one side calls by the environment, the family decides. */
const isSameName = (made: string | undefined, asked: string | undefined): boolean =>
  made === undefined || asked === undefined || made === asked || !ENVIRONMENT.test(made) || !ENVIRONMENT.test(asked);

const isSameNamespace = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;
