/** Wrong usage: one sentence on stderr, nothing on stdout, exit code 2. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKnowledge } from '../../src/knowledge/read.js';
import { FORMATS as KNOWN_FORMATS } from '../../src/report/index.js';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { DEMO_SOURCES, refarch, ROOT } from './refarch.js';
import { INFO_TREE } from './trees.js';

const FORMATS = KNOWN_FORMATS.join(', ');
const { architectures, maturityModels } = readKnowledge(ROOT);
const MODELS = [...architectures, ...maturityModels].map((m) => m.id).join(', ');

function wrong(words: string[], cwd?: string): string {
  const { code, stdout, stderr } = refarch(words, cwd === undefined ? {} : { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
}

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['frobnicate'], "unknown command 'frobnicate'"],
    ['an unknown option', ['audit', '--bogus'], "unknown option '--bogus'"],
    ['a missing argument', ['explain'], "missing required argument 'id'"],
    ['an unknown format', ['audit', '--format', 'pdf'], `there is no format "pdf"; there are ${FORMATS}.`],
    [
      'an unknown format of a render',
      ['render', 'x.json', '--format', 'pdf'],
      `there is no format "pdf"; there are ${FORMATS}.`,
    ],
    [
      'two formats for stdout',
      ['audit', '--format', 'json', '--format', 'markdown'],
      'only one format can go to stdout; give the others a file, as in --format json=assessment.json.',
    ],
    [
      'an address without a path',
      ['audit', '--link-template', 'https://git.example.com/{line}'],
      '--link-template takes an http or https address with {path}, for example https://{host}/{repository}/blob/{commit}/{path}#L{line}, not "https://git.example.com/{line}".',
    ],
    ['a format without a file', ['audit', '--format', 'json='], '"json=" names no file after "=".'],
    ['an unknown model', ['audit', '--model', 'cobit'], `there is no model "cobit"; there are ${MODELS}.`],
    [
      'an unknown severity',
      ['audit', '--fail-on', 'fatal'],
      "option '--fail-on <severity>' argument 'fatal' is invalid. Allowed choices are error, warning, info, never.",
    ],
    [
      'an unknown format of a diagram',
      ['diagram', '--format', 'png'],
      "option '-f, --format <format>' argument 'png' is invalid. Allowed choices are svg, dot, mermaid, structurizr, drawio, calm.",
    ],
    [
      'an unknown view',
      ['diagram', '--view', 'all'],
      "option '--view <view>' argument 'all' is invalid. Allowed choices are graph, component, gaps, overlay.",
    ],
    [
      'a view without its component',
      ['diagram', '--view', 'component'],
      '--view component needs --component with the id of one, as the JSON report lists them.',
    ],
    [
      'a component for another view',
      ['diagram', '--view', 'gaps', '--component', 'x'],
      '--component goes with --view component, not with --view gaps.',
    ],
    [
      'a model for another view',
      ['diagram', '--view', 'graph', '--model', 'kumara-2022'],
      '--model goes with --view overlay or gaps, not with --view graph.',
    ],
    [
      'a part for another view',
      ['diagram', '--view', 'gaps', '--part', 'layers'],
      '--part goes with --view overlay, not with --view gaps.',
    ],
    [
      'an assessment beside sources',
      ['diagram', '--from', 'a.json', 'src'],
      '--from takes the place of the sources; leave one of them out.',
    ],
    ['escape codes in an argument', ['audit', '--\u001b[2J'], "unknown option '--\\x1b[2J'"],
  ])('says that there is %s', (_, words, sentence) => {
    expect(wrong(words)).toBe(`refarch: ${sentence}\n`);
  });

  it('shows the help when no command is given', () => {
    expect(wrong([])).toMatch(/^Usage: refarch /);
  });

  it('names a directory that does not exist, and a file that is none', () => {
    const cwd = temporaryTree({ 'a.yaml': 'a: 1', 'b/': '' });
    expect(wrong(['audit', 'nowhere'], cwd)).toBe('refarch: there is no directory "nowhere".\n');
    expect(wrong(['diagram', 'b', 'nowhere'], cwd)).toBe('refarch: there is no directory "nowhere".\n');
    expect(wrong(['audit', 'a.yaml'], cwd)).toBe(
      'refarch: "a.yaml" is not a directory; give the directory that it lies in.\n',
    );
    expect(wrong(['audit', '.', 'b'], cwd)).toBe('refarch: "b" lies inside "."; give one of the two.\n');
  });

  it('names an output that cannot be written', () => {
    const cwd = temporaryTree({ ...INFO_TREE, 'out/': '' });
    const missing = 'there is no such file or directory';
    expect(wrong(['audit', '--format', 'json=none/a.json'], cwd)).toBe(
      `refarch: cannot write none/a.json: ${missing}.\n`,
    );
    expect(wrong(['audit', '--format', 'json=out'], cwd)).toBe('refarch: cannot write out: it is a directory.\n');
    expect(wrong(['diagram', '--output', 'none/a.svg'], cwd)).toBe(`refarch: cannot write none/a.svg: ${missing}.\n`);
  });

  it.each([
    ['a syntax error', 'failOn: [', 'refarch.yaml:1:10: '],
    ['an unknown key', 'failon: error\n', 'refarch.yaml:1:1: unknown key "failon", did you mean "failOn"?\n'],
    ['a wrong type', 'exclude: docs\n', 'refarch.yaml:1:10: exclude must be a list.\n'],
    ['an unknown value', 'failOn: fatal\n', 'refarch.yaml:1:9: failOn must be one of error, warning, info, never.\n'],
    ['an unknown model', 'models: [cobit]\n', `refarch.yaml:1:10: there is no model "cobit"; there are ${MODELS}.\n`],
    [
      'a source that is elsewhere',
      'sources: [{ id: a, path: .. }]\n',
      'refarch.yaml:1:26: the source ".." lies outside ',
    ],
  ])('names the place of %s in the configuration', (_, text, sentence) => {
    const stderr = wrong(['audit'], temporaryTree({ 'refarch.yaml': text }));
    expect(stderr.startsWith(`refarch: ${sentence}`), stderr).toBe(true);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  it('names a configuration that is not there', () => {
    expect(wrong(['audit', '--config', 'none.yaml'], temporaryTree())).toBe(
      'refarch: none.yaml: there is no such file.\n',
    );
  });

  it('names an assessment that cannot be read, or is none', () => {
    const cwd = temporaryTree({ 'a.json': '{', 'b.json': '{"schemaVersion":"2"}' });
    mkdirSync(join(cwd, 'c.json'));
    expect(wrong(['render', 'none.json'], cwd)).toBe(
      'refarch: cannot read the assessment none.json: there is no such file or directory.\n',
    );
    expect(wrong(['render', 'a.json'], cwd)).toMatch(/^refarch: cannot read the assessment a\.json: .*JSON.*\n$/);
    expect(wrong(['render', 'b.json'], cwd)).toMatch(
      /^refarch: b\.json is no assessment of this version of refarch: .*\n$/,
    );
    expect(wrong(['render', 'c.json'], cwd)).toBe('refarch: cannot read the assessment c.json: it is a directory.\n');
  });

  it('names an id that nothing has', () => {
    expect(wrong(['explain', 'nothing'])).toMatch(
      /^refarch: there is nothing called "nothing"; ids are those of .*, for example C1, .* To explain a component, name the sources too: refarch explain ID PATH\.\n$/,
    );
    expect(wrong(['explain', 'nothing', ...DEMO_SOURCES])).not.toContain('name the sources too');
  });
});
