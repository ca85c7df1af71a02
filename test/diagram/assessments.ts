/** Assessments with nothing in them but a graph. */
import type { Assessment } from '../../src/assessment/types.js';
import type { Component, Relation } from '../../src/graph/types.js';
import type { ComponentType, RelationType, Status } from '../../src/vocabulary/index.js';

/** `type/technology` or `type/technology/name`. */
export function component(id: string, source = 'model', status: Status = 'defined'): Component {
  const [type, technology = '', ...name] = id.split('/');
  return {
    id,
    type: type as ComponentType,
    technology,
    name: name.join('/'),
    status,
    confidence: 'high',
    attributes: {},
    evidence: [{ source, file: 'a.py', line: 1, column: 1, kind: 'call', excerpt: '' }],
  };
}

export function relation(from: string, type: RelationType, to: string, status: Status = 'defined'): Relation {
  return { from, to, type, status, confidence: 'high', evidence: [] };
}

export function assessmentOf(components: Component[], relations: Relation[] = []): Assessment {
  const sources = [...new Set(components.flatMap((c) => c.evidence.map((e) => e.source)))].sort();
  return {
    schemaVersion: '1',
    tool: { name: 'refarch', version: '0.0.0' },
    sources: sources.map((id) => ({ id, path: id, files: { read: 1, skipped: 0 } })),
    components,
    relations,
    conformance: [],
    maturity: [],
    findings: [],
    notUnderstood: [],
    notices: [],
  };
}
