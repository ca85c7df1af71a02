/** What an id of the knowledge, or of a component, stands for: its meaning, what is looked for, and how to see what was found. */
import type { Assessment } from '../assessment/types.js';
import { subjectText } from '../checks/describe.js';
import { conditionText } from '../conditions/describe.js';
import type { Evidence } from '../graph/types.js';
import type { Knowledge } from '../knowledge/types.js';
import { isQuestionnaire, type MaturityCriterion } from '../maturity/types.js';
import { attestationSentence, listing, plural } from '../report/verdict.js';
import { explainArchitecture } from './explain-architecture.js';

export interface Explanation {
  title: string;
  kind: string;
  paragraphs: [label: string, text: string][];
  found?: (assessment: Assessment) => { status: string; evidence: readonly Evidence[] };
}

/** @returns several where models share an id; none when nothing has it */
export function explain(id: string, knowledge: Knowledge, assessment: Assessment | undefined): Explanation[] {
  return [
    ...knowledge.architectures.flatMap((model) => explainArchitecture(id, model)),
    ...knowledge.maturityModels.flatMap((model) => explainMaturity(id, model)),
    ...explainCheck(id, knowledge),
    ...explainStep(id, knowledge),
    ...explainTechnology(id, knowledge),
    ...explainComponent(id, assessment),
  ];
}

/** What one model means by an id, as labelled paragraphs; none when the model has no part of that id. */
export function explainIn(model: string, id: string, knowledge: Knowledge): Explanation['paragraphs'] {
  const architecture = knowledge.architectures.find((m) => m.id === model);
  const maturity = knowledge.maturityModels.find((m) => m.id === model);
  const [found] = [
    ...(architecture ? explainArchitecture(id, architecture) : []),
    ...(maturity ? explainMaturity(id, maturity) : []),
  ];
  return found?.paragraphs ?? [];
}

/** Everything that `explain` answers for. */
export function knownIds(knowledge: Knowledge, assessment: Assessment | undefined): string[] {
  const named = [
    ...knowledge.checks,
    ...knowledge.architectures.flatMap((m) => [
      m,
      ...m.elements,
      ...m.relations,
      ...m.layers,
      ...m.layerRules,
      ...m.roles,
      ...m.tasks,
      ...m.principles,
      ...m.requirements,
      ...m.stages,
    ]),
    ...knowledge.maturityModels.flatMap((m) => m.criteria),
    ...knowledge.roadmap,
    ...(assessment?.components ?? []),
  ];
  return [...named.map(({ id }) => id), ...knowledge.catalogue.technologies.keys()];
}

function explainMaturity(id: string, model: Knowledge['maturityModels'][number]): Explanation[] {
  return model.criteria
    .filter((c) => c.id === id)
    .map((c) => ({
      title: `${c.id} ${c.name}`,
      kind: `${kindOf(c, model)}${c.core ? ', decides the level' : ''}`,
      paragraphs: [
        ['Looked for', c.lookedFor],
        ...said('Met when', c.met && conditionText(c.met)),
        ...said('Applies where', c.appliesWhen && conditionText(c.appliesWhen)),
        ...said('By level', c.readings?.map((r) => `${r.levels.join(', ')} ${r.says}`).join('; ')),
        ...said('Why it decides', c.coreBecause),
        ...said(
          'Why it does not decide',
          c.core || isQuestionnaire(model) ? undefined : (c.notCoreBecause ?? model.decides),
        ),
        ...said('To meet it', c.change),
        [
          'How it is known',
          c.met || c.detectability === 'attestation'
            ? KNOWN[c.detectability]
            : 'it is not looked for; people attest it',
        ],
        ...said('Editions', c.editions && `${listing(c.editions)} only`),
        ['Source', `${model.source.title}, ${c.source} (${c.provenance})`],
      ],
      found: (a: Assessment) => {
        const criterion = a.maturity.find((m) => m.model === model.id)?.criteria.find((x) => x.id === id);
        const attested = criterion?.attestation ? `; ${attestationSentence(criterion)}` : '';
        return { status: `${criterion?.status ?? 'not evaluated'}${attested}`, evidence: criterion?.evidence ?? [] };
      },
    }));
}

const KNOWN = {
  decidable: 'definitions can decide it',
  partly: 'definitions can show the mechanism, not its use',
  attestation: 'only people can answer',
};

const said = (label: string, text: string | undefined): [string, string][] => (text ? [[label, text]] : []);

function kindOf({ level, section }: MaturityCriterion, model: Knowledge['maturityModels'][number]): string {
  if (!isQuestionnaire(model)) return `criterion of ${model.name}, level ${level ?? 0}`;
  return `statement of ${model.name}, ${model.sections.find((s) => s.id === section)?.name ?? ''}`;
}

function explainCheck(id: string, knowledge: Knowledge): Explanation[] {
  return knowledge.checks
    .filter((c) => c.id === id)
    .map((c) => ({
      title: c.id,
      kind: `check, severity ${c.severity}`,
      paragraphs: [
        ['What it says', c.message],
        ['Why it matters', c.rationale],
        ['What to do', c.remediation],
        ['Speaks where', subjectText(c)],
        ...(c.expects ? [['Satisfied by', conditionText(c.expects)] as [string, string]] : []),
        ...(c.unless ? [['Left to', `${listing(c.unless)}, where that says it already`] as [string, string]] : []),
        ['For example', c.example],
        ['Confidence', c.confidence],
        ...(c.references.length > 0 ? [['Serves', listing(c.references)] as [string, string]] : []),
      ],
      found: (a: Assessment) => {
        const evidence = a.findings.filter((f) => f.ruleId === id).flatMap((f) => f.evidence);
        return { status: checkStatus(id, a), evidence };
      },
    }));
}

function explainStep(id: string, knowledge: Knowledge): Explanation[] {
  return knowledge.roadmap
    .filter((step) => step.id === id)
    .map((step) => ({
      title: step.id,
      kind: 'step of the roadmap',
      paragraphs: [
        ['What it is', step.title],
        ['How', step.change],
        ...said('Done when', step.there && conditionText(step.there)),
        ...said('After', step.after.join(', ')),
        ['Closes', [...Object.values(step.closes).flat(), ...step.checks].join(', ')],
      ],
      found: (a: Assessment) => ({
        status: a.roadmap?.find((s) => s.id === id)?.horizon ?? 'nothing to do',
        evidence: [],
      }),
    }));
}

/** A rule that had nothing to speak of is not a rule that was satisfied. */
function checkStatus(id: string, { findings, checks }: Assessment): string {
  const found = findings.filter((f) => f.ruleId === id);
  if (found.length > 0) return found.map((f) => f.message).join(' ');
  const verdict = checks?.find((c) => c.id === id);
  if (verdict?.saidBy) return `the same cause as ${verdict.saidBy}, which says it`;
  if (verdict?.selected === 0) return 'nothing selected: the definitions hold nothing that the rule speaks of';
  return verdict ? `no finding; it speaks of ${plural(verdict.selected, 'component')}` : 'no finding';
}

function explainTechnology(id: string, knowledge: Knowledge): Explanation[] {
  const { technologies } = knowledge.catalogue;
  const technology = technologies.get(id) ?? [...technologies.values()].find(({ aliases }) => aliases?.includes(id));
  if (!technology) return [];
  const byMeaning = new Map<string, Map<string, Set<string>>>();
  for (const signal of technology.signals) {
    const meaning = signal.component
      ? `${signal.component}${signal.relation ? ` (${signal.relation})` : ''}`
      : (signal.trait ?? ['named only']).join(', ');
    const byKind = byMeaning.get(meaning) ?? new Map<string, Set<string>>();
    byMeaning.set(meaning, byKind.set(signal.kind, (byKind.get(signal.kind) ?? new Set()).add(signal.pattern)));
  }
  const patterns = (byKind: Map<string, Set<string>>): string =>
    [...byKind].map(([kind, texts]) => `${kind} ${[...texts].join(', ')}`).join('; ');
  return [
    {
      title: technology.name,
      kind: 'technology',
      paragraphs: [
        ...[...byMeaning].map(([meaning, byKind]): [string, string] => [meaning, patterns(byKind)]),
        ['Documentation', technology.documentation],
      ],
      found: (a) => {
        const components = a.components.filter((c) => c.technology === technology.id);
        return {
          status: components.length > 0 ? components.map((c) => `${c.id} ${c.status}`).join(', ') : 'not found',
          evidence: components.flatMap((c) => c.evidence),
        };
      },
    },
  ];
}

function explainComponent(id: string, assessment: Assessment | undefined): Explanation[] {
  const component = assessment?.components.find((c) => c.id === id);
  if (!assessment || !component) return [];
  const relations = assessment.relations.filter((r) => r.from === id || r.to === id);
  return [
    {
      title: component.id,
      kind: `component, ${component.status}${component.reason ? ` (${component.reason.replaceAll('-', ' ')})` : ''}, confidence ${component.confidence}`,
      paragraphs: relations.map((r) => [
        r.from === id ? r.type : `${r.type} this`,
        `${r.from === id ? r.to : r.from}${r.evidence[0] ? ` (${r.evidence[0].file}:${r.evidence[0].line})` : ''}`,
      ]),
      found: () => ({ status: component.status, evidence: component.evidence }),
    },
  ];
}
