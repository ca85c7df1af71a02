/** A short report for a pull request or a wiki page. */
import Handlebars from 'handlebars';
import type { Assessment, ConformanceVerdict, ElementVerdict, PrincipleVerdict } from '../../assessment/types.js';
import type { Evidence } from '../../graph/types.js';
import {
  besidesWords,
  gapWords,
  layerSummaries,
  mainElements,
  relationsWith,
  relationWords,
  transcriptionWords,
} from '../conformance.js';
import {
  attestationSentence,
  blockers,
  bySeverity,
  criteriaById,
  inOrder,
  levelSentence,
  verdictSentence,
} from '../verdict.js';
import { offWords, suppressionWords } from '../shown.js';
import { code, forMarkdown } from './escape.js';
import { TEMPLATE } from './template.js';

export interface MarkdownOptions {
  /** Names of technologies by id, for display. */
  technologyName?: (id: string) => string;
}

export function markdown(assessment: Assessment, { technologyName }: MarkdownOptions = {}): string {
  const several = assessment.sources.length > 1;
  const place = (evidence: Evidence | undefined): string =>
    evidence ? code(`${several ? `${evidence.source}/` : ''}${evidence.file}:${evidence.line}`) : '';
  const view = {
    verdict: forMarkdown(verdictSentence(assessment)),
    models: assessment.conformance.map((model) => modelView(model, assessment, place, technologyName)),
    maturity: inOrder(assessment.maturity)
      .filter((model) => model.assessable)
      .map((model) => ({
        name: forMarkdown(model.name),
        sentence: forMarkdown(levelSentence(model)),
        numbers:
          model.kind === 'questionnaire'
            ? ''
            : `Level ${model.level}, confirmed ${model.confirmed}, ceiling ${model.ceiling}.`,
        blockers: blockers(model).map((c) => ({
          id: forMarkdown(c.id),
          name: forMarkdown(c.name),
          summary: forMarkdown(c.summary),
          places: (c.lookedAt ?? []).map(place).join(', '),
          change: forMarkdown(c.change ?? ''),
        })),
        toAttest: criteriaById(model, model.kind === 'questionnaire' ? [] : (model.toAttest ?? [])).map((c) => ({
          id: forMarkdown(c.id),
          name: forMarkdown(c.name),
        })),
        sections: (model.kind === 'questionnaire' ? model.sections : []).map((s) => ({
          name: forMarkdown(s.name),
          supported: String(s.supported),
          confirmed: String(s.confirmed),
          of: String(s.of),
        })),
        attested: model.criteria.filter((c) => c.attestation).map((c) => forMarkdown(attestationSentence(c))),
      })),
    off: offWords(assessment).map(forMarkdown),
    suppressed: bySeverity(assessment.findings).flatMap((f) =>
      f.suppression
        ? [
            {
              severity: f.severity,
              ruleId: code(f.ruleId),
              message: forMarkdown(f.message),
              why: forMarkdown(suppressionWords(f.suppression)),
            },
          ]
        : [],
    ),
    findings: bySeverity(assessment.findings.filter((f) => !f.suppression)).map((f) => ({
      severity: f.severity,
      ruleId: code(f.ruleId),
      message: forMarkdown(f.message),
      remediation: forMarkdown(f.remediation),
      place: place(f.evidence[0]),
    })),
    roadmap: (assessment.roadmap ?? []).map((step) => ({
      horizon: step.horizon,
      title: forMarkdown(step.title),
      change: forMarkdown(step.change),
      closes: [...new Set([...step.closes.map((c) => c.id), ...step.checks])].map(code).join(', '),
    })),
    notUnderstood: assessment.notUnderstood.length,
    notices: assessment.notices
      .filter((n) => n.incomplete)
      .map((n) => ({
        file: code(`${several ? `${n.source}/` : ''}${n.file || '.'}`),
        message: forMarkdown(n.message),
      })),
  };
  return Handlebars.compile(TEMPLATE, { noEscape: true, strict: true })(view);
}

/** A reference architecture, in the parts that the template lays out. */
function modelView(
  model: ConformanceVerdict,
  assessment: Assessment,
  place: (evidence: Evidence | undefined) => string,
  technologyName: MarkdownOptions['technologyName'],
) {
  const layers = layerSummaries(model)?.map(({ name, present, missing }) => ({
    name: forMarkdown(name),
    count: `${present.length} of ${present.length + missing.length}`,
    present: forMarkdown(present.map((e) => e.name).join(', ')),
    missing: forMarkdown(missing.map((e) => e.name).join(', ')),
  }));
  const principle = (p: PrincipleVerdict) => ({
    id: forMarkdown(p.id),
    name: forMarkdown(p.name),
    status: words(p.status),
    place: place(p.evidence[0]),
  });
  const broken = (model.layerRules ?? []).flatMap((rule) =>
    rule.violations.map(({ relation, evidence }) => ({
      words: `${rule.enforcement === 'advisory' ? 'beside' : '**against**'} layer rule ${forMarkdown(rule.id)}: ${code(relation)}`,
      place: place(evidence[0]),
    })),
  );
  const against = relationsWith(model, 'divergence').map((r) => ({
    words: `**against the architecture**: ${forMarkdown(relationWords(model, r))}`,
    place: place(r.evidence?.[0]),
  }));
  const absent = relationsWith(model, 'absence').map((r) => ({
    words: `not found: ${forMarkdown(relationWords(model, r))}`,
    place: '',
  }));
  return {
    name: forMarkdown(model.name),
    transcription: forMarkdown(transcriptionWords(model)),
    layers: layers ?? [],
    elements: layers
      ? []
      : mainElements(model).map((element) => elementView(element, assessment, place, technologyName)),
    besides: layers ? '' : forMarkdown(besidesWords(model).join('; ')),
    relations: [...against, ...broken, ...absent],
    converging: relationsWith(model, 'convergence').length,
    known: model.relations.length + (model.notJudged?.length ?? 0),
    principles: model.principles.map(principle),
    requirements: (model.requirements ?? []).map(principle),
    stages: (model.involvement ?? []).map((stage) => ({
      name: forMarkdown(stage.name),
      involvement: words(stage.involvement),
      summary: forMarkdown(stage.summary),
      place: stage.involvement === 'not-observed' ? '' : place(stage.evidence[0]),
    })),
    gaps: forMarkdown(gapWords(model)),
  };
}

function elementView(
  element: ElementVerdict,
  assessment: Assessment,
  place: (evidence: Evidence | undefined) => string,
  technologyName: MarkdownOptions['technologyName'],
) {
  const found = element.components.flatMap((id) => assessment.components.find((c) => c.id === id) ?? []);
  const names = (supporting: boolean): string => {
    const chosen = found.filter((c) => (element.supporting?.includes(c.id) ?? false) === supporting);
    return [...new Set(chosen.map((c) => technologyName?.(c.technology) ?? c.technology))].join(', ');
  };
  return {
    id: forMarkdown(element.id),
    name: forMarkdown(element.name),
    status: words(element.status),
    technologies: forMarkdown([names(false), names(true)].filter(Boolean).join('; with ')),
    place: place(found[0]?.evidence[0]),
  };
}

const words = (status: string): string => status.replaceAll('-', ' ');
