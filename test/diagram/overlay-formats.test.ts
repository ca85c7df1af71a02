/** Overlays in formats other than SVG, read by the formats' own readers. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment, ConformanceVerdict } from '../../src/assessment/types.js';
import { OVERLAY_FORMATS, overlayDiagram, type OverlayFormat } from '../../src/diagram/index.js';
import { overlayModel } from '../../src/diagram/overlay/model.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { assessmentOf, component } from './assessments.js';
import { HOSTILE } from './hostile.js';
import { PARSERS } from './parsers.js';

const ROOT = resolve(import.meta.dirname, '../..');
const { drawings } = readKnowledge(ROOT);
const demo = JSON.parse(readFileSync(resolve(ROOT, 'test/golden/demo.json'), 'utf8')) as Assessment;
const TEXTS = OVERLAY_FORMATS.filter((format): format is Exclude<OverlayFormat, 'svg'> => format !== 'svg');

/** A model of an organisation that no drawing knows: two layers, every status and every verdict. */
function own(name = (text: string): string => text): Assessment {
  const statuses = ['present', 'declared', 'absent', 'not-observable'] as const;
  const verdict: ConformanceVerdict = {
    model: 'own',
    name: name('Own model'),
    layers: [
      { id: 'top', name: name('Top'), kind: 'layer' },
      { id: 'bottom', name: name('Bottom'), kind: 'layer' },
    ],
    elements: statuses.map((status, index) => ({
      id: name(`E${index + 1}`),
      name: name(`Element ${index + 1}`),
      status,
      components: index < 2 ? ['model-registry/mlflow'] : [],
      in: index % 2 === 0 ? 'top' : 'bottom',
    })),
    relations: (['convergence', 'absence', 'divergence'] as const).map((verdict, index) => ({
      id: name(`r${index + 1}`),
      from: name(`E${index + 1}`),
      to: name(`E${index + 2}`),
      modality: 'required',
      verdict,
      relations: [],
    })),
    notJudged: [
      { id: name('r4'), from: 'top', to: name('E4'), modality: 'allowed', reason: 'not-found' },
      { id: name('r5'), from: name('E1'), to: 'external', modality: 'allowed', reason: 'not-found' },
    ],
    principles: [],
    unmapped: [],
  };
  return { ...assessmentOf([component('model-registry/mlflow', name('a source'))]), conformance: [verdict] };
}

describe.each(TEXTS)('an overlay as %s', (format) => {
  const draw = async (assessment: Assessment, model: string, gaps = false): Promise<string> =>
    (await overlayDiagram(assessment, format, { model, drawings, gaps })) ?? '';

  it.each(drawings.map((d) => d.id))(
    'is read by its reader, every element and judged relation of %s',
    async (model) => {
      const view = overlayModel(demo, { model, drawings });
      const { nodes, edges } = await PARSERS[format](await draw(demo, model));
      const verdict = demo.conformance.find((c) => c.model === model);
      const elements = verdict?.elements ?? [];
      expect(nodes.length).toBe(view?.groups.flatMap((group) => group.nodes).length);
      for (const [index, element] of elements.entries()) expect(nodes[index]).toContain(element.name.slice(0, 12));
      // A relation with something outside of the picture has no place in a drawing.
      expect(edges.length).toBeGreaterThanOrEqual(verdict?.relations.length ?? NaN);
      expect(edges.length).toBeLessThanOrEqual(view?.edges.length ?? NaN);
    },
  );

  it('says status, technology and verdict in words', async () => {
    const { nodes, edges } = await PARSERS[format](await draw(own(), 'own'));
    expect(nodes.slice(0, 4).map((text) => /present|declared only|absent|not observable/.exec(text)?.[0])).toEqual([
      'present',
      'declared only',
      'absent',
      'not observable',
    ]);
    expect(nodes[0]).toContain('mlflow');
    expect(edges).toEqual(expect.arrayContaining(['n1 -> n2', 'n2 -> n3', 'n3 -> n4', 'n5 -> n4']));
    const text = await draw(own(), 'own');
    for (const words of ['r1 as modelled', 'r2 not found', 'r3 against the architecture'])
      expect(text).toContain(words);
  });

  it('shows of gaps what is missing or against the model', async () => {
    const { edges } = await PARSERS[format](await draw(own(), 'own', true));
    expect(edges).toEqual(['n2 -> n3', 'n3 -> n4']);
  });

  it('can be read however things are called', async () => {
    for (const text of HOSTILE) {
      const { nodes } = await PARSERS[format](
        await draw(
          own((name) => name + text),
          'own',
        ),
      );
      expect(nodes.length).toBeGreaterThanOrEqual(format === 'drawio' ? 5 : 6);
    }
  });

  it('is the same text each time, and nothing for a model that is not there', async () => {
    expect(await draw(demo, 'kumara-2022')).toBe(await draw(structuredClone(demo), 'kumara-2022'));
    expect(await overlayDiagram(demo, format, { model: 'no-model', drawings })).toBeUndefined();
    expect((await PARSERS[format](await draw(demo, 'najafabadi-2024'))).nodes).toEqual([]);
  });
});

it('Mermaid draws an architecture of any size', async () => {
  const base = own();
  const [verdict] = base.conformance;
  const elements = Array.from({ length: 900 }, (_, n) => ({
    ...{ id: `E${n}`, name: `Element with a long name ${n}`, status: 'absent' as const, components: [] },
    in: n % 2 === 0 ? 'top' : 'bottom',
  }));
  const relations = elements.map(({ id }, n) => ({
    ...{ id: `r${n}`, from: id, to: `E${(n * 7 + 1) % 900}`, modality: 'required' as const },
    ...{ verdict: 'absence' as const, relations: [] },
  }));
  const large: Assessment = {
    ...base,
    conformance: verdict ? [{ ...verdict, elements, relations, notJudged: [] }] : [],
  };
  const text = (await overlayDiagram(large, 'mermaid', { model: 'own' })) ?? '';
  expect((await PARSERS.mermaid(text)).nodes.length).toBeGreaterThan(0);
}, 60_000);
