/** A target is data: which pieces it has, what it needs to know, and what speaks for it. Tried with targets invented here. */
import { load } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/scaffold/index.js';
import { targetOf } from '../../src/scaffold/targets.js';
import { composeYaml } from '../../src/scaffold/yaml.js';
import { planOf, project, scaffold, scaffoldKnowledge, textOf } from './support.js';

const SEA = load(`
id: sea
title: The sea
technologies: [kubernetes, argo]
settings:
  harbour: { title: 'a harbour, as in lisbon', pattern: '[a-z]+', default: lisbon }
pieces:
  stack:
    files: [{ path: mlops/stack.yaml, template: sea/stack.yaml, kind: yaml }]
  tracking:
    elements: [C5]
    services: [ship]
    files:
      - { path: mlops/stack.yaml, template: sea/ship.yaml, kind: yaml }
      - { path: mlops/some.yaml, template: sea/ship.yaml, kind: yaml, withAny: [serving, tracking] }
      - { path: mlops/none.yaml, template: sea/ship.yaml, kind: yaml, withAny: [serving, monitoring] }
      - { path: mlops/notes.txt, template: sea/notes.txt, kind: text }
`) as Target;
const AIR: Target = { id: 'air', title: 'The air', technologies: ['aws'], pieces: {} };

const knowledge = {
  ...scaffoldKnowledge,
  targets: [...scaffoldKnowledge.targets.filter(({ id }) => id === 'compose'), SEA, AIR],
  templates: new Map([
    ['sea/stack.yaml', "kind: Crew\nmetadata: { name: '{{name}}' }\nmen: [{ name: a, age: 1 }]\n"],
    [
      'sea/ship.yaml',
      "kind: Ship\nmetadata: { name: '{{settings.harbour}}' }\n---\nkind: Crew\nmetadata: { name: '{{name}}' }\nmen: [{ name: a, rank: 2 }, { name: b }]\n",
    ],
    ['sea/notes.txt', '{{#if targets.sea}}from {{settings.harbour}}{{/if}}\n{{> sea/more.txt}}\n'],
    ['sea/more.txt', '{{#if targets.compose}}land{{/if}}more\n'],
  ]),
};
const onSea = { knowledge, given: { target: 'sea' } };

describe('a target', () => {
  it('adds its files, services and elements to what the pieces are everywhere', async () => {
    const root = project();
    const plan = await scaffold(root, { ...onSea, components: ['tracking'] });
    expect(plan.services).toEqual(['ship']);
    expect(plan.selection.chosen.find(({ piece }) => piece.id === 'tracking')?.piece.elements).toEqual(['C7', 'C5']);
    expect(plan.files.map(({ path }) => path)).toEqual(['mlops/notes.txt', 'mlops/some.yaml', 'mlops/stack.yaml']);
    expect(textOf(root, 'mlops/notes.txt')).toMatch(/from lisbon\nmore\n$/);
    const documents = parseAllDocuments(textOf(root, 'mlops/stack.yaml')).map((document) => document.toJS() as unknown);
    expect(documents).toEqual([
      { kind: 'Crew', metadata: { name: 'shop' }, men: [{ name: 'a', age: 1, rank: 2 }, { name: 'b' }] },
      { kind: 'Ship', metadata: { name: 'lisbon' } },
    ]);
  });

  it('is kept, with its settings, until another one is named', async () => {
    const root = project();
    const settings = { harbour: 'porto' };
    await scaffold(root, { knowledge, given: { target: 'sea', settings }, components: ['tracking'] });
    expect((await planOf(root, { knowledge })).answers).toMatchObject({ target: 'sea', settings });
    const moved = await planOf(root, { knowledge, given: { target: 'air' } });
    expect(moved.answers).not.toHaveProperty('settings');
    expect(moved.files.map(({ action, path }) => `${action} ${path}`)).toContain('obsolete mlops/notes.txt');
  });

  it('says what it has not', async () => {
    const plan = planOf(project(), { ...onSea, components: ['serving'] });
    await expect(plan).rejects.toThrow('The sea has no piece for "serving"; there is one for Docker Compose.');
    const { selection } = await planOf(project(), onSea);
    expect(selection.left.map(({ piece, because }) => `${piece.id}: ${because}`)).toContain(
      'serving: there is none for The sea',
    );
  });

  it.each([
    [{ target: 'moon' }, 'target must be one of compose, sea, air, not "moon"'],
    [{ target: 'sea', settings: { port: 'x' } }, 'The sea has no setting "port"; there are harbour'],
    [{ target: 'air', settings: { harbour: 'x' } }, 'The air has no setting "harbour"; there are none'],
    [{ target: 'sea', settings: { harbour: 'a"\n b: c' } }, 'settings.harbour cannot be "a\\"\\n b: c": a harbour'],
    [{ target: 'sea', settings: { harbour: 'a'.repeat(201) } }, 'settings.harbour cannot be'],
    [{ target: 'sea', settings: { constructor: 'x' } }, 'The sea has no setting "constructor"'],
  ])('refuses %j', async (given, message) => {
    await expect(planOf(project(), { knowledge, given, all: true })).rejects.toThrow(message);
  });

  it.each([
    [[], undefined],
    [['docker'], undefined],
    [['kubernetes', 'aws-lambda', 'argo-workflows'], 'sea'],
    [['kubernetes', 'aws-lambda', 'aws-batch'], 'air'],
    [['kubernetes', 'aws-lambda'], 'sea'],
  ])('is what most of %j run on: %s', (technologies, id) => {
    expect(targetOf(technologies, knowledge.targets)?.id).toBe(id);
  });
});

describe('a stream of documents', () => {
  const compose = (...templates: string[]): string => composeYaml(templates, () => ({ value: 'x' }), ' made');

  it('keeps documents of other kinds and names apart', () => {
    const text = compose(
      'kind: A\nmetadata: {name: a}\n---\n# why\nkind: A\nmetadata: {name: b}\nx: "{{v}}"\n',
      'kind: B\nmetadata: {name: a}\n',
    );
    expect(text).toBe(
      '# made\n\nkind: A\nmetadata: {name: a}\n---\n# why\nkind: A\nmetadata: {name: b}\nx: x\n---\nkind: B\nmetadata: {name: a}\n',
    );
  });

  it('adds what has no name, and does not take one list for another', () => {
    expect(compose('a: [1, {x: 1}]\nb: [{name: n}]\n', 'a: [1, {x: 1}]\nb: [{stage: n}]\n')).toContain(
      'a: [1, {x: 1}, 1, {x: 1}]\nb: [{name: n}, {stage: n}]',
    );
  });
});
