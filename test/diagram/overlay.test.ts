import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment, ConformanceVerdict, ElementStatus, RelationVerdict } from '../../src/assessment/types.js';
import { elementAnchor, flowAnchor } from '../../src/diagram/anchors.js';
import { gridDrawing } from '../../src/diagram/overlay/grid.js';
import { overlay, overlayParts, OVERLAY_STYLE, type OverlayOptions } from '../../src/diagram/overlay/index.js';
import { measure } from '../../src/diagram/measure.js';
import type { DrawingPart } from '../../src/diagram/overlay/types.js';
import { told } from '../../src/diagram/status.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { assessmentOf, component } from './assessments.js';
import { faults } from './drawing-faults.js';

const ROOT = resolve(import.meta.dirname, '../..');
const { drawings, architectures } = readKnowledge(ROOT);
const STATUSES: ElementStatus[] = ['present', 'declared', 'absent', 'not-observable'];
const VERDICTS: RelationVerdict[] = ['convergence', 'divergence', 'absence'];
const HOSTILE = [
  '"><script>alert(1)</script>',
  `'/><image href="x" onerror="alert(1)"/>`,
  '</title></svg><svg onload=alert(1)>',
  '\u202e\u0000\ud800]]>&amp;<!--',
  'بسم ﷽ ﷽ ﷽ 漢字漢字漢字漢字漢字 😀😀😀😀😀😀😀😀😀😀',
  'x'.repeat(5000),
  `${'long '.repeat(400)}name`,
  'http://[::1]/%%%{{}}${}',
];

/** A verdict in which everything of a model occurs, with statuses and verdicts by turns. */
function verdictOf(id: string, status: (index: number) => ElementStatus): ConformanceVerdict {
  const model = architectures.find((m) => m.id === id);
  if (!model) throw new Error(`no architecture ${id}`);
  return {
    model: model.id,
    name: model.name,
    status: model.status,
    layers: model.layers.map(({ id: layer, name, kind }) => ({ id: layer, name, kind })),
    elements: model.elements.map((element, index) => ({
      id: element.id,
      name: element.name,
      status: status(index),
      components: ['present', 'declared'].includes(status(index))
        ? ['model-registry/a', 'model-registry/b/two', 'model-registry/c']
        : [],
      ...(element.in ? { in: element.in } : {}),
    })),
    relations: model.relations.map(({ id: relation, from, to, modality }, index) => ({
      id: relation,
      from,
      to,
      modality,
      verdict: VERDICTS[index % 3] ?? 'absence',
      relations: [],
    })),
    notJudged: [],
    principles: [],
    unmapped: [],
  };
}

function assessmentWith(...conformance: ConformanceVerdict[]): Assessment {
  const components = ['model-registry/a', 'model-registry/b/two', 'model-registry/c'].map((id) => component(id));
  return { ...assessmentOf(components), conformance };
}

function drawn(assessment: Assessment, options: Omit<OverlayOptions, 'drawings'>): { svg: string; document: Document } {
  const svg = overlay(assessment, { drawings, ...options });
  if (svg === undefined) throw new Error('nothing was drawn');
  const document = new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;
  return { svg, document };
}

const all = (root: ParentNode, selector: string): Element[] => [...root.querySelectorAll(selector)];
const num = (element: Element, name: string): number => Number(element.getAttribute(name));

/** Of a path of lines and arcs, or of a rectangle. */
function extent(element: Element): { left: number; right: number } {
  if (element.tagName === 'rect') return { left: num(element, 'x'), right: num(element, 'x') + num(element, 'width') };
  const xs = [
    ...(element.getAttribute('d') ?? '').matchAll(/[ML]([\d.-]+) |H([\d.-]+)|A[\d.]+ [\d.]+ \d \d \d ([\d.-]+) /g),
  ].map((m) => Number(m[1] ?? m[2] ?? m[3]));
  return { left: Math.min(...xs), right: Math.max(...xs) };
}

/** Size and place of a text, as the style sheet has them for its classes. */
function looksOf(line: Element): { size: number; anchor: string } {
  const classes = line.getAttribute('class')?.split(' ') ?? [];
  const declared = (property: string): string[] =>
    classes.flatMap((name) => new RegExp(`\\.${name}\\{[^}]*\\b${property}:([\\w.]+)`).exec(OVERLAY_STYLE)?.[1] ?? []);
  const size = Number.parseFloat(declared('font-size').at(-1) ?? '');
  if (!(size > 0)) throw new Error(`no size for ${classes.join(' ')}`);
  return { size, anchor: declared('text-anchor').at(-1) ?? 'start' };
}

function overflowing(document: Document): string[] {
  return all(document, '.ra-element').flatMap((element) => {
    const outline = element.querySelector('.ra-outline');
    if (!outline) return ['no outline'];
    const { left, right } = extent(outline);
    return all(element, 'text')
      .filter((line) => {
        const { size, anchor } = looksOf(line);
        const width = measure(line.textContent, size);
        const begin = num(line, 'x') - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
        return begin < left + 2 || begin + width > right - 2;
      })
      .map((line) => `${line.textContent} in ${element.querySelector('title')?.textContent ?? ''}`);
  });
}

describe.each(drawings.map((d) => d.id))('the overlay of %s', (model) => {
  const turns = (shift: number): Assessment =>
    assessmentWith(verdictOf(model, (index) => STATUSES[(index + shift) % 4] ?? 'absent'));

  it.each([0, 1, 2, 3])('shows every status by class, icon and word, within its box (turn %i)', (shift) => {
    const { document } = drawn(turns(shift), { model });
    const verdict = turns(shift).conformance[0];
    for (const { id, name, status } of verdict?.elements ?? []) {
      const [first] = all(document, `a[href="#${elementAnchor(model, id)}"]`);
      expect(first?.getAttribute('class'), id).toBe(`ra-element ra-${status}`);
      expect(first?.querySelector('title')?.textContent).toMatch(new RegExp(`: ${told(status).word}`));
      expect(first?.querySelector('title')?.textContent.startsWith(name)).toBe(true);
      expect(
        all(first ?? document, '.ra-word').map((word) => word.textContent),
        id,
      ).toEqual([told(status).word]);
      expect(all(first ?? document, '[class^="ra-icon"]').length).toBeGreaterThan(0);
    }
    expect(overflowing(document)).toEqual([]);
  });

  it('shows every verdict with its number, which leads to its row', () => {
    const assessment = turns(0);
    const { document } = drawn(assessment, { model });
    const routes = drawings.find((d) => d.id === model)?.parts.flatMap((part) => part.relations) ?? [];
    for (const relation of assessment.conformance[0]?.relations ?? []) {
      const route = routes.find((r) => r.id === relation.id);
      const label = document.querySelector(`a.ra-relation[href="#${flowAnchor(model, relation)}"]`);
      expect(label?.getAttribute('class') ?? undefined, relation.id).toBe(
        route?.label ? `ra-relation ra-${relation.verdict}` : undefined,
      );
      if (label) expect(label.querySelector('text')?.textContent).toBe(route?.mark ?? relation.id);
    }
  });

  it('has no two links of elements to one place, but where the source draws an element again', () => {
    const { document } = drawn(turns(0), { model });
    const hrefs = all(document, 'a.ra-element').map((a) => a.getAttribute('href'));
    const again =
      drawings.find((d) => d.id === model)?.parts.flatMap((p) => p.elements.filter((place) => place.again)) ?? [];
    expect(hrefs.length - new Set(hrefs).size).toBe(again.length);
  });

  it('for a page has class names only; as a file has its style sheet and no links', () => {
    const page = drawn(turns(0), { model });
    expect(page.svg).not.toMatch(/style|url\(|<script|fill=|stroke=/);
    expect(all(page.document, '[id]')).toEqual([]);
    expect(page.document.documentElement.getAttribute('role')).toBe('group');
    const file = drawn(turns(0), { model, standalone: true });
    expect(all(file.document, 'style').map((style) => style.textContent.trim())).toEqual([OVERLAY_STYLE]);
    expect(all(file.document, 'a, [href]')).toEqual([]);
    const used = new Set(all(file.document, '[class]').flatMap((e) => (e.getAttribute('class') ?? '').split(' ')));
    const unknown = [...used].filter(
      (name) => !['ra-element', 'ra-relation'].includes(name) && !OVERLAY_STYLE.includes(`.${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('shows names as text and nothing else, whatever they hold', () => {
    const plain = drawn(turns(0), { model });
    const verdict = verdictOf(model, (index) => STATUSES[index % 4] ?? 'absent');
    const name = (index: number): string => HOSTILE[index % HOSTILE.length] ?? '';
    verdict.name = name(0);
    verdict.elements.forEach((element, index) => (element.name = name(index)));
    verdict.layers?.forEach((layer, index) => (layer.name = name(index + 3)));
    const assessment = assessmentWith(verdict);
    assessment.components.forEach((c, index) => (c.technology = name(index + 2)));
    assessment.components.forEach((c, index) => (c.name = name(index)));
    assessment.sources.forEach((source, index) => (source.id = name(index + 1)));
    for (const standalone of [false, true]) {
      const { document } = drawn(assessment, { model, standalone });
      expect(all(document, 'script, image, foreignObject, parsererror')).toEqual([]);
      const known = new Set(
        all(plain.document, '*')
          .map((e) => e.tagName)
          .concat('style'),
      );
      expect(all(document, '*').filter((e) => !known.has(e.tagName))).toEqual([]);
      expect(
        all(document, '*')
          .flatMap((e) => e.getAttributeNames())
          .filter((a) => a.startsWith('on')),
      ).toEqual([]);
      expect(overflowing(document)).toEqual([]);
    }
  });

  it('shows what is missing, and the rest faintly', () => {
    const { document } = drawn(turns(0), { model, gaps: true });
    for (const element of all(document, '.ra-element'))
      expect(element.getAttribute('class')).toMatch(
        /ra-absent/.test(element.getAttribute('class') ?? '') ? /ra-missing$/ : /ra-muted$/,
      );
    const numbers = all(document, 'a.ra-relation').map((e) => e.getAttribute('class'));
    expect(new Set(numbers)).toEqual(new Set(['ra-relation ra-absence', 'ra-relation ra-divergence']));
  });

  it('draws no line of a relation that an own model has changed', () => {
    const assessment = turns(0);
    const [relation] = assessment.conformance[0]?.relations.filter((r) => r.id === 'e25' || r.id === 'k3') ?? [];
    if (!relation) throw new Error('no such relation');
    relation.to = relation.from;
    const { document } = drawn(assessment, { model });
    expect(document.querySelector(`a[href="#${flowAnchor(model, relation)}"]`)).toBeNull();
  });

  it('is the same every time', () => {
    expect(drawn(turns(1), { model }).svg).toBe(drawn(turns(1), { model }).svg);
  });
});

describe('the drawing of a model that has none', () => {
  const layers = ['top', 'middle', 'bottom'].map((id) => ({ id, name: `The ${id} layer`, kind: 'layer' as const }));
  const own = (count: number, relations: [number, number][]): ConformanceVerdict => ({
    model: 'own',
    name: 'Our own',
    layers,
    elements: Array.from({ length: count }, (_, index) => ({
      id: `e${index}`,
      name: `Element ${index}`,
      status: STATUSES[index % 4] ?? 'absent',
      components: [],
      ...(index % 7 === 6 ? {} : { in: layers[index % 3]?.id ?? '' }),
    })),
    relations: relations.map(([from, to], index) => ({
      id: `r${index}`,
      from: `e${from}`,
      to: `e${to}`,
      modality: 'required',
      verdict: VERDICTS[index % 3] ?? 'absence',
      relations: [],
    })),
    principles: [],
    unmapped: [],
  });
  const parts = (verdict: ConformanceVerdict): DrawingPart => gridDrawing(verdict, verdict.elements, true);

  it('has a lane for each layer, and one more for the rest', () => {
    const part = parts(own(13, []));
    expect(part.regions.map((r) => r.id)).toEqual(['top', 'middle', 'bottom']);
    expect(part.elements.map((place) => place.id).toSorted()).toEqual(
      own(13, [])
        .elements.map((e) => e.id)
        .toSorted(),
    );
  });

  it('keeps boxes, lines and labels apart, whatever is related', () => {
    const end = fc.integer({ min: 0, max: 16 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 17 }), fc.array(fc.tuple(end, end), { maxLength: 30 }), (count, pairs) => {
        const part = parts(own(count, pairs));
        expect(faults(part, (id) => layers.find((l) => l.id === id)?.name ?? '')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('says how many of very many elements it shows', () => {
    const part = parts(own(1000, []));
    expect(part.elements.length).toBe(240);
    expect(part.title).toBe('Elements (240 of 1000)');
  });
});

describe('overlays', () => {
  const kumara = assessmentWith(verdictOf('kumara-2022', () => 'present'));

  it('are none for a model or a part that is not there', () => {
    expect(overlay(kumara, { model: 'kreuzberger-2022', drawings })).toBeUndefined();
    expect(overlay(kumara, { model: 'kumara-2022', part: 'cellar', drawings })).toBeUndefined();
  });

  it('have parts that can be drawn alone', () => {
    const [verdict] = kumara.conformance;
    if (!verdict) throw new Error('no verdict');
    expect(overlayParts(verdict, drawings).map((part) => part.id)).toEqual(['layers', 'pipelines']);
    const { document } = drawn(kumara, { model: 'kumara-2022', part: 'layers' });
    const whole = drawn(kumara, { model: 'kumara-2022' });
    expect(all(document, '.ra-element').length).toBe(33);
    expect(all(whole.document, '.ra-element').length).toBe(verdict.elements.length);
  });

  it('say how many technologies are not named', () => {
    const { document } = drawn(assessmentWith(verdictOf('kreuzberger-2022', () => 'present')), {
      model: 'kreuzberger-2022',
      technologyName: (id) => (id === 'a' ? 'A' : `A technology with a name that is long ${id}`),
    });
    const registry = document.querySelector(`a[href="#${elementAnchor('kreuzberger-2022', 'C6')}"]`);
    expect(all(registry ?? document, '.ra-text').map((line) => line.textContent)).toEqual(['A, +2\u00a0more']);
    expect(registry?.querySelector('title')?.textContent).toContain('with a name that is long b two');
  });

  it('of a model that is not transcribed say so, with what its source counts', () => {
    const verdict: ConformanceVerdict = {
      ...verdictOf('najafabadi-2024', () => 'absent'),
      notTranscribed: ['What could not be read.'],
      counts: [{ what: 'architecture components', count: 35 }],
    };
    const { document } = drawn(assessmentWith(verdict), { model: 'najafabadi-2024' });
    const words = all(document, 'text').map((line) => line.textContent);
    expect(words).toEqual(expect.arrayContaining(['35', 'architecture components', 'What could not be read.']));
    expect(words.join(' ')).toContain('is not transcribed');
    expect(all(document, '.ra-element')).toEqual([]);
  });

  it('give an own model that extends a shipped one its drawing, and what is new a place below', () => {
    const base = verdictOf('kreuzberger-2022', () => 'present');
    const own: ConformanceVerdict = {
      ...base,
      model: 'ours',
      basedOn: 'kreuzberger-2022',
      elements: [
        ...base.elements.filter((e) => !e.id.startsWith('C4')),
        { id: 'vault', name: 'Vault', status: 'absent', components: [] },
      ],
    };
    expect(overlayParts(own, drawings).map((part) => part.id)).toEqual(['workflow', 'elements']);
    const { document } = drawn(assessmentWith(own), { model: 'ours' });
    expect(document.querySelector(`a[href="#${elementAnchor('ours', 'vault')}"]`)).not.toBeNull();
    expect(document.querySelector(`a[href="#${elementAnchor('ours', 'C4')}"]`)).toBeNull();
  });
});
