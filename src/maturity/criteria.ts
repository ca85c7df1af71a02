/** One criterion × graph × attestation → its verdict. Attestations stand beside what definitions show and never change it. */
import type { CriterionAttestation, CriterionStatus, CriterionVerdict } from '../assessment/types.js';
import { evaluateCondition, typesIn } from '../conditions/evaluate.js';
import type { ArchitectureGraph, Evidence } from '../graph/types.js';
import { isForPeople, type MaturityCriterion } from './types.js';

const MOST_PLACES = 4;
const MOST_REMARK_PLACES = 2;
const MOST_EVIDENCE = 6;

/** What definitions alone say. */
interface Shown {
  status: CriterionStatus;
  summary: string;
  evidence: Evidence[];
}

/**
 * @param attestation what people state about the criterion, if they do
 * @returns the verdict; `definitions` is in it where an attestation makes the status another one
 */
export function criterionVerdict(
  criterion: MaturityCriterion,
  graph: ArchitectureGraph,
  attestation?: CriterionAttestation,
): CriterionVerdict {
  const shown = withRemarks(byDefinitions(criterion, graph), criterion, graph);
  const [status, contradicts] = withAttestation(shown.status, attestation);
  const readings = criterion.readings?.map(({ levels, says, met }) => ({
    levels,
    says,
    ...(met ? { status: evaluateCondition(met, graph).holds ? ('met' as const) : ('not-observed' as const) } : {}),
  }));
  const open = status !== 'met' && status !== 'not-applicable' && !criterion.descriptor;
  return {
    id: criterion.id,
    name: criterion.name,
    ...(criterion.level === undefined ? {} : { level: criterion.level }),
    ...(criterion.section === undefined ? {} : { section: criterion.section }),
    status,
    ...(status === shown.status ? {} : { definitions: shown.status }),
    core: criterion.core,
    ...(isForPeople(criterion) ? { forPeople: true as const } : {}),
    ...(criterion.descriptor ? { descriptor: true as const } : {}),
    summary: shown.summary,
    evidence: shown.evidence,
    ...(open && criterion.met ? { lookedAt: lookedAt(criterion, graph) } : {}),
    ...(open && criterion.change ? { change: criterion.change } : {}),
    ...(readings ? { readings } : {}),
    ...(attestation ? { attestation: { ...attestation, ...(contradicts ? { contradicts } : {}) } } : {}),
  };
}

function byDefinitions(criterion: MaturityCriterion, graph: ArchitectureGraph): Shown {
  const { met, partly, notMet, appliesWhen, otherwise, lookedFor, detectability } = criterion;
  const shown = (status: CriterionStatus, summary: string, evidence: Evidence[] = []): Shown => ({
    status,
    summary,
    evidence,
  });
  const applies = !appliesWhen || evaluateCondition(appliesWhen, graph).holds;
  const notApplicable = (): Shown =>
    shown('not-applicable', otherwise ?? `Does not apply to what the definitions show; it is about ${lookedFor}.`);
  if (!applies && !met) return notApplicable();
  if ((!met && !partly) || detectability === 'attestation')
    return shown(
      'not-observed',
      `To be attested${detectability === 'attestation' ? '' : ', not looked for in definitions'}: ${lookedFor}.`,
    );
  const outcome = met && evaluateCondition(met, graph);
  if (outcome?.holds) return shown('met', `Found: ${lookedFor}.`, outcome.evidence);
  if (!applies) return notApplicable();
  const part = partly && evaluateCondition(partly, graph);
  if (part?.holds) return shown('partly-met', `Found in part; looked for ${lookedFor}.`, part.evidence);
  if (!met) return shown('not-observed', `To be attested; no definition hints at it. Looked for ${lookedFor}.`);
  const absent = notMet && evaluateCondition(notMet, graph);
  if (absent?.holds)
    return shown(
      'not-met',
      `The definitions that would show it were read and do not: looked for ${lookedFor}.`,
      absent.evidence,
    );
  return shown('not-observed', `Not seen; looked for ${lookedFor}.`);
}

/** What a reader would miss is said after the verdict, and its place is shown after the first that shows the verdict. */
function withRemarks(shown: Shown, { remarks = [] }: MaturityCriterion, graph: ArchitectureGraph): Shown {
  let { summary, evidence } = shown;
  for (const { on, when, says } of remarks) {
    const outcome = on.includes(shown.status) ? evaluateCondition(when, graph) : undefined;
    if (!outcome?.holds) continue;
    summary = `${summary} ${says}`;
    const places = outcome.evidence.slice(0, MOST_REMARK_PLACES);
    const [first, ...others] = evidence;
    const rest = others.filter((e) => !places.some((place) => isSamePlace(place, e)));
    const besides = places.filter((place) => !first || !isSamePlace(place, first));
    evidence = [...(first ? [first] : []), ...besides, ...rest].slice(0, MOST_EVIDENCE);
  }
  return { ...shown, summary, evidence };
}

const isSamePlace = (a: Evidence, b: Evidence): boolean =>
  a.source === b.source && a.file === b.file && a.line === b.line;

/** Definitions win over an attestation that they contradict; the contradiction is reported. */
function withAttestation(
  shown: CriterionStatus,
  attestation: CriterionAttestation | undefined,
): [status: CriterionStatus, contradicts: boolean] {
  if (attestation?.state !== 'in-force') return [shown, false];
  if (attestation.value === false) return shown === 'met' ? [shown, true] : ['not-met', false];
  if (shown === 'not-met') return [shown, true];
  return [shown === 'met' ? shown : 'attested', false];
}

/** The definitions in which a criterion was looked for: one place for each kind of component that it speaks of. */
function lookedAt({ met }: MaturityCriterion, graph: ArchitectureGraph): Evidence[] {
  const places = typesIn(met).flatMap(
    (type) => graph.components.find((c) => c.type === type && c.status === 'defined')?.evidence[0] ?? [],
  );
  return places.slice(0, MOST_PLACES);
}
