import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CONFIGURATION_FILES,
  ConfigurationError,
  defaultConfiguration,
  loadConfiguration,
  presetIds,
  readPreset,
} from '../../src/workspace/index.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { FILE_ROLES } from '../../src/vocabulary/index.js';
import { DEFAULT_LIMITS, FAIL_ON } from '../../src/workspace/types.js';
import { temporaryTree } from './temporary-tree.js';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/configuration.schema.json', import.meta.url), 'utf8'),
) as Schema;
interface Schema {
  title?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** Message of the error, with the directory left out; undefined when the text is valid. */
async function problem(text: string, name = 'refarch.yaml'): Promise<string | undefined> {
  const directory = temporaryTree({ [name]: text });
  try {
    await loadConfiguration({ directory });
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    const { message, file } = error as ConfigurationError;
    expect(message.startsWith(file)).toBe(true);
    return message.slice(file.length - name.length);
  }
}

describe('a baseline', () => {
  it('lies in the directory of a configuration that was found', async () => {
    const message = 'refarch.yaml:1:11: the baseline "../x.yaml" lies outside of the configuration\'s directory';
    expect(await problem('baseline: ../x.yaml\n')).toContain(message);
    expect(await problem('baseline: /etc/passwd\n')).toContain('lies outside');
    expect(await problem('baseline: known/x.yaml\n')).toBeUndefined();
    const directory = temporaryTree({ 'refarch.yaml': 'baseline: link.yaml\n' });
    symlinkSync('/etc/passwd', join(directory, 'link.yaml'));
    await expect(loadConfiguration({ directory })).rejects.toThrow('lies outside');
    await expect(loadConfiguration({ directory, file: join(directory, 'refarch.yaml') })).resolves.toBeDefined();
  });
});

describe('presets', () => {
  it('are valid settings of their own, with rules that there are', async () => {
    const rules = readKnowledge(fileURLToPath(new URL('../../', import.meta.url))).checks.map(({ id }) => id);
    expect(presetIds()).toEqual(['refarch:google-1', 'refarch:recommended', 'refarch:strict']);
    for (const id of presetIds()) {
      const preset = readPreset(id);
      expect(await problem(JSON.stringify(preset))).toBeUndefined();
      expect(Object.keys(preset.rules ?? {}).filter((rule) => !rules.includes(rule))).toEqual([]);
      expect(preset.extends).toBeUndefined();
    }
  });

  it('hold where the file says nothing else', async () => {
    const directory = temporaryTree({
      'refarch.yaml': 'extends: [refarch:strict, refarch:google-1]\nrules: { manual-training: { severity: info } }\n',
    });
    const { configuration } = await loadConfiguration({ directory });
    expect(configuration.failOn).toBe('error');
    expect(configuration.gates).toEqual({ minLevel: { 'google-mlops': 1 }, require: [] });
    expect(configuration.rules.get('manual-training')?.severity).toBe('info');
    expect(configuration.rules.get('unpinned-serving-image')?.severity).toBe('error');
  });
});

describe('loadConfiguration', () => {
  it('gives the defaults when there is no file', async () => {
    expect(await loadConfiguration({ directory: temporaryTree() })).toEqual({ configuration: defaultConfiguration() });
  });

  it.each(CONFIGURATION_FILES)('finds %s', async (name) => {
    const text = name.endsWith('.json') ? '{\n\t"failOn": "never"\n}' : 'failOn: never\n';
    const directory = temporaryTree({ [name]: text });
    const { configuration, file } = await loadConfiguration({ directory });
    expect(configuration).toEqual({ ...defaultConfiguration(), failOn: 'never' });
    expect(file).toBe(join(directory, name));
  });

  it('prefers the first of several names', async () => {
    const directory = temporaryTree({ '.refarchrc.json': '{"failOn":"info"}', 'refarch.yml': 'failOn: warning' });
    expect((await loadConfiguration({ directory })).configuration.failOn).toBe('warning');
  });

  it('reads every field', async () => {
    const directory = temporaryTree({
      'refarch.yaml': `
$schema: ./configuration.schema.json
sources:
  - {id: model, path: ml/model, exclude: [docs/]}
  - {id: root, path: .}
exclude: ['legacy/', '**/*.gen.yaml']
roles:
  - pattern: examples/
    role: production
limits: {depth: 7}
models: [google-mlops]
attestations:
  - { criterion: MP4, value: true, by: head of data, date: 2026-01-15, expires: 2027-01-15 }
failOn: warning
rules: { single-environment: { severity: error } }
waivers:
  - { rule: manual-training, reason: until the pipeline is there, owner: ml, expires: 2027-01-15 }
baseline: known.yaml
gates: { minLevel: { google-mlops: 1 }, require: [C6], maxNew: 0 }
`,
    });
    const file = relative(process.cwd(), join(directory, 'refarch.yaml'));
    expect((await loadConfiguration({ directory })).configuration).toEqual({
      sources: [
        { id: 'model', path: 'ml/model', exclude: ['docs/'], directory: join(directory, 'ml/model') },
        { id: 'root', path: '.', directory },
      ],
      exclude: ['legacy/', '**/*.gen.yaml'],
      roles: [{ pattern: 'examples/', role: 'production' }],
      limits: { ...DEFAULT_LIMITS, depth: 7 },
      models: ['google-mlops'],
      attestations: [
        {
          criterion: 'MP4',
          value: true,
          by: 'head of data',
          date: '2026-01-15',
          expires: '2027-01-15',
          file,
          line: 13,
          column: 5,
        },
      ],
      failOn: 'warning',
      rules: new Map([['single-environment', { severity: 'error', file, line: 15, column: 30 }]]),
      waivers: [
        {
          rule: 'manual-training',
          reason: 'until the pipeline is there',
          owner: 'ml',
          expires: '2027-01-15',
          file,
          line: 17,
          column: 5,
        },
      ],
      baseline: join(directory, 'known.yaml'),
      gates: { minLevel: { 'google-mlops': 1 }, require: ['C6'], maxNew: 0 },
    });
  });

  it('does not look above the directory unless told to', async () => {
    const root = temporaryTree({ 'refarch.yaml': 'failOn: never', 'a/b/': '' });
    const directory = join(root, 'a/b');
    expect((await loadConfiguration({ directory })).file).toBeUndefined();
    expect((await loadConfiguration({ directory, stopDirectory: join(root, 'a') })).file).toBeUndefined();
    expect((await loadConfiguration({ directory, stopDirectory: root })).file).toBe(join(root, 'refarch.yaml'));
  });

  it('reads a named file, whatever it is called and wherever its sources lie', async () => {
    const root = temporaryTree({ 'ci/audit.conf': 'sources: [{id: up, path: ..}]', 'refarch.yaml': 'failOn: never' });
    const { configuration } = await loadConfiguration({ directory: root, file: join(root, 'ci/audit.conf') });
    expect(configuration.sources).toEqual([{ id: 'up', path: '..', directory: root }]);
    expect(configuration.failOn).toBe('error');
  });

  it.each(['', '# nothing yet\n', '---\n', '\n  \n# a\n# b'])('takes %j for an empty configuration', async (text) => {
    expect(await problem(text)).toBeUndefined();
  });

  it.each([
    ['exlude: []', 'refarch.yaml:1:1: unknown key "exlude", did you mean "exclude"?'],
    [
      'failOn: error\n\nlimits:\n  detph: 3\n',
      'refarch.yaml:4:3: unknown key "detph" in limits, did you mean "depth"?',
    ],
    ['colour: red', 'refarch.yaml:1:1: unknown key "colour".'],
    ['__proto__: {a: 1}', 'refarch.yaml:1:1: unknown key "__proto__".'],
    [
      'failOn: warnings',
      'refarch.yaml:1:9: failOn must be one of error, warning, info, never, did you mean "warning"?',
    ],
    [
      'roles:\n  - pattern: a\n    role: 7',
      `refarch.yaml:3:11: roles[0].role must be one of ${FILE_ROLES.join(', ')}.`,
    ],
    ['sources:\n  - id: a\n', 'refarch.yaml:2:5: "path" is missing in sources[0].'],
    [
      'sources: [{id: "a b", path: x}]',
      'refarch.yaml:1:16: sources[0].id may only hold letters, digits, ".", "_" and "-", and begins with a letter or digit.',
    ],
    ['sources: [{id: a, path: x}, {id: a, path: y}]', 'refarch.yaml:1:34: the source id "a" is used twice.'],
    ['exclude: legacy/', 'refarch.yaml:1:10: exclude must be a list.'],
    ['limits: {depth: 1.5}', 'refarch.yaml:1:17: limits.depth must be a whole number.'],
    ['limits: {fileSize: 0}', 'refarch.yaml:1:20: limits.fileSize must be >= 1.'],
    ['- a', 'refarch.yaml:1:1: the configuration must be a mapping.'],
    ['exclude: ["**/a/**/b/**"]', 'refarch.yaml:1:11: a pattern may hold "**" at most twice.'],
    ['failOn: [', 'refarch.yaml:1:10: unexpected end of the stream within a flow collection.'],
    ['failOn: info\nfailOn: info', 'refarch.yaml:2:1: duplicated mapping key.'],
    ['a: &x 1\nb: *x', 'refarch.yaml:2:5: anchors and aliases are not supported here.'],
    ['failOn: !!js/function x', 'refarch.yaml:1:9: unknown scalar tag !<tag:yaml.org,2002:js/function>.'],
    ['--- {}\n--- {}', 'refarch.yaml: expected a single document in the stream, but found more.'],
    ['exclude: ["a\0b"]\0', 'refarch.yaml: not a text file.'],
  ])('says what is wrong with %j', async (text, message) => {
    expect(await problem(text)).toBe(message);
  });

  it('points into JSON too', async () => {
    expect(await problem('{\n\t"limits": {\n\t\t"files": "many"\n\t}\n}', '.refarchrc.json')).toBe(
      '.refarchrc.json:3:12: limits.files must be a whole number.',
    );
  });

  it('refuses deep nesting, size and great numbers of keys at once', async () => {
    expect(await problem('['.repeat(3000) + ']'.repeat(3000))).toBe('refarch.yaml:1:40: nested too deeply.');
    expect(await problem('#'.repeat(1_000_001))).toBe('refarch.yaml: larger than 1000000 bytes.');
    const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(await problem(keys)).toBe('refarch.yaml:1:1: unknown key "k0".');
  });

  it('keeps the sources of a found configuration inside its directory', async () => {
    const root = temporaryTree({ 'in/refarch.yaml': 'sources: [{id: a, path: ../out}]', 'out/a.yaml': '' });
    const directory = join(root, 'in');
    const message =
      /refarch\.yaml:1:25: the source "..\/out" lies outside of the configuration's directory; name the file with --config to allow that\.$/;
    await expect(loadConfiguration({ directory })).rejects.toThrow(message);
  });

  it('resolves links before it says that a source is inside', async () => {
    const root = temporaryTree({ 'in/refarch.yaml': 'sources: [{id: a, path: link}]', 'out/a.yaml': '' });
    symlinkSync('../out', join(root, 'in/link'));
    await expect(loadConfiguration({ directory: join(root, 'in') })).rejects.toThrow('lies outside');
  });

  it('does not read a link or a directory that it found, but a link that the user names', async () => {
    const root = temporaryTree({ 'real.yaml': 'failOn: never', 'a/': '', 'b/': '' });
    symlinkSync('../real.yaml', join(root, 'a/refarch.yaml'));
    mkdirSync(join(root, 'b/refarch.yaml'));
    await expect(loadConfiguration({ directory: join(root, 'a') })).rejects.toThrow('symbolic link');
    await expect(loadConfiguration({ directory: join(root, 'b') })).rejects.toThrow('not a regular file');
    const named = await loadConfiguration({ directory: root, file: join(root, 'a/refarch.yaml') });
    expect(named.configuration.failOn).toBe('never');
  });

  it('says that a named file does not exist', async () => {
    await expect(loadConfiguration({ directory: '.', file: '/no/such.yaml' })).rejects.toThrow(
      '/no/such.yaml: there is no such file.',
    );
  });
});

describe('configuration.schema.json', () => {
  it('has a title and a description for every field, and the defaults and words of the code', () => {
    const visit = (node: Schema, path: string): void => {
      expect(node.title, path).toBeTruthy();
      expect(node.description, path).toBeTruthy();
      for (const [key, value] of Object.entries(node.properties ?? {})) visit(value, `${path}.${key}`);
      if (node.items) visit(node.items, `${path}[]`);
    };
    visit(schema, '');
    const defaults = Object.entries(schema.properties?.limits?.properties ?? {}).map(([key, value]) => [
      key,
      value.default,
    ]);
    expect(Object.fromEntries(defaults)).toEqual(DEFAULT_LIMITS);
    expect(schema.properties?.failOn?.enum).toEqual(FAIL_ON);
    expect(schema.properties?.roles?.items?.properties?.role?.enum).toEqual(FILE_ROLES);
  });
});
