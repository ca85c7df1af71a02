/** What an id of the knowledge, or of a component, stands for: its meaning, what is looked for, and how to see what was found. */
import type { Assessment } from '../assessment/types.js';
import { subjectText } from '../checks/describe.js';
import { conditionText } from '../conditions/describe.js';
import type { Knowledge } from '../knowledge/types.js';
import { isQuestionnaire } from '../maturity/types.js';
import { listing, plural } from '../report/verdict.js';
import { COMPONENT_TYPES } from '../vocabulary/index.js';
import { said, type Explanation } from './explanation.js';
import { explainArchitecture } from './explain-architecture.js';
import { explainList, listIds, namedFor } from './explain-list.js';
import { explainMaturity } from './explain-maturity.js';
import { explainTechnology } from './explain-technology.js';

/** @returns several where models share an id; none when nothing has it */
export function explain(id: string, knowledge: Knowledge, assessment: Assessment | undefined): Explanation[] {
  return [
    ...knowledge.architectures.flatMap((model) =>
      explainArchitecture(id, model).map((e) => ({
        ...e,
        paragraphs: [...e.paragraphs, ...namedFor(id, model.id, knowledge)],
      })),
    ),
    ...knowledge.maturityModels.flatMap((model) => explainMaturity(id, model)),
    ...explainCheck(id, knowledge),
    ...explainStep(id, knowledge, assessment),
    ...explainTechnology(id, knowledge),
    ...explainType(id, knowledge),
    ...explainWord(id, knowledge),
    ...explainDocument(id, knowledge),
    ...explainList(id, knowledge),
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
      ...m.neighbours,
    ]),
    ...knowledge.maturityModels.flatMap((m) => [m, ...(isQuestionnaire(m) ? m.sections : []), ...m.criteria]),
    ...knowledge.roadmap,
    ...(assessment?.roadmap ?? []),
    ...(assessment?.components ?? []),
    ...COMPONENT_TYPES.map((id) => ({ id })),
    ...knowledge.documents,
    ...listIds(knowledge),
    ...knowledge.glossary.flatMap(({ words }) => words),
  ];
  return [...named.map(({ id }) => id), ...knowledge.catalogue.technologies.keys()];
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

function explainStep(id: string, knowledge: Knowledge, assessment: Assessment | undefined): Explanation[] {
  const found = (a: Assessment): ReturnType<NonNullable<Explanation['found']>> => ({
    status: a.roadmap?.find((s) => s.id === id)?.horizon ?? 'nothing to do',
    evidence: [],
  });
  const foreseen = knowledge.roadmap.filter((step) => step.id === id);
  if (foreseen.length === 0)
    return (assessment?.roadmap ?? [])
      .filter((step) => step.id === id)
      .map(({ title, change, closes, checks }) => ({
        title: id,
        kind: 'step of the roadmap',
        paragraphs: [
          ['What it is', title],
          ['How', change],
          ...said('Closes', [...closes.map((c) => c.id), ...checks].join(', ')),
        ],
        found,
      }));
  return foreseen.map((step) => ({
    title: step.id,
    kind: 'step of the roadmap',
    paragraphs: [
      ['What it is', step.title],
      ['How', step.change],
      ['Done when', step.there ? conditionText(step.there) : 'no finding is left that it closes'],
      ...said('After', step.after.join(', ')),
      ['Closes', [...Object.values(step.closes).flat(), ...step.checks].join(', ')],
    ],
    found,
  }));
}

/** A type of component: what of the architectures it is, and by which technologies. */
function explainType(id: string, { architectures, catalogue }: Knowledge): Explanation[] {
  if (!COMPONENT_TYPES.some((type) => type === id)) return [];
  const elements = architectures.flatMap((m) =>
    m.elements.filter((e) => !e.instanceOf && e.types.some((type) => type === id)).map((e) => `${e.id} ${e.name}`),
  );
  const shown = [...catalogue.technologies.values()].filter((t) => t.signals.some((s) => s.component === id));
  return [
    {
      title: id,
      kind: 'type of component',
      paragraphs: [
        ...said('Element of architectures', elements.join(', ')),
        ['Shown by', `${plural(shown.length, 'technology', 'technologies')}, listed in docs/technologies.md`],
      ],
      found: (a) => {
        const components = a.components.filter((c) => c.type === id && c.attributes.role !== 'tool');
        const status = components.map((c) => `${c.id} ${c.status}`).join(', ') || 'not found';
        return { status, evidence: components.flatMap((c) => c.evidence.slice(0, 1)) };
      },
    },
  ];
}

/** A word that outputs print: a relation, a reason, a verdict. */
function explainWord(id: string, { glossary }: Knowledge): Explanation[] {
  return glossary.flatMap(({ what, prefix, words }) =>
    words
      .filter((word) => word.id === id || (prefix !== undefined && `${prefix}/${word.id}` === id))
      .map((word) => ({
        title: word.id,
        kind: what,
        paragraphs: [['What it means', word.means], ...said('What to do', word.do)] as Explanation['paragraphs'],
        found: (a: Assessment) => saidOf(word.id, a),
      })),
  );
}

/** A topic of documents, of which conditions speak. */
function explainDocument(id: string, { documents }: Knowledge): Explanation[] {
  return documents
    .filter((topic) => topic.id === id)
    .map(({ about, headings, headingsIn, names, folders, paths }) => ({
      title: id,
      kind: 'topic of documents',
      paragraphs: [
        ['What it is', `A document that says ${about}. It shows that something is written down, never that it is so.`],
        ...said('Known by a heading', headings?.join(', ')),
        ...said(`Known by a heading in a ${headingsIn?.names.join(', ') ?? ''}`, headingsIn?.headings.join(', ')),
        ...said('Known by the name of a file', [...(names ?? []), ...(paths ?? [])].join(', ')),
        ...said('Known by a directory', folders?.join(', ')),
      ],
    }));
}

/** How often an assessment uses the word, and where. */
function saidOf(word: string, a: Assessment): ReturnType<NonNullable<Explanation['found']>> {
  const findings = a.findings.filter((f) => f.ruleId === word);
  const notices = [...a.notices, ...a.notUnderstood].filter((n) => n.reason === word);
  const components = a.components.filter((c) => c.reason === word || c.status === word);
  const relations = a.relations.filter((r) => r.type === word);
  const places = [...findings, ...components, ...relations].flatMap((item) => item.evidence.slice(0, 1));
  const counts = [
    [findings.length, 'finding'],
    [notices.length, 'notice'],
    [components.length, 'component'],
    [relations.length, 'relation'],
  ] as const;
  const said = counts.flatMap(([n, what]) => (n > 0 ? [plural(n, what)] : []));
  return { status: said.length > 0 ? listing(said) : 'nothing of it', evidence: places };
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
