/** A short report for a pull request or a wiki page. */
import Handlebars from 'handlebars';
import type { Assessment } from '../../assessment/types.js';
import type { Evidence } from '../../graph/types.js';
import { forTerminal } from '../escape.js';
import { blockers, levelSentence, verdictSentence } from '../verdict.js';
import { TEMPLATE } from './template.js';

/** Text of a scanned tree inside Markdown: no markup, no mention, no table cell break. */
export function forMarkdown(text: string): string {
  return forTerminal(text).replace(/[\\`*_{}[\]()#+!|<>~@]/g, (character) => `&#${character.codePointAt(0) ?? 32};`);
}

export function markdown(assessment: Assessment): string {
  const byId = new Map(assessment.components.map((c) => [c.id, c]));
  const several = assessment.sources.length > 1;
  const place = (evidence: Evidence | undefined): string =>
    evidence ? forMarkdown(`${several ? `${evidence.source}/` : ''}${evidence.file}:${evidence.line}`) : '';
  const view = {
    verdict: forMarkdown(verdictSentence(assessment)),
    models: assessment.conformance.map((model) => ({
      name: model.name,
      elements: model.elements.map((element) => {
        const found = element.components.flatMap((id) => byId.get(id) ?? []);
        return {
          id: element.id,
          name: element.name,
          status: element.status,
          technologies: forMarkdown([...new Set(found.map((c) => c.technology))].join(', ')),
          place: place(found[0]?.evidence[0]),
        };
      }),
      principles: model.principles.map((p) => ({ id: p.id, name: p.name, status: p.status, place: place(p.evidence[0]) })),
    })),
    maturity: assessment.maturity
      .filter((model) => model.assessable)
      .map((model) => ({
        name: model.name,
        sentence: levelSentence(model),
        blockers: blockers(model).map((c) => ({ id: c.id, name: c.name, summary: c.summary })),
      })),
    findings: assessment.findings.map((f) => ({ ...f, place: place(f.evidence[0]) })),
    notUnderstood: assessment.notUnderstood.length,
  };
  return Handlebars.compile(TEMPLATE, { noEscape: true, strict: true })(view);
}
