/** The drawings are data: they show all of their models, and nothing in them covers anything. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DrawingPart } from '../../src/diagram/overlay/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { faults } from './drawing-faults.js';

const { drawings, architectures } = readKnowledge(resolve(import.meta.dirname, '../..'));

it('there is one for every architecture that has elements', () => {
  const wanted = architectures.filter((m) => m.elements.length > 0).map((m) => m.id);
  expect(drawings.map((d) => d.id)).toEqual(wanted);
});

describe.each(drawings)('the drawing of $id', (drawing) => {
  const model = architectures.find((m) => m.id === drawing.id);
  if (!model) throw new Error(`no architecture ${drawing.id}`);
  const places = drawing.parts.flatMap((part) => part.elements);
  const routes = drawing.parts.flatMap((part) => part.relations);
  const regionName = (id: string): string => model.layers.find((layer) => layer.id === id)?.name ?? '';

  it('has one place for every element, and knows no other', () => {
    const first = places.filter((place) => !place.again).map((place) => place.id);
    expect(first.toSorted()).toEqual(model.elements.map((e) => e.id).toSorted());
    expect(places.filter((place) => place.again && !first.includes(place.id))).toEqual([]);
  });

  it('draws every relation as the model has it, or says why not', () => {
    const rules = new Set(model.layerRules.map((rule) => rule.id));
    const drawn = routes.filter((route) => !rules.has(route.id)).map(({ id, from, to }) => ({ id, from, to }));
    const listed = drawing.notDrawn.flatMap((group) => group.relations);
    const ids = model.relations.map((r) => r.id);
    expect([...drawn.map((route) => route.id), ...listed].toSorted()).toEqual(ids.toSorted());
    const modelled = drawn.map(({ id }) => model.relations.find((r) => r.id === id));
    expect(drawn).toEqual(modelled.map((r) => ({ id: r?.id, from: r?.from, to: r?.to })));
  });

  it('has a label for every relation that may get a verdict', () => {
    const judged = model.relations.filter((r) => !r.notObservable).map((r) => r.id);
    expect(routes.filter((route) => judged.includes(route.id) && !route.label).map((route) => route.id)).toEqual([]);
  });

  it('knows the zones and tasks of the model', () => {
    const ids = new Set([...model.layers, ...model.tasks].map((item) => item.id).concat('external'));
    const named = drawing.parts.flatMap((part) => [...part.regions, ...part.steps]);
    expect(named.filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it.each(drawing.parts)('lets nothing cover anything in $id', (part) => {
    expect(faults(part, regionName)).toEqual([]);
  });
});

describe('faults of a drawing', () => {
  const sound: DrawingPart = {
    id: 'sound',
    title: 'Sound',
    height: 200,
    regions: [{ id: 'zone', at: [10, 10, 300, 100] }],
    steps: [],
    elements: [
      { id: 'a', at: [20, 40, 100, 50] },
      { id: 'b', at: [180, 40, 100, 50] },
      { id: 'c', at: [185, 45, 40, 20], inside: 'b' },
    ],
    relations: [{ id: 'r', from: 'a', to: 'b', paths: [[[120, 60], [180, 60]]], label: [150, 60] }], // prettier-ignore
  };

  it.each<[string, Partial<DrawingPart>, string]>([
    ['none', {}, ''],
    ['a box outside', { height: 80 }, 'b lies outside'],
    [
      'boxes that cover each other',
      { elements: [...sound.elements, { id: 'd', at: [100, 60, 30, 20] }] },
      'a covers d',
    ],
    [
      'a box that does not stand where it says',
      { elements: [...sound.elements, { id: 'd', at: [700, 60, 30, 20], inside: 'b' }] },
      'd is not inside b',
    ],
    ['a zone through a box', { regions: [{ id: 'zone', at: [10, 10, 100, 100] }] }, 'zone cuts a'],
    [
      'a box on a title',
      { elements: [...sound.elements, { id: 'd', at: [12, 12, 30, 20] }] },
      'd covers the title of zone',
    ],
    ['a slanting line', { relations: [{ id: 'r', from: 'a', to: 'b', paths: [[[120, 60], [180, 70]]] }] }, 'r runs aslant or nowhere'], // prettier-ignore
    ['a line that begins nowhere', { relations: [{ id: 'r', from: 'a', to: 'b', paths: [[[130, 60], [180, 60]]] }] }, 'r does not begin at a'], // prettier-ignore
    ['a line through a box', { relations: [{ id: 'r', from: 'a', to: 'b', paths: [[[20, 60], [180, 60]]] }] }, 'r runs through a'], // prettier-ignore
    ['a label beside its line', { relations: [{ id: 'r', from: 'a', to: 'b', paths: [[[120, 60], [180, 60]]], label: [150, 100] }] }, 'the label of r is not on its line'], // prettier-ignore
    ['a label on a box', { relations: [{ id: 'r', from: 'a', to: 'b', paths: [[[120, 60], [180, 60]]], label: [125, 60] }] }, 'the label of r covers a'], // prettier-ignore
    ['two lines on one track', { relations: [...sound.relations, { id: 's', from: 'zone', to: 'c', paths: [[[10, 60], [10, 160], [400, 160], [400, 60], [150, 60], [180, 60]]] }] }, 'r runs along s'], // prettier-ignore
  ])('%s', (_, change, fault) => {
    const found = faults({ ...sound, ...change }, () => 'Zone');
    if (fault === '') expect(found).toEqual([]);
    else expect(found).toContain(fault);
  });
});
