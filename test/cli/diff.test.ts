/** What changed between two commits, directories and assessments; and that reading a commit runs nothing of its repository. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Drift } from '../../src/drift/types.js';
import { temporaryTree, write } from '../workspace/temporary-tree.js';
import { refarch } from './refarch.js';

const serving = (name: string): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: ${name} }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://models/${name}" } } }
`;
const TRAIN = `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression()
with mlflow.start_run():
    model.fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", 1.0)
`;

function git(cwd: string, ...words: string[]): string {
  return execFileSync(
    'git',
    ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false', ...words],
    {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_GLOBAL: '/dev/null' },
    },
  );
}

function commit(cwd: string): void {
  git(cwd, 'add', '-A', '-f');
  git(cwd, 'commit', '-q', '--allow-empty', '-m', 'x');
}

/** A repository with the tree in its first commit. */
function repository(files: Record<string, string>): string {
  const cwd = temporaryTree(files);
  git(cwd, 'init', '-q', '-b', 'main');
  commit(cwd);
  return cwd;
}

function drift(cwd: string, base = 'HEAD~1', head = 'HEAD'): Drift {
  const { code, stdout, stderr } = refarch(['diff', base, head, '--format', 'json'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Drift;
}

const ids = (changes: { id: string }[]): string[] => changes.map(({ id }) => id);

describe('refarch diff', () => {
  it('says of two commits what was gained, with evidence, and nothing else', () => {
    const cwd = repository({ 'train.py': TRAIN, 'a.yaml': serving('fraud'), '.gitignore': 'b.yaml\n' });
    write(cwd, { 'b.yaml': serving('churn') });
    commit(cwd);
    const { components, relations, levels, findings } = drift(cwd);
    expect(ids(components.gained)).toEqual(['model-serving/kserve/churn']);
    expect(components.gained[0]?.evidence[0]).toMatchObject({ file: 'b.yaml', line: 1 });
    expect([components.lost, components.moved, components.changed, relations.lost, levels]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(findings.fixed).toEqual([]);
    expect(new Set(findings.new.map((f) => f.component))).toEqual(new Set(['model-serving/kserve/churn']));
    expect(refarch(['diff', 'HEAD', 'HEAD'], { cwd }).stdout).toBe('The architecture did not change.\n');
  });

  it('shows where a verdict about a relation comes from', () => {
    const svc = 'from sklearn.svm import SVC\nSVC().fit([[0]], [0])\n';
    const cwd = repository({ 'train.py': svc });
    write(cwd, { 'train.py': TRAIN });
    commit(cwd);
    const { verdicts } = drift(cwd);
    const relations = verdicts.filter((v) => v.kind === 'relation' && v.after === 'convergence');
    expect(relations.map((v) => v.id)).toContain('k14');
    expect(relations.filter((v) => v.evidence.length === 0)).toEqual([]);
  });

  it('reports a renamed file as moved, whatever its lines', () => {
    const cwd = repository({ 'train.py': TRAIN, 'a.yaml': serving('fraud') });
    mkdirSync(join(cwd, 'src'));
    renameSync(join(cwd, 'train.py'), join(cwd, 'src/fit.py'));
    writeFileSync(join(cwd, 'src/fit.py'), `"""Moved."""\n\n${TRAIN}`);
    commit(cwd);
    const { components, relations, findings } = drift(cwd);
    expect(components.moved.map(({ before, after }) => `${before} > ${after}`)).toEqual([
      'training-pipeline/scikit-learn/train.py > training-pipeline/scikit-learn/src/fit.py',
    ]);
    expect([
      components.gained,
      components.lost,
      relations.gained,
      relations.lost,
      findings.new,
      findings.fixed,
    ]).toEqual([[], [], [], [], [], []]);
  });

  it('compares directories and assessments in the same way', () => {
    const cwd = temporaryTree({
      'before/a.yaml': serving('fraud'),
      'after/b.yaml': serving('fraud'),
      'after/t.py': TRAIN,
    });
    const expected = ['ml-metadata-store/mlflow', 'training-pipeline/scikit-learn/t.py'];
    expect(ids(drift(cwd, 'before', 'after').components.gained)).toEqual(expect.arrayContaining(expected));
    for (const side of ['before', 'after']) refarch(['audit', side, '--format', `json=${side}.json`], { cwd });
    expect(ids(drift(cwd, 'before.json', 'after.json').components.gained)).toEqual(
      ids(drift(cwd, 'before', 'after').components.gained),
    );
    expect(ids(drift(cwd, 'after', 'before.json').components.lost)).toEqual(expect.arrayContaining(expected));
  });

  it('fails for what it is told to fail for', () => {
    const cwd = temporaryTree({ 'before/a.yaml': serving('fraud'), 'after/b.yaml': 'a: 1\n' });
    const run = (kinds: string, base = 'before', head = 'after'): [number | null, string] => {
      const { code, stderr } = refarch(['diff', base, head, '--fail-on-drift', kinds], { cwd });
      return [code, stderr];
    };
    expect(run('lost-component,level-drop')[0]).toBe(1);
    expect(run('lost-component')[1]).toMatch(/^refarch: failed: .*model-serving\/kserve\/fraud is lost.*\.\n$/);
    expect(run('new-divergence,level-drop')).toEqual([0, '']);
    expect(run('lost-component', 'after', 'before')).toEqual([0, '']);
    expect(run('new-finding', 'after', 'before')[0]).toBe(1);
    expect(run('nothing')).toEqual([
      2,
      'refarch: --fail-on-drift knows lost-component, level-drop, new-divergence, new-finding, not "nothing".\n',
    ]);
  });

  it.each([
    ['refarch.yaml', 'failon: x\n', 'HEAD~1:refarch.yaml:1:1: unknown key "failon"'],
    [
      '.refarchrc.json',
      '{"models": ["m/a.yaml"]}\n',
      'HEAD~1:.refarchrc.json:1:13: there is no model file "m/a.yaml".',
    ],
    ['refarch.yaml', 'models: [m/b.yaml]\n', 'HEAD~1:m/b.yaml:1:1: "id" is missing'],
    [
      'refarch.yaml',
      'waivers: [{ rule: x, reason: is not needed, owner: me, expires: 2027-01-01 }]\n',
      'HEAD~1:refarch.yaml:1:11: waivers:',
    ],
    ['refarch.yaml', 'sources: [{ id: a, path: nowhere }]\n', 'there is no directory "nowhere".'],
  ])('names commit and file where %s cannot be used', (name, text, start) => {
    const cwd = repository({ 'a.yaml': serving('fraud'), [name]: text, 'm/b.yaml': 'x: 1\n' });
    write(cwd, { 'b.yaml': serving('churn') });
    commit(cwd);
    const { code, stderr } = refarch(['diff', 'HEAD~1', 'HEAD', '--date', '2026-11-21'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`refarch: ${start}`);
    expect(stderr).not.toContain(tmpdir());
    expect(stderr).not.toContain('refarch-diff');
  });

  it('names commit and file where a waiver has expired', () => {
    const waiver = '{ rule: serving-without-monitoring, reason: is replaced, owner: me, expires: 2026-01-01 }';
    const cwd = repository({ 'a.yaml': serving('fraud') });
    write(cwd, { 'refarch.yaml': `waivers: [${waiver}]\n` });
    commit(cwd);
    const { stdout } = refarch(['diff', 'HEAD', 'HEAD~1', '--date', '2026-11-21', '--format', 'json'], { cwd });
    expect(stdout).not.toContain('refarch-diff');
    // Both sides are read with the settings of the base: the same waiver, and no drift.
    expect((JSON.parse(stdout) as Drift).findings).toEqual({ new: [], fixed: [] });
  });

  it.each(['nowhere', '-x', '--upload-pack=x', 'HEAD~9', 'a b', 'HEAD:train.py'])('knows no commit %s', (name) => {
    const cwd = repository({ 'train.py': TRAIN });
    const { code, stdout, stderr } = refarch(['diff', '--', 'HEAD', name], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(JSON.stringify(name));
  });

  it('takes the settings of the base for both sides', () => {
    const cwd = repository({ 'a.yaml': serving('fraud') });
    write(cwd, { 'refarch.yaml': 'exclude: ["*"]\n' });
    commit(cwd);
    expect(drift(cwd).components).toEqual({ gained: [], lost: [], moved: [], changed: [] });
  });

  it('reads worktrees, packed references and annotated tags', () => {
    const cwd = repository({ 'a.yaml': serving('fraud') });
    git(cwd, 'tag', '-a', 'v1', '-m', 'x');
    write(cwd, { 'b.yaml': serving('churn') });
    commit(cwd);
    git(cwd, 'pack-refs', '--all');
    git(cwd, 'gc', '-q');
    const worktree = join(temporaryTree(), 'w');
    git(cwd, 'worktree', 'add', '-q', worktree);
    expect(ids(drift(worktree, 'v1', 'main').components.gained)).toEqual(['model-serving/kserve/churn']);
  });
});

describe('a hostile repository', () => {
  it('runs nothing when it is audited or compared', () => {
    const cwd = repository({ 'a.yaml': serving('fraud'), '.gitattributes': '* filter=evil diff=evil\n' });
    symlinkSync('/etc/passwd', join(cwd, 'link.yaml'));
    commit(cwd);
    const mark = join(temporaryTree(), 'executed');
    const evil = join(cwd, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\ntouch ${mark}\n`);
    chmodSync(evil, 0o755);
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman'])
      writeFileSync(join(cwd, '.git/hooks', hook), readFileSync(evil), { mode: 0o755 });
    const tree = git(cwd, 'rev-parse', 'HEAD^{tree}').trim();
    rmSync(join(cwd, 'git'), { force: true });
    writeFileSync(join(cwd, 'git'), readFileSync(evil), { mode: 0o755 });
    writeFileSync(
      join(cwd, '.git/config'),
      `[core]
\trepositoryformatversion = 1
\tfsmonitor = ${evil}
\tsshCommand = ${evil}
\tpager = ${evil}
\teditor = ${evil}
\thooksPath = ${join(cwd, '.git/hooks')}
[extensions]
\tpartialClone = evil
[remote "evil"]
\turl = ext::${evil}
\tpromisor = true
\tuploadpack = ${evil}
[diff]
\texternal = ${evil}
[diff "evil"]
\ttextconv = ${evil}
[filter "evil"]
\tsmudge = ${evil}
\tclean = ${evil}
\tprocess = ${evil}
[alias]
\trev-parse = !${evil}
\tls-tree = !${evil}
\tcat-file = !${evil}
[include]
\tpath = ${evil}
`,
    );
    const env = { PATH: `.:${cwd}:${process.env.PATH ?? ''}` };
    expect(refarch(['audit', '--fail-on', 'never'], { cwd, env })).toMatchObject({ code: 0 });
    const result = refarch(['diff', 'HEAD~1', 'HEAD'], { cwd, env });
    expect(result).toMatchObject({ code: 0, stdout: 'The architecture did not change.\n' });
    // An object that is missing is not fetched.
    rmSync(join(cwd, '.git/objects', tree.slice(0, 2), tree.slice(2)), { force: true });
    expect(refarch(['diff', 'HEAD~1', 'HEAD'], { cwd, env }).code).toBe(2);
    expect(existsSync(mark)).toBe(false);
  });

  it('leads to no place outside of the snapshot, and leaves nothing behind', () => {
    const cwd = repository({ 'a.yaml': serving('fraud') });
    const object = (type: string, input: string | Buffer): string =>
      execFileSync('git', ['hash-object', '-w', '--literally', '-t', type, '--stdin'], {
        cwd,
        input,
        encoding: 'utf8',
      }).trim();
    const blob = object('blob', serving('outside'));
    const entry = (mode: string, name: string, id: string): Buffer =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
    const up = object('tree', entry('100644', 'refarch-escaped.yaml', blob));
    const tree = object(
      'tree',
      Buffer.concat([
        entry('40000', '..', up),
        entry('40000', '.git', up),
        entry('100644', 'a/../../refarch-escaped.yaml', blob),
        entry('100644', 'good.yaml', blob),
      ]),
    );
    const head = git(cwd, 'commit-tree', tree, '-p', 'HEAD', '-m', 'x').trim();
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('refarch-diff-'));
    const { components } = drift(cwd, 'HEAD', head);
    expect(components.gained.map((c) => `${c.id} ${c.evidence[0]?.file ?? ''}`)).toEqual([
      'model-serving/kserve/outside good.yaml',
    ]);
    expect(existsSync(join(tmpdir(), 'refarch-escaped.yaml'))).toBe(false);
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('refarch-diff-'));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });
});

describe('refarch init', () => {
  it('writes a configuration that is valid and holds, and only where there is none', () => {
    const cwd = temporaryTree({ 'a.yaml': serving('fraud'), 'train.py': TRAIN });
    const { code, stderr } = refarch(['init'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^refarch: refarch\.yaml written; refarch baseline freezes the \d+ findings? of today\.\n$/);
    const text = readFileSync(join(cwd, 'refarch.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=/);
    expect(text).toContain('# - model serving: KServe\n');
    expect(refarch(['audit', '--format', 'badge'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(refarch(['init'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'refarch: refarch.yaml exists; refarch init writes a configuration only where there is none.\n',
    });
    // What is commented out is valid too.
    for (const name of ['model', 'platform']) mkdirSync(join(cwd, name));
    const all = text
      .replace('# baseline:', '## baseline:')
      .replace(/^# (?= {2}|[a-z]+:(?: [[{]|$))/gm, '')
      .replace('YYYY-MM-DD', '2027-01-31');
    for (const key of ['sources', 'exclude', 'roles', 'gates', 'rules', 'waivers', 'attestations'])
      expect(all).toMatch(new RegExp(`^${key}:`, 'm'));
    writeFileSync(join(cwd, 'refarch.yaml'), all);
    expect(refarch(['audit', '--date', '2026-11-21', '--format', 'badge'], { cwd }).stderr).toBe(
      'refarch: failed: there is nothing to give a level of google-mlops to, level 1 is asked for; C7 (ML metadata stores) is absent; C8 (Model serving component) is absent.\n',
    );
  });

  it('makes sources of the repositories below', () => {
    const cwd = temporaryTree({ 'model/train.py': TRAIN, 'platform/a.yaml': serving('fraud'), 'notes/x.md': 'x' });
    for (const name of ['model', 'platform']) mkdirSync(join(cwd, name, '.git'));
    const { stdout } = refarch(['init', '--stdout'], { cwd });
    expect(stdout).toContain('sources:\n  - { id: model, path: model }\n  - { id: platform, path: platform }\n');
    expect(existsSync(join(cwd, 'refarch.yaml'))).toBe(false);
  });
});
