/** The first screen: what was assessed, the verdict, what stands and what is missing, and what the page cannot know. */
import type {
  Assessment,
  ElementVerdict,
  MaturityVerdict,
  RoadmapStep,
  SourceSummary,
} from '../../../assessment/types.js';
import { criterionAnchor, elementAnchor, modelAnchor, principleAnchor, stepAnchor } from '../../../diagram/anchors.js';
import { told } from '../../../diagram/status.js';
import { gapCommand } from '../../commands.js';
import { layerSummaries, mainElements } from '../../conformance.js';
import { repositoryLink } from '../../evidence-links.js';
import { inOrder, listing, plural, verdictSentence } from '../../verdict.js';
import type { Kit } from '../kit.js';

/** Sources that the title names, and that the first screen lists. */
const NAMED = 3;
const LISTED = 4;
const TOP_GAPS = 3;
/** Tiles of the strip; an architecture with more elements shows its layers. */
const TILES = 14;
const STEPS_OF_COMMIT = 10;

export function overviewView(kit: Kit) {
  const { assessment } = kit;
  const names = assessment.sources.map((s) => s.id);
  return {
    title:
      names.length > NAMED
        ? `${names.slice(0, NAMED - 1).join(', ')} and ${names.length - NAMED + 1} more`
        : listing(names),
    sources: assessment.sources.slice(0, LISTED).map((source) => sourceView(source)),
    moreSources: Math.max(0, assessment.sources.length - LISTED),
    counts: [
      plural(assessment.components.filter((c) => c.attributes.role !== 'tool').length, 'component'),
      plural(assessment.relations.length, 'relation'),
      plural(assessment.findings.length, 'finding'),
    ].join(', '),
    tool: `refarch ${assessment.tool.version}`,
    verdict: verdictSentence(assessment),
    strip: stripView(kit),
    levels: inOrder(assessment.maturity)
      .filter((m) => m.assessable)
      .map(scaleView),
    gaps: (assessment.roadmap ?? []).slice(0, TOP_GAPS).map(gapView),
    blindSpots: blindSpots(assessment),
  };
}

export function sourceView(source: SourceSummary) {
  const { id, commit, committed, repository, uncommitted = [], files } = source;
  return {
    id,
    repository: repository ?? '',
    commit: commit?.slice(0, STEPS_OF_COMMIT) ?? '',
    href: repositoryLink(source),
    committed: committed ?? '',
    uncommitted: uncommitted.length > 0 ? `${plural(uncommitted.length, 'file')} with uncommitted changes` : '',
    files: `${plural(files.read, 'file')} read${files.skipped > 0 ? `, ${files.skipped} left out` : ''}`,
  };
}

/** The components of the first architecture that has any, or its layers where there are many. */
function stripView(kit: Kit) {
  const model = kit.assessment.conformance.find((m) => mainElements(m).length > 0);
  if (!model || kit.assessment.components.length === 0) return undefined;
  const elements = mainElements(model);
  const layers = elements.length > TILES ? layerSummaries(model) : undefined;
  const present = elements.filter((e) => e.status === 'present').length;
  return {
    name: model.name,
    count: `${present} of ${elements.length} present`,
    many: elements.length > 9,
    tiles: layers
      ? layers.slice(0, TILES).map((layer) => ({
          href: `#${modelAnchor(model.model)}`,
          id: '',
          name: layer.name,
          what: `${layer.present.length} of ${layer.present.length + layer.missing.length}`,
          status: told(layer.missing.length === 0 ? 'present' : layer.present.length > 0 ? 'declared' : 'absent'),
          word: layer.missing.length === 0 ? 'complete' : layer.present.length > 0 ? 'in part' : 'absent',
        }))
      : elements.slice(0, TILES).map((element) => ({
          href: `#${elementAnchor(model.model, element.id)}`,
          id: element.id,
          name: element.name,
          what: technologies(kit, element),
          status: told(element.status),
          word: told(element.status).word,
        })),
  };
}

/** What decides an element, by technology. */
export function technologies(kit: Kit, element: ElementVerdict, most = 2): string {
  const deciding = element.components
    .filter((id) => !element.supporting?.includes(id))
    .flatMap((id) => kit.components.get(id) ?? []);
  const shown = element.status === 'present' ? deciding.filter((c) => c.status === 'defined') : deciding;
  const names = [...new Set(shown.map((c) => kit.technology(c.technology)))];
  return names.slice(0, most).join(', ') + (names.length > most ? ` + ${names.length - most}` : '');
}

const SCALE = { width: 160, gap: 3 };

/** A bar of steps: those that are supported, those that nothing contradicts, those that something does. */
function scaleView(model: MaturityVerdict) {
  const href = `#${modelAnchor(model.model)}`;
  if (model.kind === 'questionnaire') {
    const asked = model.sections.filter((s) => s.basic);
    const sum = (of: 'supported' | 'confirmed' | 'of'): number => asked.reduce((total, s) => total + s[of], 0);
    const [value, of] = model.score
      ? [model.score.confirmed, Math.max(1, ...model.sections.map((s) => s.of))]
      : [sum('confirmed'), Math.max(1, sum('of'))];
    return {
      name: model.name,
      href,
      value: model.score ? plural(value, 'point') : `${value} of ${of}`,
      note: model.score ? 'lowest section' : 'statements shown',
      steps: [
        { x: 0, width: SCALE.width, tone: 'may' },
        { x: 0, width: Math.round((Math.min(value, of) / of) * SCALE.width), tone: 'on' },
      ],
    };
  }
  const levels = [...new Set(model.criteria.map((c) => c.level ?? 0))]
    .filter((level) => level > 0)
    .sort((a, b) => a - b);
  const width = (SCALE.width - SCALE.gap * (levels.length - 1)) / Math.max(1, levels.length);
  return {
    name: model.name + (model.edition === undefined ? '' : `, ${model.edition}`),
    href,
    value: `Level ${model.level}`,
    note: `ceiling ${model.ceiling}${model.confirmed === model.level ? '' : `, confirmed ${model.confirmed}`}`,
    steps: levels.map((level, at) => ({
      x: Math.round(at * (width + SCALE.gap) * 10) / 10,
      width: Math.round(width * 10) / 10,
      tone: level <= model.level ? 'on' : level <= model.ceiling ? 'may' : 'no',
    })),
  };
}

function gapView(step: RoadmapStep) {
  return {
    href: `#${stepAnchor(step.id)}`,
    title: step.title,
    change: step.change,
    command: gapCommand(step),
    closes: closesView(step).slice(0, 6),
  };
}

/** What a step closes, each once, with where that is told. */
export function closesView({ closes }: RoadmapStep) {
  const seen = new Set<string>();
  return closes.flatMap(({ kind, model, id }) => {
    const anchor = { element: elementAnchor, principle: principleAnchor, criterion: criterionAnchor }[kind](model, id);
    if (seen.has(anchor)) return [];
    seen.add(anchor);
    return [{ id, href: `#${anchor}` }];
  });
}

/** What was not understood or not read, and what no definition can say. */
function blindSpots(assessment: Assessment) {
  const { notUnderstood, notices, maturity, conformance, sources } = assessment;
  const reasons = new Set(notUnderstood.map((n) => n.reason)).size;
  const unread = notices.filter((n) => n.incomplete).length;
  const people = maturity.flatMap((m) => m.criteria).filter((c) => c.forPeople && c.status === 'not-observed').length;
  const unseen = conformance.flatMap((m) => m.elements).filter((e) => e.status === 'not-observable').length;
  const nowhere = sources.filter((s) => s.commit === undefined).length;
  const spot = (count: number, what: string, href: string) => (count > 0 ? [{ count, what, href }] : []);
  return [
    ...spot(
      notUnderstood.length,
      `${notUnderstood.length === 1 ? 'place was' : 'places were'} not understood, for ${plural(reasons, 'reason')}`,
      '#blind-spots',
    ),
    ...spot(unread, `${unread === 1 ? 'file' : 'files'} could not be read or are too large`, '#blind-spots'),
    ...spot(
      people,
      `${people === 1 ? 'statement that only people' : 'statements that only people'} can answer`,
      '#attestations',
    ),
    ...spot(
      unseen,
      `${unseen === 1 ? 'element' : 'elements'} of the models that no definition can show`,
      '#architecture',
    ),
    ...spot(
      nowhere,
      `${nowhere === 1 ? 'source' : 'sources'} without a known commit: evidence has no link`,
      '#sources',
    ),
  ];
}
