/** The reference architectures with the organisation laid over them: picture, elements, relations, layer rules. */
import type { ConformanceVerdict, ElementVerdict } from '../../../assessment/types.js';
import { checkAnchor, elementAnchor, flowAnchor, modelAnchor } from '../../../diagram/anchors.js';
import { told } from '../../../diagram/status.js';
import { besidesWords, transcriptionWords, unmappedWords } from '../../conformance.js';
import { explainCommand } from '../../commands.js';
import type { Markup } from '../templates.js';
import { componentView, FEW, SEVERAL, type Kit } from '../kit.js';
import { technologies } from './overview.js';

export function architectureView(kit: Kit, pictures: ReadonlyMap<string, Markup>) {
  const models = kit.assessment.conformance.filter((m) => m.elements.length > 0 || m.relations.length > 0);
  return models.map((model) => ({
    anchor: modelAnchor(model.model),
    name: model.name,
    transcription: transcriptionWords(model),
    besides: besidesWords(model).join('; '),
    picture: pictures.get(model.model),
    groups: groups(model).map(({ name, elements }) => ({
      name,
      elements: kit.most(elements, kit.limits.rows, 'element').map((element) => elementView(kit, model, element)),
    })),
    relations: relationRows(kit, model),
    notJudged: kit.most(model.notJudged ?? [], kit.limits.rows, 'relation without verdict').map((relation) => ({
      anchor: flowAnchor(model.model, relation),
      words: kit.relationWords(model, relation),
      flow: relation.flow ?? '',
      modality: relation.modality,
      status: told(relation.reason),
      because: relation.because ?? '',
    })),
    rules: kit.most(model.layerRules ?? [], kit.limits.rows, 'layer rule').map((rule) => ({
      id: rule.id,
      statement: rule.statement,
      status: told(rule.status),
      advisory: rule.enforcement === 'advisory',
      violations: kit.most(rule.violations, SEVERAL, 'violation of a layer rule').map(({ relation, evidence }) => ({
        relation,
        ...kit.places(evidence),
      })),
    })),
    unmapped: unmappedWords(model),
  }));
}

/** Elements by layer, those that stand in none first. */
function groups(model: ConformanceVerdict): { name: string; elements: ElementVerdict[] }[] {
  const layers = model.layers ?? [];
  const inside = (id: string): ElementVerdict[] => model.elements.filter((e) => e.in === id);
  const known = new Set(layers.map((layer) => layer.id));
  const outside = model.elements.filter((e) => !known.has(e.in ?? ''));
  const [numbered, drawn] = [false, true].map((secondary) =>
    outside.filter((e) => (e.secondary ?? false) === secondary),
  );
  return [
    { name: '', elements: numbered ?? [] },
    ...layers.map(({ id, name }) => ({ name, elements: inside(id) })),
    { name: 'Drawn in the source without a number', elements: drawn ?? [] },
  ].filter(({ elements }) => elements.length > 0);
}

function elementView(kit: Kit, model: ConformanceVerdict, element: ElementVerdict) {
  const components = element.components.flatMap((id) => kit.components.get(id) ?? []);
  const supporting = (id: string): boolean => element.supporting?.includes(id) ?? false;
  const says = kit.context.explain?.(element.id, model.model) ?? [];
  const paragraph = (label: string): string => says.find(([name]) => name === label)?.[1] ?? '';
  const relations = kit.limits.full ? model.relations.filter((r) => r.from === element.id || r.to === element.id) : [];
  return {
    anchor: elementAnchor(model.model, element.id),
    id: element.id,
    name: element.name,
    status: told(element.status),
    what: technologies(kit, element),
    description: paragraph('What it is'),
    lookedFor: paragraph('Looked for'),
    because: element.because ?? '',
    source: kit.standsAt(says, model.model),
    partOf: element.instanceOf ? (model.elements.find((e) => e.id === element.instanceOf)?.name ?? '') : '',
    components: components.slice(0, SEVERAL).map((component) => {
      const { href, label, type } = componentView(kit, component);
      const aside = [
        type,
        component.status === 'declared' && 'declared only',
        supporting(component.id) && 'supporting',
      ];
      const places = kit.places(component.evidence, kit.limits.full ? 1 : 0);
      return { href, label, aside: aside.filter(Boolean).join(', '), ...places };
    }),
    moreComponents: Math.max(0, components.length - SEVERAL),
    relations: relations.slice(0, SEVERAL).map((relation) => ({
      href: `#${flowAnchor(model.model, relation)}`,
      words: kit.relationWords(model, relation),
      status: told(relation.verdict),
    })),
    rules: rulesOf(kit, element.id),
    command: element.status === 'absent' || element.status === 'declared' ? explainCommand(element.id) : '',
  };
}

/** The rules that serve an element, and what became of them. */
function rulesOf(kit: Kit, element: string) {
  const rules = (kit.assessment.checks ?? []).filter(({ id }) => kit.context.rule?.(id)?.references.includes(element));
  const findings = rules.flatMap(({ id }) => kit.assessment.findings.find((f) => f.ruleId === id) ?? []);
  return {
    findings: findings.map(({ ruleId, severity, title, message }) => ({
      id: ruleId,
      href: `#${checkAnchor(ruleId)}`,
      says: kit.limits.full ? message : (title ?? message),
      status: told(severity),
    })),
    silent: rules
      .filter((rule) => kit.limits.full && !findings.some((f) => f.ruleId === rule.id))
      .map(({ id, saidBy, selected }) =>
        saidBy ? `${id} (${saidBy} says it)` : selected > 0 ? id : `${id} (nothing to apply it to)`,
      )
      .join(', '),
  };
}

function relationRows(kit: Kit, model: ConformanceVerdict) {
  const rank = { divergence: 0, absence: 1, convergence: 2 };
  const sorted = [...model.relations].sort((a, b) => rank[a.verdict] - rank[b.verdict]);
  return kit.most(sorted, kit.limits.rows, 'modelled relation').map((relation) => {
    const found = kit.assessment.relations.filter((r) => relation.relations.includes(`${r.from} ${r.type} ${r.to}`));
    return {
      anchor: flowAnchor(model.model, relation),
      words: kit.relationWords(model, relation),
      flow: relation.flow ?? '',
      modality: relation.modality,
      status: told(relation.verdict),
      ...kit.places([...(relation.evidence ?? []), ...found.flatMap((r) => r.evidence.slice(0, 1))], kit.few(FEW)),
    };
  });
}
