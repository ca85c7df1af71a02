/** What all sections of the page are made with: the assessment, what is known, and how much may be shown. */
import type { Assessment, ConformanceVerdict, SourceSummary } from '../../assessment/types.js';
import { componentAnchor } from '../../diagram/anchors.js';
import { typeName } from '../../diagram/words.js';
import type { Component, Evidence } from '../../graph/types.js';
import { relationWords } from '../conformance.js';
import { evidenceLink } from '../evidence-links.js';
import type { ReportContext } from '../index.js';
import { plural } from '../verdict.js';

/** How many of each the page shows; the JSON report has all. */
export interface Limits {
  /** Characters of one text. */
  text: number;
  /** Rows of one table or list that has no limit of its own. */
  rows: number;
  components: number;
  relations: number;
  findings: number;
  /** Places of evidence of a component or relation. */
  places: number;
  pictures: boolean;
  /**
   * What is said elsewhere too is said here as well: places lead to the forge everywhere, not in the appendix alone, details hold
   * what tables hold, and pictures are markup. Otherwise the page's script does that, and the sources of models are cited once.
   */
  full: boolean;
}

/** Places of evidence of a statement, shown beside it. */
export const FEW = 3;
/** Components of an element, or findings of a rule, shown beside it. */
export const SEVERAL = 12;

export interface PlaceView {
  at: string;
  href: string | undefined;
  excerpt: string;
  uncommitted: boolean;
}

export interface Kit {
  assessment: Assessment;
  context: ReportContext;
  limits: Limits;
  /** Several sources: places name theirs. */
  several: boolean;
  sources: ReadonlyMap<string, SourceSummary>;
  components: ReadonlyMap<string, Component>;
  technology: (id: string) => string;
  /** @param always with its address, however short the page has to be */
  place: (evidence: Evidence, always?: boolean) => PlaceView;
  places: (evidence: readonly Evidence[], most?: number) => { shown: PlaceView[]; more: number };
  /** With the names that drawings give the steps of a model. */
  relationWords: (model: ConformanceVerdict, relation: Parameters<typeof relationWords>[1]) => string;
  /** Places beside a statement: one where the page is long. */
  few: (most: number) => number;
  /** The section or figure of a model's source where something stands; the page cites the source itself once. Nothing in a long page. */
  standsAt: (paragraphs: readonly (readonly [string, string])[], model: string) => string;
  /** The first of a list; what is left out is counted under `what`. */
  most: <T>(items: readonly T[], limit: number, what: string) => T[];
  /** What was left out so far: `120 components`. */
  leftOut: () => string[];
}

export function createKit(assessment: Assessment, context: ReportContext, limits: Limits): Kit {
  const sources = new Map(assessment.sources.map((source) => [source.id, source]));
  const several = assessment.sources.length > 1;
  const left = new Map<string, number>();
  const place = (evidence: Evidence, always = limits.full): PlaceView => {
    const source = sources.get(evidence.source);
    return {
      at: `${several ? `${evidence.source}/` : ''}${evidence.file}:${evidence.line}`,
      href: always ? evidenceLink(source, evidence, context.linkTemplate) : undefined,
      excerpt: evidence.excerpt,
      uncommitted: source?.uncommitted?.includes(evidence.file) ?? false,
    };
  };
  return {
    assessment,
    context,
    limits,
    several,
    sources,
    components: new Map(assessment.components.map((c) => [c.id, c])),
    technology: (id) => context.technologyName?.(id) ?? id,
    place,
    places: (evidence, most = FEW) => ({
      shown: evidence.slice(0, most).map((item) => place(item)),
      more: Math.max(0, evidence.length - most),
    }),
    relationWords: (model, relation) =>
      relationWords(model, relation, (id) => {
        const drawing = context.drawings?.find((d) => d.id === model.model || d.id === model.basedOn);
        return drawing?.parts.flatMap((part) => part.steps).find((step) => step.id === id)?.text;
      }),
    few: (most) => (limits.full ? most : 1),
    standsAt: (paragraphs, model) => {
      if (!limits.full) return '';
      const said = (paragraphs.find(([label]) => label === 'Source')?.[1] ?? '').replace(/ \(sourced\)$/, '');
      const title = `${context.source?.(model)?.title ?? ''}, `;
      return said.startsWith(title) ? said.slice(title.length) : said;
    },
    most: (items, limit, what) => {
      if (items.length > limit) left.set(what, (left.get(what) ?? 0) + items.length - limit);
      return items.slice(0, limit);
    },
    leftOut: () => [...left].map(([what, count]) => plural(count, what)),
  };
}

/** `MLflow · fraud`, and where that leads to. */
export function componentView(kit: Kit, { id, type, technology, name }: Component) {
  return {
    href: `#${componentAnchor(id)}`,
    label: [kit.technology(technology), name].filter(Boolean).join(' · '),
    type: kit.limits.full ? typeName(type) : '',
  };
}
