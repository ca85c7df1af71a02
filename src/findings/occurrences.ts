/**
 * A finding may be about several components. What is frozen, waived, annotated or counted as new is one of them: an occurrence,
 * known by rule, component and source and by no line number.
 */
import type { Assessment, Finding } from '../assessment/types.js';
import type { Component, Evidence } from '../graph/types.js';
import { fingerprint } from './fingerprint.js';

export interface Occurrence {
  finding: Finding;
  /** None where the finding is about the sources as a whole. */
  component?: Component;
  /** Id of the source in which it stands. */
  source: string;
  /** The best place to show it; of what is absent, a definition that lacks it. None where nothing was found at all. */
  place?: Evidence;
  /** 32 hexadecimal digits, unique in an assessment. */
  fingerprint: string;
}

/** What of an assessment is needed to take its findings apart. */
export type Findings = Pick<Assessment, 'sources' | 'components' | 'findings'>;

/** Of all findings, in their order and in that of their components. */
export function occurrencesOf(assessment: Findings): Occurrence[] {
  const components = new Map(assessment.components.map((c) => [c.id, c]));
  return assessment.findings.flatMap((finding) => ofFinding(finding, assessment, components));
}

function ofFinding(finding: Finding, assessment: Findings, components: ReadonlyMap<string, Component>): Occurrence[] {
  // The two ends of a relation are one matter, and so is what the source as a whole lacks.
  const isOne = finding.relation !== undefined || finding.scope === 'source';
  const first = finding.scope === 'source' ? undefined : finding.components?.[0];
  const about = !isOne && finding.components?.length ? finding.components : [first];
  return about.map((id) => {
    const component = id === undefined ? undefined : components.get(id);
    const place = placeOf(finding, component);
    const source = place?.source ?? assessment.sources[0]?.id ?? '';
    return {
      finding,
      ...(component ? { component } : {}),
      source,
      ...(place ? { place } : {}),
      fingerprint: fingerprint([
        finding.ruleId,
        finding.relation ?? id ?? '',
        assessment.sources.length > 1 ? source : '',
      ]),
    };
  });
}

/** What the finding says of the component, else what shows the component itself, else what shows the finding. */
function placeOf({ evidence }: Finding, component: Component | undefined): Evidence | undefined {
  const own = new Set(component?.evidence.map(placeKey));
  return evidence.find((e) => own.has(placeKey(e))) ?? component?.evidence[0] ?? evidence[0];
}

const placeKey = ({ source, file, line }: Evidence): string => `${source}\n${file}\n${line}`;
