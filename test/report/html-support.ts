/** Assessments for the HTML report, and what it is told by the knowledge. */
import { readFileSync } from 'node:fs';
import type { Assessment, Finding } from '../../src/assessment/types.js';
import type { Component, Evidence, Relation } from '../../src/graph/types.js';
import { contextFor } from '../../src/cli/output.js';
import { loadKnowledge } from '../../src/knowledge/index.js';

const knowledge = await loadKnowledge();
export const context = contextFor(knowledge, false);

/** The demonstration, as the golden file has it. */
export const demo = (): Assessment =>
  JSON.parse(readFileSync(new URL('../golden/demo.json', import.meta.url), 'utf8')) as Assessment;

const at = (source: string, file: string, line: number): Evidence => ({
  source,
  file,
  line,
  column: 1,
  kind: 'call',
  excerpt: `client = connect(region="eu-central-1", name="service-${line}")`,
});

/** The demonstration in sources with commits, with as many components, relations and findings of all rules. */
export function grown(components: number, findings: number): Assessment {
  const assessment = demo();
  const sources = assessment.sources.map((source, index) => ({
    ...source,
    commit: String(index).repeat(40),
    committed: '2026-01-02',
    repository: `github.com/acme-analytics/${source.id}`,
  }));
  const place = (index: number): Evidence =>
    at(sources[index % sources.length]?.id ?? '', `services/team-${index % 9}/deploy/service_${index}.yaml`, index + 1);
  const more = Array.from({ length: Math.max(0, components - assessment.components.length) }, (_, index): Component => {
    const model = assessment.components[index % assessment.components.length];
    if (!model) throw new Error('the demonstration has components');
    const name = `service-${index}`;
    return {
      ...model,
      id: `${model.type}/${model.technology}/${name}`,
      name,
      evidence: [place(index), place(index + 1), place(index + 2)],
    };
  });
  const relations = more.slice(1).map((component, index): Relation => ({
    from: more[index]?.id ?? '',
    to: component.id,
    type: 'triggers',
    status: 'defined',
    confidence: 'high',
    evidence: [place(index)],
  }));
  const checks = knowledge.checks;
  return {
    ...assessment,
    sources,
    components: [...assessment.components, ...more].slice(0, components),
    relations: [...assessment.relations, ...relations],
    findings: Array.from({ length: findings }, (_, index): Finding => {
      const check = checks[index % checks.length];
      if (!check) throw new Error('there are checks');
      return {
        ruleId: check.id,
        severity: check.severity,
        confidence: check.confidence,
        title: `${check.message}.`,
        message: `${check.message}: service-${index} (Apache Airflow), service-${index + 1} (MLflow).`,
        evidence: [place(index), place(index + 1)],
        fingerprint: index.toString(16).padStart(16, '0'),
        remediation: check.remediation,
      };
    }),
  };
}

/** Words of the contract, on which reports decide; all else is text. */
const WORDS =
  /^(?:status|verdict|modality|kind|severity|confidence|involvement|horizon|type|state|enforcement|reason|expires|date|commit)$/;
const PAYLOAD =
  '"><img src=x onerror=pwned=1></title></style></script><script>pwned=1</script><s>{{constructor}}</s>\u202e\u0007\'`javascript:pwned=1';

/** The same assessment with markup in every name, path, id and message. */
export function hostile<T>(value: T, key = ''): T {
  const spoil = (item: unknown, name: string): unknown => {
    if (typeof item === 'string') return WORDS.test(name) ? item : item + PAYLOAD;
    if (Array.isArray(item)) return item.map((entry) => spoil(entry, name));
    if (item === null || typeof item !== 'object') return item;
    return Object.fromEntries(Object.entries(item).map(([field, entry]) => [field, spoil(entry, field)]));
  };
  return spoil(value, key) as T;
}
