/** Collects the facts of a document, so that plugins for declarative formats read as a list of what they find. */
import type { Occurrence, ValueSource } from '../../catalogue/types.js';
import { addressesIn } from '../../facts/addresses.js';
import type {
  ComponentFact,
  EmbeddedFact,
  EvidenceKind,
  Fact,
  IdentifierKind,
  LinkType,
  NotUnderstoodReason,
  Reason,
  Trait,
  UnitKind,
} from '../../facts/types.js';
import type { Location } from '../../facts/types.js';
import type { SignalKind } from '../../catalogue/types.js';
import { factsForSignal } from '../signals.js';
import type { ExtractContext } from '../types.js';
import { commandOf, type Word } from './words.js';

/** Bounds what one hostile file can make the graph hold. */
const MOST_FACTS = 50_000;
const LONGEST_IDENTIFIER = 2000;
/** A template that many tasks use is text for each of them. */
const MOST_EMBEDDED = 2_000_000;

/** What a component claim says beside its place. */
export type Claim = Omit<ComponentFact, 'fact' | 'unit' | 'at' | 'kind' | 'confidence'> &
  Partial<Pick<ComponentFact, 'kind' | 'confidence'>>;

export class FactWriter {
  readonly facts: Fact[] = [];
  /** Units by id, with the number of those that wanted it. */
  private readonly units = new Map<string, number>();
  private embedded = 0;

  constructor(
    private readonly document: { locate(offset: number): Location; firstLine?: number },
    readonly context: ExtractContext,
    /** How links and traits were found, unless a call says otherwise. */
    private readonly evidence: EvidenceKind,
  ) {}

  private add(...facts: Fact[]): void {
    for (const fact of facts) if (this.facts.length < MOST_FACTS) this.facts.push(fact);
  }

  /**
   * Declares a unit. Inside an embedded text its name carries the unit that the text belongs to, which becomes its parent.
   * @param id wanted id; a number is added when the file has it already
   * @returns the id
   */
  unit(
    id: string,
    kind: UnitKind,
    offset: number,
    more: { name?: string; parent?: string; off?: Reason; entry?: boolean } = {},
  ): string {
    const base = this.context.unit === '' || more.parent !== undefined ? id : `${this.context.unit}/${id}`;
    const number = (this.units.get(base) ?? 0) + 1;
    this.units.set(base, number);
    const unit = number === 1 ? base : `${base}#${number}`;
    const parent = more.parent ?? this.context.unit;
    this.add({
      fact: 'unit',
      unit,
      kind,
      ...(more.name ? { name: more.name } : {}),
      ...(parent ? { parent } : {}),
      ...(more.off ? { off: more.off } : {}),
      ...(more.entry ? { entry: more.entry } : {}),
      at: this.document.locate(offset),
    });
    return unit;
  }

  /** Facts of the catalogue for a name; `value` reads what stands beside it. */
  signal(
    kind: SignalKind,
    name: string,
    unit: string,
    offset: number,
    value: (source: ValueSource) => string | undefined = () => undefined,
    keep: (fact: Fact) => boolean = () => true,
    offsetOf?: (source: ValueSource) => number | undefined,
  ): Fact[] {
    if (name === '') return [];
    const { catalogue } = this.context;
    const occurrence: Occurrence = { kind, name, value };
    if (offsetOf)
      occurrence.place = (source) => {
        const at = offsetOf(source);
        return at === undefined ? undefined : this.document.locate(at);
      };
    const facts = factsForSignal(catalogue, occurrence, unit, this.document.locate(offset)).filter(keep);
    this.add(...facts);
    return facts;
  }

  /** A claim that structure, rather than a name that the catalogue knows, gives: the unit is the component, or acts on it. */
  component(unit: string, offset: number, claim: Claim): void {
    this.add({
      fact: 'component',
      unit,
      confidence: 'high',
      kind: this.evidence,
      at: this.document.locate(offset),
      ...claim,
    });
  }

  link(unit: string, link: LinkType, kind: IdentifierKind, value: string | undefined, offset: number): void {
    if (!value || value.length > LONGEST_IDENTIFIER) return;
    this.add({ fact: 'link', unit, link, to: { kind, value }, kind: this.evidence, at: this.document.locate(offset) });
  }

  offer(unit: string, kind: IdentifierKind, value: string | undefined, offset: number): void {
    if (!value || value.length > LONGEST_IDENTIFIER) return;
    this.add({ fact: 'offer', unit, identifier: { kind, value }, at: this.document.locate(offset) });
  }

  /** A mark of the unit, with what people are shown and the technology that gives it. */
  trait(unit: string, trait: Trait, offset: number, detail?: string, technology?: string): void {
    const at = this.document.locate(offset);
    this.add({
      fact: 'trait',
      unit,
      trait,
      kind: this.evidence,
      ...(technology ? { technology } : {}),
      ...(detail ? { detail: detail.slice(0, 200) } : {}),
      at,
    });
  }

  /** @param weak a default, for which an assignment elsewhere stands in */
  symbol(space: string, name: string, value: string, offset: number, weak = false): void {
    if (value.length > LONGEST_IDENTIFIER) return;
    this.add({ fact: 'symbol', space, name, value, ...(weak ? { weak } : {}), at: this.document.locate(offset) });
  }

  notUnderstood(unit: string, reason: NotUnderstoodReason, detail: string, offset: number): void {
    this.add({ fact: 'not-understood', unit, reason, detail: detail.slice(0, 200), at: this.document.locate(offset) });
  }

  /**
   * A container image that the unit runs.
   * @param tools the unit runs something else in the image than its own program: it is not what the image is
   */
  image(unit: string, reference: string | undefined, offset: number, { tools = false } = {}): void {
    if (!reference || /\s/.test(reference)) return;
    const value = ({ key }: ValueSource): string | undefined => (key === 'image' ? reference : undefined);
    const isClaim = (fact: Fact): boolean => fact.fact === 'component' && fact.relation === undefined;
    this.signal('image', reference, unit, offset, value, (fact) => !tools || !isClaim(fact));
    this.link(unit, 'built-from', 'image', reference, offset);
  }

  /**
   * An environment variable that the unit sets: what the catalogue knows of its name, and links to what its value points
   * at. The relation of the link is the one that the catalogue gives the variable.
   */
  environment(unit: string, name: string, value: string | undefined, offset: number): void {
    const facts = this.signal('environment', name, unit, offset, () => value);
    if (!value) return;
    const relation = facts.find((fact) => fact.fact === 'component')?.relation ?? 'reads-from';
    for (const { kind, value: target } of addressesIn(value, name)) {
      const known = facts.some((fact) => fact.fact === 'link' && fact.to.kind === kind);
      if (!known) this.link(unit, kind === 'model' ? 'loads-from' : relation, kind, target, offset);
    }
  }

  /** A command line as a list of words: `sh -c` and `python -c` give their script. */
  command(unit: string, words: readonly Word[], directory?: string): void {
    const command = commandOf(words);
    if (command) this.embed(unit, command.language, command.text, command.place, directory);
  }

  /** Text in another language. */
  embed(unit: string, language: EmbeddedFact['language'], text: string, place: Place, directory?: string): void {
    if (text.trim() === '') return;
    this.embedded += text.length;
    if (this.embedded > MOST_EMBEDDED) {
      const isFirst = this.embedded - text.length <= MOST_EMBEDDED;
      if (isFirst) this.notUnderstood(unit, 'too-large', 'embedded texts', place.offset);
      return;
    }
    const at = this.document.locate(place.offset);
    // The text of a block scalar begins on a line of its own; quoted and plain scalars begin where they stand.
    const body =
      place.block && place.bodyLine !== undefined ? place.bodyLine + (this.document.firstLine ?? 1) - 1 : undefined;
    const line = body ?? at.line;
    const start = { line, column: line === at.line ? at.column : 1 };
    this.add({ fact: 'embedded', unit, language, text, ...start, ...(directory ? { directory } : {}), at });
  }
}

/** Where a text stands; scalars of a data tree fit. */
export interface Place {
  offset: number;
  block?: boolean;
  bodyLine?: number;
}
