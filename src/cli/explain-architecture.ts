/** What the parts of a reference architecture stand for: elements, relations, layers, rules, roles, tasks, principles, requirements, stages. */
import type { Assessment, ConformanceVerdict, PrincipleVerdict } from '../assessment/types.js';
import { conditionText, relationText } from '../conditions/describe.js';
import type { ModelPrinciple, ModelRelation, ReferenceArchitecture, Sourced } from '../conformance/types.js';
import { listing, plural } from '../report/verdict.js';
import type { Explanation } from './explanation.js';

type Paragraph = [label: string, text: string];
type Found = NonNullable<Explanation['found']>;

/** @returns what the model's parts of that id are; the model itself by its own id */
export function explainArchitecture(id: string, model: ReferenceArchitecture): Explanation[] {
  const has = <T extends { id: string }>(items: readonly T[]): T[] => items.filter((item) => item.id === id);
  return [
    ...(model.id === id ? [ofModel(model)] : []),
    ...has(model.elements).map((element) => ofElement(element, model)),
    ...has(model.relations).map((relation) => ofRelation(relation, model)),
    ...has(model.layers).map((layer) => explained(layer, layer.kind, model, layerParagraphs(layer.id, model))),
    ...has(model.layerRules).map((rule) => ofRule(rule, model)),
    ...has(model.roles).map((role) =>
      explained(role, 'role', model, role.similar.length > 0 ? [['Similar to', listing(role.similar)]] : []),
    ),
    ...has(model.tasks).map((task) =>
      explained(task, `task in ${task.in}`, model, [
        ['Done by', task.by ?? (task.roles.length > 0 ? listing(task.roles) : 'the pipeline, automatically')],
      ]),
    ),
    ...has(model.principles).map((p) => ofPrinciple(p, 'principle', model, (v) => v.principles)),
    ...has(model.requirements).map((r) => ofPrinciple(r, 'requirement', model, (v) => v.requirements ?? [])),
    ...has(model.stages).map((stage) => ofStage(stage, model)),
    ...has(model.neighbours).map((pair) => ofNeighbours(pair, model)),
  ];
}

function ofModel(model: ReferenceArchitecture): Explanation {
  const { title, authors, year, url } = model.source;
  const counts: [number, string][] = [
    [model.elements.length, 'element'],
    [model.relations.length, 'relation'],
    [model.principles.length, 'principle'],
    [model.requirements.length, 'requirement'],
    [model.layerRules.length, 'layer rule'],
  ];
  const held = counts.filter(([count]) => count > 0).map(([count, word]) => plural(count, word));
  return {
    title: model.name,
    kind: `reference architecture, ${statusWords(model.status)}`,
    paragraphs: [
      ['Source', [title, authors, year, url].filter((part) => part !== undefined && part !== '').join(', ')],
      ...(held.length > 0 ? [['Holds', listing(held)] as Paragraph] : []),
      ...(model.counts.length > 0
        ? [['The source counts', listing(model.counts.map((c) => `${c.count} ${c.what}`))] as Paragraph]
        : []),
      ...model.notTranscribed.map((text): Paragraph => ['Not transcribed', text]),
      ...model.notes.map((text): Paragraph => ['Note', text]),
    ],
  };
}

const statusWords = (status: ReferenceArchitecture['status']): string =>
  ({ complete: 'complete', partial: 'transcribed in part', 'not-transcribed': 'not transcribed' })[status];

function ofElement(element: ReferenceArchitecture['elements'][number], model: ReferenceArchitecture): Explanation {
  const { types, technologies, names, instanceOf, where, when } = element;
  const what = [
    'a component in force',
    ...(types.length > 0 ? [`of type ${types.join(' or ')}`] : []),
    ...(technologies ? [`by ${technologies.join(' or ')}`] : []),
    ...(names ? [`named ${names.join(' or ')}`] : []),
    ...(where ? [`and that stands in a relation: ${where.map(relationText).join('; or ')}`] : []),
    ...(when ? [`where there is ${conditionText(when)}`] : []),
  ].join(' ');
  return explained(
    element,
    `${element.kind === 'component' ? 'element' : element.kind}${element.in ? ` in ${element.in}` : ''}`,
    model,
    [
      ...(element.description ? [['What it is', element.description] as Paragraph] : []),
      ...(instanceOf ? [['Part or instance of', instanceOf] as Paragraph] : []),
      ...(types.length > 0 || technologies || names ? [['Looked for', what] as Paragraph] : []),
      ...(element.notObservable ? [['Not observable', element.notObservable] as Paragraph] : []),
      ...(element.principles.length > 0
        ? [
            [
              'Implements',
              listing(element.principles.map((p) => `${p} ${model.principles.find((q) => q.id === p)?.name ?? ''}`)),
            ] as Paragraph,
          ]
        : []),
    ],
    (a) => {
      const verdict = verdictOf(a, model)?.elements.find((x) => x.id === element.id);
      const components = (verdict?.components ?? []).flatMap((c) => a.components.find((x) => x.id === c) ?? []);
      return { status: verdict?.status ?? 'not evaluated', evidence: components.flatMap((c) => c.evidence) };
    },
  );
}

function ofRelation(relation: ModelRelation, model: ReferenceArchitecture): Explanation {
  const { id, from, through = [], to, alsoTo = [], flow, modality, note } = relation;
  const ends = [...through, to].reduce((way, end) => `${way} → ${end}`, from);
  const answers = [
    ...(relation.types ? [`${relation.types.join(' or ')} between their components`] : []),
    ...(relation.answeredBy ?? []).map((p) =>
      'start' in p ? `${p.of.join('/')} started by ${p.start.join(' or ')}` : relationText(p),
    ),
  ];
  return {
    title: `${id} ${ends}${alsoTo.length > 0 ? `, and ${listing(alsoTo)}` : ''}`,
    kind: `${modality} relation of ${model.name}`,
    paragraphs: [
      ['From, to', [from, to].map((end) => nameOfEnd(end, model)).join('; ')],
      ...(flow ? [['What flows', flow] as Paragraph] : []),
      ...(answers.length > 0 ? [['Answered by', answers.join('; or ')] as Paragraph] : []),
      ...(relation.notObservable ? [['Not observable', relation.notObservable] as Paragraph] : []),
      ...(note ? [['Note', note] as Paragraph] : []),
      sourceOf(relation, model),
    ],
    found: (a) => {
      const verdict = verdictOf(a, model);
      const row = verdict?.relations.find((r) => r.id === id);
      const not = verdict?.notJudged?.find((r) => r.id === id);
      const relations = a.relations.filter((r) => row?.relations.includes(`${r.from} ${r.type} ${r.to}`));
      return {
        status: row?.verdict ?? not?.reason.replaceAll('-', ' ') ?? 'not evaluated',
        evidence: [...relations.flatMap((r) => r.evidence), ...(row?.evidence ?? [])],
      };
    },
  };
}

function nameOfEnd(id: string, model: ReferenceArchitecture): string {
  const named = [...model.elements, ...model.layers, ...model.tasks].find((item) => item.id === id);
  return named ? `${id} ${named.name}` : id;
}

function layerParagraphs(id: string, model: ReferenceArchitecture): Paragraph[] {
  const elements = model.elements.filter((e) => e.in === id).map((e) => e.id);
  const tasks = model.tasks.filter((t) => t.in === id).map((t) => t.id);
  const roles = model.layers.find((l) => l.id === id)?.roles ?? [];
  const open = model.layers.some((l) => l.id === id && l.open);
  return [
    ...(elements.length > 0 ? [['Elements', elements.join(', ')] as Paragraph] : []),
    ...(tasks.length > 0 ? [['Tasks', tasks.join(', ')] as Paragraph] : []),
    ...(roles.length > 0 ? [['Roles', roles.join(', ')] as Paragraph] : []),
    ...(open ? [['Open', 'the source says that there may be more in it'] as Paragraph] : []),
  ];
}

function ofRule(rule: ReferenceArchitecture['layerRules'][number], model: ReferenceArchitecture): Explanation {
  const uses = rule.uses.map(({ from, to }) => `${from.join(', ')} → ${to.join(', ')}`).join('; ');
  return {
    title: `${rule.id} ${rule.statement.replace(/\.$/, '')}`,
    kind: `layer rule of ${model.name}, ${rule.enforcement === 'rule' ? 'in force' : rule.enforcement}`,
    paragraphs: [
      ...(uses ? [[rule.kind === 'forbidden' ? 'Forbids' : 'Allows', uses] as Paragraph] : []),
      ...(rule.notObservable ? [['Not observable', rule.notObservable] as Paragraph] : []),
      sourceOf(rule, model),
    ],
    found: (a) => {
      const verdict = verdictOf(a, model)?.layerRules?.find((r) => r.id === rule.id);
      const status = verdict ? `${verdict.status.replaceAll('-', ' ')}, ${plural(verdict.selected, 'relation')}` : '';
      return {
        status: status || 'not evaluated',
        evidence: verdict?.violations.flatMap((v) => v.evidence) ?? [],
      };
    },
  };
}

function ofPrinciple(
  principle: ModelPrinciple,
  kind: string,
  model: ReferenceArchitecture,
  among: (verdict: ConformanceVerdict) => readonly PrincipleVerdict[],
): Explanation {
  const { met, partly, parts } = principle;
  const implementing = model.elements
    .filter((e) => e.principles.includes(principle.id))
    .map((e) => `${e.id} ${e.name}`);
  return explained(
    principle,
    kind,
    model,
    [
      ['What it is', principle.description],
      ['Looked for', principle.lookedFor],
      ...(met ? [['Met when', conditionText(met)] as Paragraph] : []),
      ...(parts ?? []).map((part): Paragraph => [capital(part.name), conditionText(part.met)]),
      ...(partly ? [['Partly met when', conditionText(partly)] as Paragraph] : []),
      ...(implementing.length > 0 ? [['Implemented by', listing(implementing)] as Paragraph] : []),
    ],
    (a) => {
      const verdict = verdictOf(a, model);
      const found = verdict && among(verdict).find((x) => x.id === principle.id);
      return {
        status: found ? `${found.status.replaceAll('-', ' ')}. ${found.summary}` : 'not evaluated',
        evidence: found?.evidence ?? [],
      };
    },
  );
}

function ofStage(stage: ReferenceArchitecture['stages'][number], model: ReferenceArchitecture): Explanation {
  return explained(
    stage,
    'stage of the workflow',
    model,
    [
      ['Asked', 'how much people are involved: automated, gated by an approval, manual, or not observed'],
      ['Looked for', stage.lookedFor],
    ],
    (a) => {
      const found = verdictOf(a, model)?.involvement?.find((x) => x.id === stage.id);
      return {
        status: found ? `${found.involvement.replaceAll('-', ' ')}. ${found.summary}` : 'not evaluated',
        evidence: found?.evidence ?? [],
      };
    },
  );
}

function ofNeighbours(pair: ReferenceArchitecture['neighbours'][number], model: ReferenceArchitecture): Explanation {
  const { id, between, and, through } = pair;
  return {
    title: id,
    kind: `neighbours in the workflow, ${model.name}`,
    paragraphs: [
      ['Asked', `whether ${between.join(' or ')} and ${and.join(' or ')} are related where both are there`],
      ...(through ? [['Also by way of', through.join(' or ')] as Paragraph] : []),
      sourceOf(pair, model),
    ],
    found: (a) => {
      const found = verdictOf(a, model)?.integration?.find((x) => x.id === id);
      return { status: found?.verdict.replaceAll('-', ' ') ?? 'not evaluated', evidence: found?.evidence ?? [] };
    },
  };
}

function explained(
  item: Sourced & { id: string; name: string },
  kind: string,
  model: ReferenceArchitecture,
  paragraphs: Paragraph[],
  found?: Found,
): Explanation {
  return {
    title: `${item.id} ${item.name}`,
    kind: `${kind} of ${model.name}`,
    paragraphs: [...paragraphs, sourceOf(item, model)],
    ...(found ? { found } : {}),
  };
}

const sourceOf = ({ source, provenance }: Sourced, model: ReferenceArchitecture): Paragraph => [
  'Source',
  `${model.source.title}, ${source} (${provenance})`,
];

const verdictOf = (a: Assessment, model: ReferenceArchitecture): ConformanceVerdict | undefined =>
  a.conformance.find((c) => c.model === model.id);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
