/** Assessments for the HTML report, and what it is told by the knowledge. */
import { readFileSync } from 'node:fs';
import type { Assessment, Finding } from '../../src/assessment/types.js';
import type { Component, Evidence, NotUnderstood, Relation } from '../../src/graph/types.js';
import { contextFor } from '../../src/cli/output.js';
import { loadKnowledge } from '../../src/knowledge/index.js';
import { RELATION_TYPES } from '../../src/vocabulary/index.js';

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

const TEAMS = ['fraud', 'pricing-and-promotions', 'search', 'customer-lifetime-value', 'forecasting', 'vision'];
const WORK = ['training', 'batch-scoring', 'feature-materialisation', 'drift', 'online-inference-eu-central-1'];
const REASONS = ['unresolved-variable', 'template-expression', 'remote-reference', 'dynamic-code'] as const;

/**
 * A platform of the size that large organisations have: fourteen repositories, most kinds of components many times under names
 * of every length, some of them only declared, every kind of relation, findings of all rules, and much that was not understood.
 */
export function platform(components = 300, findings = 320): Assessment {
  const base = grown(components, findings);
  const sources = Array.from({ length: 14 }, (_, n) => ({
    id: `${TEAMS[n % TEAMS.length] ?? ''}-${n < 6 ? 'platform' : 'model-training-and-serving'}-${n}`,
    path: `repositories/${n}`,
    files: { read: 400 + n * 37, skipped: n % 3 },
    commit: n.toString(16).repeat(40),
    committed: '2026-02-03',
    repository: `${['github.com', 'gitlab.example.org', 'dev.azure.com'][n % 3] ?? ''}/acme/ml/_git/${n}`,
  }));
  const place = (n: number): Evidence =>
    at(
      sources[n % sources.length]?.id ?? '',
      `${WORK[n % WORK.length] ?? ''}/${'nested/'.repeat(n % 5)}pipeline_${n % 90}.${n % 2 ? 'py' : 'yaml'}`,
      1 + (n % 900),
    );
  const all = base.components.map((component, n): Component => {
    if (n < 30) return { ...component, evidence: component.evidence.map((_, k) => place(n + k)) };
    const name = `${TEAMS[n % TEAMS.length] ?? ''}-${WORK[n % WORK.length] ?? ''}-${n}`;
    return {
      ...component,
      id: `${component.type}/${component.technology}/${name}`,
      name,
      ...(n % 7 === 0 ? { status: 'declared' as const, reason: 'disabled' as const } : {}),
      evidence: Array.from({ length: 1 + (n % 9) }, (_, k) => place(n * 3 + k)),
    };
  });
  const relations = all.flatMap((component, n): Relation[] =>
    [3, 11].slice(0, 1 + (n % 2)).map((step) => ({
      from: component.id,
      to: all[(n * step + 1) % all.length]?.id ?? '',
      type: RELATION_TYPES[(n + step) % RELATION_TYPES.length] ?? 'triggers',
      status: n % 5 === 0 ? 'declared' : 'defined',
      confidence: 'high',
      evidence: [place(n), place(n + step)],
    })),
  );
  return {
    ...base,
    sources,
    components: all,
    relations: [...new Map(relations.map((r) => [`${r.from} ${r.type} ${r.to}`, r])).values()],
    findings: base.findings.map((finding, n) => ({ ...finding, evidence: [place(n), place(n + 1)] })),
    notUnderstood: Array.from({ length: 260 }, (_, n): NotUnderstood => ({
      ...place(n),
      reason: REASONS[n % REASONS.length] ?? 'dynamic-code',
      detail: `f"{prefix}/{os.environ['TEAM_${n}']}"`,
    })),
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
