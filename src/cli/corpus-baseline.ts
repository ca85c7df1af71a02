/**
 * Part of the corpus script: is the baseline exact on real trees? Every labelled tree is frozen and audited again; then each file
 * that alone defines a component is taken away, in a copy, and what is new has to be what a plain audit has gained, and has to
 * be about what the file changed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Assessment } from '../assessment/types.js';
import type { Check } from '../checks/types.js';
import { occurrencesOf } from '../findings/occurrences.js';
import type { Component } from '../graph/types.js';
import { EXIT } from './exit-codes.js';

/** How it went for one tree. */
export interface BaselineRun {
  /** The same tree has nothing new. */
  same: boolean;
  /** Files that were taken away. */
  removed: number;
  /** What is new but not gained, gained but not new, or about nothing that changed: a sentence each. */
  faults: string[];
}

export function tryBaseline(tree: string, program: string, checks: readonly Check[]): BaselineRun {
  const place = mkdtempSync(join(realpathSync(tmpdir()), 'refarch-corpus-'));
  try {
    const copy = join(place, basename(tree));
    cpSync(tree, copy, { recursive: true, verbatimSymlinks: true });
    const baseline = join(place, 'baseline.yaml');
    const run = (...words: string[]): { status: number | null; stdout: string } =>
      spawnSync(process.execPath, [program, ...words, '--allow-incomplete', '--quiet'], {
        cwd: copy,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
    const audit = (...words: string[]): Assessment =>
      JSON.parse(run('audit', '.', '--format', 'json', '--fail-on', 'never', ...words).stdout) as Assessment;
    run('baseline', '.', '--output', baseline);
    const strict = ['--fail-on', 'info', '--max-new', '0', '--format', 'badge'];
    const same = run('audit', '.', '--baseline', baseline, ...strict).status === EXIT.ok;
    const before = audit();
    const files = definingFiles(before);
    const faults = files.flatMap((file) => {
      rmSync(join(copy, file));
      const after = audit();
      const fresh = counting(audit('--baseline', baseline));
      cpSync(join(tree, file), join(copy, file));
      return faultsOf(before, after, fresh, checks).map((fault) => `without ${file}: ${fault}`);
    });
    return { same, removed: files.length, faults };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Files that hold all evidence of some component. */
function definingFiles({ components }: Assessment): string[] {
  const alone = components
    .filter((component) => component.attributes.role !== 'tool')
    .map((component) => new Set(component.evidence.map((e) => e.file)))
    .filter((files) => files.size === 1);
  return [...new Set(alone.flatMap((files) => [...files]))].sort();
}

/** `rule component` of all findings that count. */
function counting(assessment: Assessment): string[] {
  return occurrencesOf(assessment)
    .filter(({ finding }) => !finding.suppression)
    .map(({ finding, component }) => `${finding.ruleId} ${finding.relation ?? component?.id ?? ''}`)
    .sort();
}

function faultsOf(before: Assessment, after: Assessment, fresh: readonly string[], checks: readonly Check[]): string[] {
  const known = new Set(counting(before));
  const gained = counting(after).filter((key) => !known.has(key));
  const changed = changedComponents(before, after);
  const types = [...new Set([...changed.values()].map(({ type }) => `"${type}"`))];
  const rules = new Set(after.findings.map((finding) => finding.ruleId));
  const gone = new Set(before.findings.map((finding) => finding.ruleId).filter((rule) => !rules.has(rule)));
  const about = (key: string): boolean => {
    const [rule = '', component = ''] = key.split(' ');
    const check = checks.find(({ id }) => id === rule);
    const speaksOf = JSON.stringify([check?.subject, check?.expects]);
    const said = (check?.unless ?? []).some((other) => gone.has(other));
    return changed.has(component) || said || types.some((type) => speaksOf.includes(type));
  };
  return [
    ...fresh.filter((key) => !gained.includes(key)).map((key) => `${key} is new, and was there before`),
    ...gained.filter((key) => !fresh.includes(key)).map((key) => `${key} is not told`),
    ...fresh.filter((key) => !about(key)).map((key) => `${key} is about nothing that the file changed`),
  ];
}

/** Components that came, went, or look different, their relations included. */
function changedComponents(before: Assessment, after: Assessment): Map<string, Component> {
  const looks = ({ components, relations }: Assessment): Map<string, string> =>
    new Map(
      components.map((c) => [
        c.id,
        JSON.stringify([
          c.status,
          c.attributes,
          c.evidence.map((e) => `${e.file}:${e.line}`),
          relations.filter((r) => r.from === c.id || r.to === c.id).map((r) => `${r.from} ${r.type} ${r.to}`),
        ]),
      ]),
    );
  const [was, is] = [looks(before), looks(after)];
  return new Map(
    [...before.components, ...after.components].filter((c) => was.get(c.id) !== is.get(c.id)).map((c) => [c.id, c]),
  );
}
