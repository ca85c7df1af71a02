/**
 * The gaps of all chosen models as one ordered list: what others stand on first, then what closes most. Which step closes what,
 * and stands on what, is data; a gap of the next level that no step knows becomes a step of its own.
 */
import type {
  ConformanceVerdict,
  CriterionVerdict,
  Finding,
  Horizon,
  MaturityVerdict,
  RoadmapStep,
} from '../assessment/types.js';
import { evaluateCondition } from '../conditions/evaluate.js';
import type { ArchitectureGraph } from '../graph/types.js';
import type { RoadmapRule } from './types.js';

export interface Gaps {
  conformance: readonly ConformanceVerdict[];
  maturity: readonly MaturityVerdict[];
  findings: readonly Finding[];
}

interface Gap {
  model: string;
  id: string;
  name: string;
  kind: 'element' | 'principle' | 'criterion';
  /** It keeps the next level from being reached. */
  blocks: boolean;
  /** An element that an organisation asks for by a model of its own. What a published figure draws is not yet worth adding. */
  wanted?: boolean;
  change?: string;
}

interface OpenStep extends Omit<RoadmapStep, 'horizon'> {
  blocks: number;
  /** A finding that is more than a remark. */
  urgent: boolean;
  /** One of the rules' steps, not a gap that none of them knows. */
  foreseen: boolean;
}

const HORIZONS: readonly Horizon[] = ['now', 'next', 'later'];

/** @returns the open steps in the order in which to take them; none where there is nothing of machine learning to improve */
export function buildRoadmap(rules: readonly RoadmapRule[], gaps: Gaps, graph: ArchitectureGraph): RoadmapStep[] {
  if (gaps.maturity.length > 0 && !gaps.maturity.some((m) => m.assessable)) return [];
  const all = [...gaps.conformance.flatMap(ofArchitecture), ...gaps.maturity.flatMap(ofMaturity)];
  const byId = new Map(all.map((gap) => [keyOf(gap.model, gap.id), gap]));
  const raised = new Set(gaps.findings.map((finding) => finding.ruleId));
  const isOpen = ({ there, checks }: RoadmapRule): boolean =>
    (there !== undefined && !evaluateCondition(there, graph).holds) || checks.some((id) => raised.has(id));
  const todo = rules.filter(isOpen);
  const ids = new Set(todo.map((rule) => rule.id));
  const steps = todo.flatMap((rule) => openStep(rule, ids, byId, gaps.findings));
  const known = new Set(steps.flatMap((s) => s.closes.map(({ model, id }) => keyOf(model, id))));
  const others = all.filter((gap) => !known.has(keyOf(gap.model, gap.id)) && (gap.blocks || gap.wanted));
  return ordered([...steps, ...others.map(ownStep)]);
}

const keyOf = (model: string, id: string): string => `${model}\n${id}`;

function ofArchitecture({ model, own, elements, principles }: ConformanceVerdict): Gap[] {
  return [
    ...elements
      .filter((e) => e.status === 'absent' || e.status === 'declared')
      .map(({ id, name, instanceOf, secondary }): Gap => {
        const wanted = own === true && !instanceOf && !secondary;
        return { model, id, name, kind: 'element', blocks: false, wanted };
      }),
    ...principles
      .filter((p) => OPEN.has(p.status))
      .map(({ id, name }): Gap => ({ model, id, name, kind: 'principle', blocks: false })),
  ];
}

const OPEN: ReadonlySet<CriterionVerdict['status']> = new Set<CriterionVerdict['status']>([
  'not-met',
  'partly-met',
  'not-observed',
]);

/** What is open up to the next level; of a questionnaire, what it asks of everyone. What only people can answer is no work. */
function ofMaturity(verdict: MaturityVerdict): Gap[] {
  const basic = new Set(
    verdict.kind === 'questionnaire' ? verdict.sections.filter((s) => s.basic).map((s) => s.id) : [],
  );
  const asked = (c: CriterionVerdict): boolean =>
    verdict.kind === 'questionnaire' ? basic.has(c.section ?? '') : (c.level ?? 0) <= verdict.level + 1;
  const blockers = new Set(verdict.kind === 'questionnaire' ? [] : verdict.blockers);
  return verdict.criteria
    .filter((c) => OPEN.has(c.status) && !c.descriptor && asked(c) && (!c.forPeople || c.status === 'not-met'))
    .map(({ id, name, change }): Gap => ({
      model: verdict.model,
      id,
      name,
      kind: 'criterion',
      blocks: blockers.has(id),
      ...(change === undefined ? {} : { change }),
    }));
}

/** @param todo ids of the steps that are not done */
function openStep(
  { id, title, change, after, closes, checks }: RoadmapRule,
  todo: ReadonlySet<string>,
  gaps: ReadonlyMap<string, Gap>,
  findings: readonly Finding[],
): OpenStep[] {
  const closed = Object.entries(closes).flatMap(([model, ids]) => ids.flatMap((x) => gaps.get(keyOf(model, x)) ?? []));
  const raised = findings.filter((f) => checks.includes(f.ruleId));
  if (closed.length + raised.length === 0) return [];
  return [
    {
      id,
      title,
      change,
      after: after.filter((x) => todo.has(x)),
      closes: closed.map(({ kind, model, id: gap }) => ({ kind, model, id: gap })),
      checks: [...new Set(raised.map((f) => f.ruleId))],
      blocks: closed.filter((gap) => gap.blocks).length,
      urgent: raised.some((f) => f.severity !== 'info'),
      foreseen: true,
    },
  ];
}

/** A gap that no step knows: of an organisation's own model, or of what is there but not wired as a level asks. */
function ownStep({ model, id, name, kind, blocks, change }: Gap): OpenStep {
  const title = kind === 'element' ? `Add: ${name}` : `Meet: ${name}`;
  return {
    id: `${model}-${id}`,
    title,
    change: change ?? `Define what ${model} calls ${name}.`,
    after: [],
    closes: [{ kind, model, id }],
    checks: [],
    blocks: blocks ? 1 : 0,
    urgent: false,
    foreseen: false,
  };
}

/**
 * Now: what the next level of a model waits for, and what that stands on, as far as nothing open stands before it. Next: the
 * rest of that, and what closes elements and findings without open ground. Later: all else.
 */
function ordered(steps: readonly OpenStep[]): RoadmapStep[] {
  const byId = new Map(steps.map((s) => [s.id, s]));
  const wanted = new Set<OpenStep>();
  const want = (step: OpenStep): void => {
    if (wanted.has(step)) return;
    wanted.add(step);
    for (const id of step.after) {
      const before = byId.get(id);
      if (before) want(before);
    }
  };
  for (const step of steps) if (step.blocks > 0) want(step);
  const ready = (step: OpenStep): boolean => !step.after.some((id) => byId.has(id));
  const needed = (step: OpenStep): number => steps.filter((s) => s.after.includes(step.id)).length;
  const horizonOf = (step: OpenStep): Horizon => {
    if (wanted.has(step)) return ready(step) ? 'now' : 'next';
    const soon = step.urgent || (step.foreseen && step.closes.some((c) => c.kind === 'element'));
    return soon && ready(step) ? 'next' : 'later';
  };
  const ranked = steps
    .map((step) => ({
      step,
      horizon: horizonOf(step),
      worth: step.closes.length + step.checks.length,
      needed: needed(step),
    }))
    .sort(
      (a, b) =>
        HORIZONS.indexOf(a.horizon) - HORIZONS.indexOf(b.horizon) ||
        b.step.blocks - a.step.blocks ||
        b.needed - a.needed ||
        b.worth - a.worth ||
        (a.step.id < b.step.id ? -1 : 1),
    );
  const result: RoadmapStep[] = [];
  const placed = new Set<string>();
  // In the order of worth, but never before what it stands on.
  for (let left = ranked; left.length > 0;) {
    const at = left.findIndex(({ step }) => step.after.every((id) => placed.has(id) || !byId.has(id)));
    const chosen = left[Math.max(0, at)];
    if (!chosen) break;
    const { id, title, change, after, closes, checks } = chosen.step;
    placed.add(id);
    result.push({
      id,
      title,
      change,
      horizon: chosen.horizon,
      after: after.filter((x) => byId.has(x)),
      closes,
      checks,
    });
    left = left.filter((entry) => entry !== chosen);
  }
  return result;
}
