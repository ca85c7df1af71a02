import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_SOURCES, refarch } from './refarch.js';

const directory = mkdtempSync(join(tmpdir(), 'refarch-diagram-'));
const assessment = join(directory, 'assessment.json');
const REGISTRY = 'model-registry/mlflow';
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});
refarch(['audit', ...DEMO_SOURCES, '--quiet', '--fail-on', 'never', '--format', `json=${assessment}`]);

describe('refarch diagram', () => {
  it('draws an assessment as it draws its sources, to a file as to stdout', () => {
    const fromSources = refarch(['diagram', ...DEMO_SOURCES, '--quiet']).stdout;
    const file = join(directory, 'a.svg');
    expect(refarch(['diagram', '--from', assessment, '-o', file])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe(fromSources);
  });

  it('draws one component, which --component alone asks for', () => {
    const words = ['diagram', '--from', assessment, '--component', REGISTRY];
    const { code, stdout } = refarch(words);
    expect(code).toBe(0);
    expect(stdout).toContain(`<title>${REGISTRY} and what is related to it, in `);
    expect(refarch([...words, '--view', 'component']).stdout).toBe(stdout);
    expect(refarch(['diagram', '--from', assessment, '--component', 'model-registry/mlflo']).stderr).toBe(
      `refarch: there is no component "model-registry/mlflo"; did you mean ${REGISTRY}?\n`,
    );
    expect(refarch(['diagram', '--from', assessment, '--component', 'x'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'refarch: there is no component "x"; the JSON report lists the ids of all.\n',
    });
  });

  it('draws the gaps of a model', () => {
    const gaps = (...words: string[]): string =>
      refarch(['diagram', '--from', assessment, '--view', 'gaps', ...words]).stdout;
    expect(gaps()).toContain('with what Kreuzberger, Kühl and Hirschl 2022 asks for and was not found</title>');
    expect(gaps()).toMatch(/class="ra-node ra-of-1 ra-absent"><title>Feature store system · feature store · absent: /);
    expect(gaps('--model', 'kumara-2022')).toContain('with what Kumara et al. 2022 asks for');
    expect(refarch(['diagram', '--from', assessment, '--view', 'gaps', '--model', 'google-mlops'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'refarch: the assessment has no reference architecture "google-mlops"; it has kreuzberger-2022, kumara-2022.\n',
    });
    expect(refarch(['diagram', ...DEMO_SOURCES, '--quiet', '--view', 'gaps', '--model', 'google-mlops']).stderr).toBe(
      'refarch: "google-mlops" is no reference architecture with elements.\n',
    );
  });

  it('lays what was found over a model, which --model alone asks for', () => {
    const from = ['diagram', '--from', assessment];
    const { code, stdout } = refarch([...from, '--view', 'overlay']);
    expect(code).toBe(0);
    expect(stdout).toContain('<title>Kreuzberger, Kühl and Hirschl 2022: ');
    expect(stdout).toContain('<title>Model registry: present (MLflow)</title>');
    expect(refarch([...from, '--model', 'kreuzberger-2022']).stdout).toBe(stdout);
    expect(refarch(['diagram', ...DEMO_SOURCES, '--quiet', '--model', 'kreuzberger-2022']).stdout).toBe(stdout);
    expect(refarch([...from, '--gaps']).stdout).toContain('Hirschl 2022: what is missing');
    const whole = refarch([...from, '--model', 'kumara-2022']).stdout;
    const layers = refarch([...from, '--model', 'kumara-2022', '--part', 'layers']).stdout;
    expect(whole).toContain('Pipelines and their relationships (Figure 2)');
    expect(layers).not.toContain('Serving Zone');
    expect(refarch([...from, '--model', 'najafabadi-2024']).stdout).toContain('is not transcribed');
    expect(refarch([...from, '--view', 'overlay', '--format', 'mermaid']).stdout).toMatch(
      /^flowchart LR\n.*Model registry.*● present.*MLflow/s,
    );
  });

  it.each([
    [
      ['--model', 'google-mlops'],
      'the assessment has no reference architecture "google-mlops"; it has kreuzberger-2022, ',
    ],
    [
      ['--model', 'kumara-2022', '--part', 'cellar'],
      'the drawing of kumara-2022 has no part "cellar"; it has layers, pipelines.',
    ],
    [['--view', 'overlay', '--format', 'calm'], '--view overlay is drawn as svg, mermaid, dot, drawio, not as calm.'],
  ])('says of an overlay what is wrong with %j', (words, sentence) => {
    const { code, stderr } = refarch(['diagram', '--from', assessment, ...words]);
    expect(code).toBe(2);
    expect(stderr).toContain(`refarch: ${sentence}`);
  });
});
