/** `refarch explain` answers for every id: of the knowledge, and of every part of an assessment. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import type { Explanation } from '../../src/cli/explanation.js';
import { explain, knownIds } from '../../src/cli/explanations.js';
import { loadKnowledge } from '../../src/knowledge/index.js';
import type { Knowledge } from '../../src/knowledge/types.js';
import { DRIFT_KINDS } from '../../src/drift/types.js';
import { NOT_UNDERSTOOD_REASONS, REASONS } from '../../src/facts/types.js';
import { EXPIRED_WAIVER } from '../../src/suppressions/waivers.js';
import { COMPONENT_TYPES, RELATION_TYPES } from '../../src/vocabulary/index.js';
import { presetIds } from '../../src/workspace/policy.js';
import { NOTICE_REASONS } from '../../src/workspace/types.js';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { refarch, ROOT } from './refarch.js';
import { ERROR_TREE } from './trees.js';

const demo = JSON.parse(readFileSync(join(ROOT, 'test/golden/demo.json'), 'utf8')) as Assessment;
/** A longer text is a page, not an answer. */
const MOST_CHARACTERS = 6000;

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = await loadKnowledge();
});

/** What is wrong with the answers for an id. */
function faults(id: string, explanations: readonly Explanation[], assessment?: Assessment): string[] {
  if (explanations.length === 0) return [`${id}: no answer`];
  return explanations.flatMap((explanation) => {
    const { title, kind, paragraphs } = explanation;
    const found = assessment && explanation.found?.(assessment);
    const texts = [title, kind, ...paragraphs.flat(), ...(found ? [found.status] : [])];
    const empty = texts.filter((text) => text.trim() === '' || /\bundefined\b|\[object/.test(text));
    return [
      ...empty.map((text) => `${id}: says ${JSON.stringify(text)}`),
      ...(paragraphs.length === 0 && kind !== 'technology' && !kind.startsWith('component')
        ? [`${id}: says nothing`]
        : []),
      ...(texts.join('').length > MOST_CHARACTERS ? [`${id}: ${texts.join('').length} characters`] : []),
    ];
  });
}

describe('explain', () => {
  it('answers for all that is known', () => {
    const ids = [...new Set(knownIds(knowledge, undefined))];
    expect(ids.length).toBeGreaterThan(700);
    expect(ids.flatMap((id) => faults(id, explain(id, knowledge, undefined)))).toEqual([]);
  });

  it('answers for every id that an assessment holds', () => {
    const ids = new Set([
      ...demo.components.map((c) => c.id),
      ...demo.conformance.flatMap((m) => [
        m.model,
        ...m.elements.map((x) => x.id),
        ...m.relations.flatMap((x) => x.id ?? []),
        ...[m.notJudged, m.layers, m.layerRules, m.principles, m.requirements, m.involvement, m.integration].flatMap(
          (list) => (list ?? []).map((x) => x.id),
        ),
      ]),
      ...demo.maturity.flatMap((m) => [
        m.model,
        ...m.criteria.map((c) => c.id),
        ...(m.kind === 'questionnaire' ? m.sections.map((s) => s.id) : []),
      ]),
      ...demo.findings.map((f) => f.ruleId),
      ...(demo.checks ?? []).map((c) => c.id),
      ...(demo.roadmap ?? []).flatMap((s) => [s.id, ...s.closes.map((c) => c.id), ...s.checks]),
    ]);
    expect([...ids].flatMap((id) => faults(id, explain(id, knowledge, demo), demo))).toEqual([]);
  });

  it('answers for every word of a closed list that an output prints', () => {
    const lists = { COMPONENT_TYPES, RELATION_TYPES, REASONS, NOT_UNDERSTOOD_REASONS, NOTICE_REASONS, DRIFT_KINDS };
    const verdicts = ['defined', 'declared', 'present', 'absent', 'not-observable', 'convergence', 'divergence'].concat(
      ['absence', 'unmapped', 'met', 'partly-met', 'not-met', 'not-observed', 'attested', 'not-applicable'],
      ['required', 'allowed', 'forbidden', 'sourced', 'reconstructed', 'ours'],
    );
    const ids = [...Object.values(lists).flat(), ...presetIds(), ...verdicts, EXPIRED_WAIVER];
    expect(ids.flatMap((id) => faults(id, explain(id, knowledge, demo), demo))).toEqual([]);
    const prefixed = [
      ...NOTICE_REASONS.map((r) => `notice/${r}`),
      ...NOT_UNDERSTOOD_REASONS.map((r) => `not-understood/${r}`),
    ];
    expect(prefixed.flatMap((id) => faults(id, explain(id, knowledge, undefined)))).toEqual([]);
    // And holds no word that nothing prints any more.
    const words = knowledge.glossary.flatMap((g) => g.words.map((w) => w.id));
    expect(words.filter((word) => !ids.includes(word))).toEqual([]);
  });

  it('answers for the rules and notices of a SARIF file, whatever raised them', () => {
    const waiver = (rule: string, expires: string): string =>
      `  - { rule: ${rule}, reason: replaced in spring, owner: ml team, expires: ${expires} }\n`;
    const cwd = temporaryTree({
      ...ERROR_TREE,
      '.github/workflows/broken.yml': 'a: [\n',
      'refarch.yaml': `waivers:\n${waiver('deployment-without-validation', '2026-01-01')}${waiver('unused-feature-store', '2027-01-01')}`,
    });
    const { stdout } = refarch(['audit', '--format', 'sarif', '--date', '2026-11-21'], { cwd });
    const { runs } = JSON.parse(stdout) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        invocations: { toolExecutionNotifications?: { descriptor?: { id: string } }[] }[];
      }[];
    };
    const printed = runs.flatMap(({ tool, invocations }) => [
      ...tool.driver.rules.map(({ id }) => id),
      ...invocations.flatMap((i) => (i.toolExecutionNotifications ?? []).flatMap((n) => n.descriptor?.id ?? [])),
    ]);
    expect(printed).toEqual(expect.arrayContaining(['expired-waiver', 'notice/waiver', 'not-understood/syntax-error']));
    expect(printed.flatMap((id) => faults(id, explain(id, knowledge, undefined)))).toEqual([]);
  });

  it('answers for a step that only this assessment holds', () => {
    const step = { id: 'own-E9', title: 'Add: E9', change: 'Define it.', horizon: 'later' as const };
    const assessment = { ...demo, roadmap: [{ ...step, after: [], closes: [], checks: [] }] };
    const [explanation] = explain('own-E9', knowledge, assessment);
    expect(explanation?.paragraphs).toEqual([
      ['What it is', 'Add: E9'],
      ['How', 'Define it.'],
    ]);
    expect(explanation?.found?.(assessment).status).toBe('later');
  });

  it('answers for a model that the command line names, without a source', () => {
    const model = 'fixtures/own-architecture/architecture/bank.yaml';
    const { code, stdout, stderr } = refarch(['explain', 'no-shortcut', '--model', model]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^no-shortcut A product reaches the base only through the platform · layer rule of/);
    expect(stdout).not.toContain('Found:');
    expect(refarch(['explain', 'C1', '--model', './none.yaml'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/none\.yaml: there is no such model file\./) as string,
    });
  });

  it('names some of what shows a technology, and where all of it stands', () => {
    const { stdout } = refarch(['explain', 'mlflow']);
    expect(stdout.split('\n').length).toBeLessThan(40);
    expect(stdout).toMatch(/ml-metadata-store \(logs-to\): call mlflow\.log_\*, .* and \d+ more;/s);
    expect(stdout).toContain('docs/technologies.md#mlflow');
  });
});
