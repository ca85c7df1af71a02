/** Names, ports and choices; what exists already; and how they get into YAML. */
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { checkAnswers, publishedPorts } from '../../src/scaffold/index.js';
import { composeYaml } from '../../src/scaffold/yaml.js';
import { planOf, project, scaffold, textOf } from './support.js';

const COMPOSE = 'mlops/compose.yaml';

describe('answers', () => {
  const HOSTILE = [
    'x"\n privileged: true',
    '$(id)',
    '${{ github.token }}',
    '{{.Values}}',
    '../x',
    'Ümlaut',
    '',
    '-a',
    'a--b',
    'a'.repeat(41),
  ];

  it.each(HOSTILE)('the name %j is refused', async (name) => {
    await expect(planOf(project(), { all: true, given: { name } })).rejects.toThrow('must be at most 40 small letters');
  });

  it.each(['a b', '${{ x }}', '../main', 'a..b', '-x', 'a\nb', ''])('the branch %j is refused', async (branch) => {
    await expect(planOf(project(), { all: true, given: { branch } })).rejects.toThrow('name of a branch');
  });

  it('that nothing asks for, or of a wrong type, are refused', () => {
    expect(() => checkAnswers({ password: 'x' }, 'a.yaml')).toThrow('unknown answer "password"');
    expect(() => checkAnswers(['x'], 'a.yaml')).toThrow('must be a map');
    expect(() => checkAnswers({ name: 3 }, 'a.yaml')).toThrow('name must be text');
    expect(() => checkAnswers({ ports: { ssh: 22 } }, 'a.yaml')).toThrow('unknown port "ssh"');
    expect(() => checkAnswers({ ports: { serving: 80 } }, 'a.yaml')).toThrow('from 1024 to 65535');
    expect(() => checkAnswers(JSON.parse('{"__proto__": {"x": 1}}'), 'a.yaml')).toThrow('unknown answer "__proto__"');
  });

  it('are kept for the next run', async () => {
    const root = project();
    await scaffold(root, { all: true, given: { name: 'orders', ports: { serving: 8123 } } });
    expect((await planOf(root, { all: true })).answers).toMatchObject({
      name: 'orders',
      model: 'orders',
      ports: { serving: 8123 },
    });
  });

  it('for a component or target that nothing makes name those that there are', async () => {
    await expect(planOf(project(), { components: ['registri'] })).rejects.toThrow('did you mean registry?');
    await expect(planOf(project(), { all: true, given: { target: 'mainframe' as never } })).rejects.toThrow(
      'target must be one of compose',
    );
  });
});

describe('what is there', () => {
  it('decides about ports, names and the forge', async () => {
    const root = project({
      'docker-compose.yml': 'services:\n  web:\n    image: nginx:1.27\n    ports: ["8000:80", "127.0.0.1:8001:81"]\n',
      '.gitlab-ci.yml': 'test:\n  script: [make test]\n',
    });
    const { answers, selection } = await planOf(root, { components: ['serving'] });
    expect(answers).toMatchObject({
      name: 'shop',
      forge: 'gitlab',
      ports: { mlflow: 5000, serving: 8002, prometheus: 9090 },
    });
    expect(selection.chosen.map(({ piece }) => piece.id)).not.toContain('ci');
  });

  it('is not made again: an MLflow server is used', async () => {
    const root = project({
      'docker-compose.yml':
        'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v3.1.0\n    command: mlflow server\n',
    });
    await scaffold(root, { components: ['orchestration'] });
    const compose = parse(textOf(root, COMPOSE)) as {
      services: Record<string, { environment: Record<string, string> }>;
    };
    expect(Object.keys(compose.services)).toEqual(['trainer']);
    expect(compose.services.trainer?.environment.MLFLOW_TRACKING_URI).toMatch(/^\$\{MLFLOW_TRACKING_URI:\?/);
  });

  it.each([
    ['ports: ["8000:80"]', [8000]],
    ['- 127.0.0.1:9000:90/tcp', [9000]],
    ['published: "7000"', [7000]],
    ['image: nginx:1.27', []],
    ['time: 2026-01-01T10:20:30', []],
  ])('publishes ports: %s', (text, ports) => {
    expect(publishedPorts(text)).toEqual(ports);
  });
});

describe('YAML', () => {
  it('keeps a hostile value one value', () => {
    const value = 'x"\n privileged: true # ${A} {{b}}';
    const text = composeYaml(['a: "{{v}}"\nb: ["--x={{v}}"]\n'], () => ({ value }), ' c');
    expect(parse(text)).toEqual({ a: value, b: [`--x=${value}`] });
  });

  it('merges maps, continues sequences, replaces the rest and keeps comments', () => {
    const text = composeYaml(
      ['a: {x: 1}\nl: [1]\ns: 1\n', 'a: {y: 2}\nl:\n  # two\n  - 2\ns: 2\n# why\nn: 3\n'],
      () => ({ value: '' }),
      ' top',
    );
    expect(parse(text)).toEqual({ a: { x: 1, y: 2 }, l: [1, 2], s: 2, n: 3 });
    expect(text).toContain('# top');
    expect(text).toContain('# why\nn: 3');
    expect(text).toMatch(/# two\n\s+-? ?2/);
  });

  it('is no template where it is no map', () => {
    expect(() => composeYaml(['a: 1', '[1]'], () => ({ value: '' }), '')).toThrow('only maps');
  });
});
