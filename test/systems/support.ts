/**
 * Audits small invented sources from end to end, with all plugins and the whole catalogue: what a user of one system would see.
 *
 * Every system that refarch claims to read has a test here that states all components and relations found, so that an extra
 * finding fails as much as a missing one.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Assessment } from '../../src/assessment/types.js';
import { audit } from '../../src/engine/audit.js';
import { loadKnowledge } from '../../src/knowledge/index.js';
import { openWorkspace } from '../../src/workspace/index.js';

/** Path in the source → text. */
export type Files = Record<string, string>;

/** What an audit found, a line each, sorted. */
export interface Found {
  /** `model-registry mlflow fraud`, with ` (declared: import-only)` where it is not in force. */
  components: string[];
  /** `ci-cd pytest`: by what the components do their work. */
  tools: string[];
  /** `training-pipeline python-program train.py --registers-in-> model-registry mlflow fraud`, with ` (declared)`. */
  relations: string[];
  /** Ids of met criteria of Google's model. */
  criteria: string[];
  /** Reason and detail of what was not understood. */
  notUnderstood: string[];
  assessment: Assessment;
}

const knowledge = await loadKnowledge();

/** Audits one source. */
export const auditFiles = (files: Files): Promise<Found> => auditSources({ source: files });

/** Audits several sources together, given by their ids. */
export async function auditSources(sources: Record<string, Files>): Promise<Found> {
  const root = mkdtempSync(join(tmpdir(), 'refarch-system-'));
  try {
    for (const [source, files] of Object.entries(sources))
      for (const [path, text] of Object.entries(files)) {
        const file = join(root, source, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    const roots = Object.keys(sources).map((source) => join(root, source));
    return summary(await audit(openWorkspace(roots), knowledge));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function summary(assessment: Assessment): Found {
  const labels = new Map(
    assessment.components.map((c) => [c.id, [c.type, c.technology, c.name].filter(Boolean).join(' ')]),
  );
  const google = assessment.maturity.find(({ model }) => model === 'google-mlops');
  return {
    components: assessment.components
      .filter(({ attributes }) => attributes.role !== 'tool')
      .map(
        (c) => `${labels.get(c.id)}${c.status === 'declared' ? ` (declared${c.reason ? `: ${c.reason}` : ''})` : ''}`,
      )
      .sort(),
    tools: assessment.components
      .filter(({ attributes }) => attributes.role === 'tool')
      .map((c) => `${c.type} ${c.technology}`)
      .sort(),
    relations: assessment.relations
      .map(
        (r) => `${labels.get(r.from)} --${r.type}-> ${labels.get(r.to)}${r.status === 'declared' ? ' (declared)' : ''}`,
      )
      .sort(),
    criteria: (google?.criteria ?? []).filter(({ status }) => status === 'met').map(({ id }) => id),
    notUnderstood: assessment.notUnderstood.map(({ reason, detail }) => `${reason}: ${detail}`).sort(),
    assessment,
  };
}
