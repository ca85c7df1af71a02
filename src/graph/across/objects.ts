/**
 * Objects of a cluster that one source makes and another one names: the Secret that Terraform creates for a Deployment of the GitOps
 * repository, the Deployment that a pipeline starts again, the Service that a setting names by its host. Names of ConfigMaps and Secrets are good in one cluster, which sources may
 * share; so a name is believed where the own source has no such object, only one other source makes it, and the namespaces agree or the
 * name tells.
 */
import { normaliseHost } from '../../facts/identifiers.js';
import type { IdentifierKind, LinkFact } from '../../facts/types.js';
import { notInForce } from '../in-force.js';
import type { Resolver } from '../resolve/index.js';
import { isTellingObject } from '../resolve/telling.js';
import type { Offer, Unit, UnitIndex } from '../units.js';

interface Parts {
  namespace: string | undefined;
  /** The whole name; undefined where a part of it is not known. */
  name: string | undefined;
  /** The name without the environment; undefined where it is not known. */
  family: string | undefined;
}

/** An object with the part of its name that is the same in all environments. */
interface Named extends Parts {
  offer: Offer;
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
      if (!isObject(kind, value) || notInForce(offer.unit) || isLocalStack(offer.unit)) continue;
      const parts = this.partsOf(offer.unit.source, kind, value);
      const { namespace, family } = parts;
      if (family === undefined) continue;
      const key = `${kind}\n${family}`;
      const list = this.byFamily.get(key);
      const named = { offer, ...parts };
      // Objects are offered with their namespace first, and again without it.
      if (namespace === undefined && list?.some((one) => one.offer.unit === offer.unit)) continue;
      if (list) list.push(named);
      else this.byFamily.set(key, [named]);
    }
  }

  /** The object of another source that a link means; undefined where the own source has one, or several others do. */
  meant(unit: Unit, { to }: LinkFact): Offer | undefined {
    if (!isObject(to.kind, to.value) || isLocalStack(unit)) return undefined;
    return this.find(unit.source, to.kind, this.partsOf(unit.source, to.kind, to.value));
  }

  /** What another source runs under a name: a Service or a workload. */
  called(source: string, name: string): Offer | undefined {
    const parts = { namespace: undefined, name, family: name };
    return this.find(source, 'host', parts) ?? this.find(source, 'workload', parts);
  }

  private find(source: string, kind: IdentifierKind, { namespace, name, family }: Parts): Offer | undefined {
    const all = family === undefined ? [] : (this.byFamily.get(`${kind}\n${family}`) ?? []);
    const alike = all.filter((one) => isSameName(one.name, name));
    const [first] = alike.filter((one) => isSameNamespace(one.namespace, namespace));
    if (!first || new Set(alike.map(({ offer }) => offer.unit.source)).size > 1) return undefined;
    if (first.offer.unit.source === source) return undefined;
    const isPlaced = namespace !== undefined && alike.some((one) => one.namespace === namespace);
    return isPlaced ||
      isTellingObject(name ?? family ?? '') ||
      this.resolver.belongTogether(source, first.offer.unit.source)
      ? first.offer
      : undefined;
  }

  private partsOf(source: string, kind: IdentifierKind, value: string): Parts {
    const { text } = this.resolver.substitute(source, value);
    const [name, namespace] = kind === 'host' ? partsOfHost(text) : partsOfObject(text);
    const family = name.replace(ENVIRONMENT, '');
    return {
      namespace: namespace === '' || namespace === 'default' || UNKNOWN_PART.test(namespace) ? undefined : namespace,
      name: UNKNOWN_PART.test(name) ? undefined : name,
      family: family === '' || UNKNOWN_PART.test(family) ? undefined : family,
    };
  }
}

/** What charts call their objects: the release, which mostly is called like the chart. */
const FULL_NAME = /\.fullname$/;

const partsOfObject = (text: string): [name: string, namespace: string] => {
  const cut = text.lastIndexOf('/');
  return [text.slice(cut + 1).replace(FULL_NAME, ''), text.slice(0, Math.max(cut, 0))];
};

/** `NAME.NAMESPACE`; a host with more parts is one of the internet. */
const partsOfHost = (text: string): [name: string, namespace: string] => {
  const [name = '', namespace = '', ...rest] = normaliseHost(text).replace(FULL_NAME, '').split('.');
  return rest.length === 0 ? [name, namespace] : ['', ''];
};

/** A stack of Compose is a network of its own. */
const isLocalStack = ({ path }: Unit): boolean => /(?:^|\/)(?:docker-)?compose[\w.-]*$/.test(path);

/** Other definitions use `config` for names of their own, which have a prefix. */
const isObject = (kind: IdentifierKind, value: string): boolean =>
  kind === 'workload' || kind === 'host' || (kind === 'config' && !/^[\w-]+:/.test(value));

/** Of names with an unknown part, and of names that one side calls by the environment, the family decides. */
const isSameName = (made: string | undefined, asked: string | undefined): boolean =>
  made === undefined || asked === undefined || made === asked || !ENVIRONMENT.test(made) || !ENVIRONMENT.test(asked);

const isSameNamespace = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;
