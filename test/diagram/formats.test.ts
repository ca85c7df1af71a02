import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { diagram, DIAGRAM_FORMATS } from '../../src/diagram/index.js';
import { forMermaid, plain } from '../../src/diagram/mermaid/escape.js';
import { quoted } from '../../src/diagram/structurizr/escape.js';
import { diagramView } from '../../src/diagram/view/index.js';
import { RELATION_TYPES } from '../../src/vocabulary/index.js';
import { assessmentOf, component, relation } from './assessments.js';
import { HOSTILE } from './hostile.js';
import { PARSERS } from './parsers.js';

const demo = JSON.parse(readFileSync(new URL('../golden/demo.json', import.meta.url), 'utf8')) as Assessment;
const CI = 'ci-cd/github-actions';
const TRAIN = 'training-pipeline/pytorch/train.py';
const STORE = 'data-store/amazon-s3/models';

/** Few enough that nothing is gathered: all formats then have the same nodes. */
const small = assessmentOf(
  [component(CI), component(TRAIN, 'model', 'declared'), component(STORE, 'platform'), component('infrastructure/eks')],
  [
    relation(CI, 'triggers', TRAIN, 'declared'),
    relation(TRAIN, 'reads-from', STORE, 'declared'),
    relation(TRAIN, 'writes-to', STORE, 'declared'),
    relation(CI, 'runs-on', 'infrastructure/eks'),
  ],
);

describe.each(DIAGRAM_FORMATS)('%s', (format) => {
  const parse = PARSERS[format];

  it('is read by its reader, every node and edge of it, in each view', async () => {
    for (const options of [
      { view: 'graph' as const },
      { view: 'gaps' as const, declared: true },
      { view: 'component' as const, component: 'model-registry/mlflow' },
    ]) {
      const view = diagramView(demo, { ...options, detail: 'each' });
      const read = await parse(await diagram(demo, format, options));
      expect(read.nodes).toHaveLength(view.nodes.length);
      expect(read.edges.length).toBeGreaterThanOrEqual(view.edges.length);
    }
  });

  it('is the same text each time', async () => {
    expect(await diagram(demo, format, { view: 'gaps' })).toBe(
      await diagram(structuredClone(demo), format, { view: 'gaps' }),
    );
  });

  it('says of each node what it is called', async () => {
    const { nodes } = await parse(await diagram(small, format, { declared: true }));
    const names = ['github-actions', 'amazon-s3', 'eks', 'pytorch'];
    expect(nodes.map((text, at) => text.includes(names[at] ?? '?'))).toEqual([true, true, true, true]);
    expect(nodes[1]).toContain('models');
  });

  it('can be read when there is nothing', async () => {
    expect(await parse(await diagram(assessmentOf([]), format))).toEqual({ nodes: [], edges: [] });
  });

  it('can be read whatever there is, however it is called', async () => {
    const name = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.array(fc.constantFrom(...HOSTILE), { maxLength: 5 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 2, maxLength: 8 }), async (names) => {
        const components = names.map((text, n) => ({
          ...component(`data-store/t/${text}`, text),
          technology: `${text}${n}`,
          name: text,
        }));
        const relations = components
          .slice(1)
          .map((c, n) => relation(components[0]?.id ?? '', RELATION_TYPES[n % 15] ?? 'triggers', c.id));
        const text = await diagram(assessmentOf(components, relations), format);
        const read = await parse(text);
        expect(read.nodes).toHaveLength(names.length);
        expect(read.edges.length).toBeGreaterThanOrEqual(relations.length);
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('Mermaid', () => {
  it('gathers until Mermaid draws it', async () => {
    const components = Array.from({ length: 700 }, (_, n) =>
      component(`data-store/t${n % 90}/${'long name '.repeat(4)}${n}`),
    );
    const relations = components.map((c, n) =>
      relation(c.id, 'feeds-back-to', components[(n * 13 + 1) % 700]?.id ?? ''),
    );
    const text = await diagram(assessmentOf(components, relations), 'mermaid');
    const { nodes, edges } = await PARSERS.mermaid(text);
    expect([nodes.length > 0, edges.length <= 500, text.length <= 50_000]).toEqual([true, true, true]);
  });

  it('tells kinds by form and status by dots', async () => {
    const text = await diagram(small, 'mermaid', { declared: true });
    expect(text).toContain('n1 -.->|"triggers"| n4');
    expect(text).toContain('n4 -.->|"reads from<br/>writes to"| n2');
    expect(text).toContain('n1 -->|"runs on"| n3');
    expect(text).toContain('classDef declared2 fill:#ffffff,color:#1f2328,stroke:#4f5965,stroke-dasharray:6 3');
  });

  it.each([
    ['a"b', 'a#34;b'],
    ['`x`', '#96;x#96;'],
    ['#quot;', '#35;quot#59;'],
    ['%%{init}%%', '#37;#37;#123;init#125;#37;#37;'],
    ['モデル v1.2 (x)', 'モデル v1.2 (x)'],
    ['𝒳<b>', '𝒳#60;b#62;'],
    ['\u001b', '#92;u001b'],
  ])('writes %j as %s', (text, written) => {
    expect(forMermaid(text)).toBe(written);
  });

  it('has a title without signs', () => {
    expect(plain('a "b" #c;\n%%')).toBe('a _b_ _c__u000a__');
  });
});

describe('Structurizr', () => {
  it('is a C4 model', async () => {
    const text = await diagram(small, 'structurizr', { declared: true });
    for (const line of [
      'system = softwareSystem "model, platform" {',
      'group "Data and features" {',
      'n2 = container "amazon-s3: models" "data store; in platform" "amazon-s3" "data-store,present,store"',
      'n4 = container "pytorch: train.py" "training pipeline; in model; declared only: only listed, switched off or unused" "pytorch" "training-pipeline,declared"',
      'n4 -> n2 "reads from, writes to" "" "data,declared"',
    ])
      expect(text).toContain(` ${line}\n`);
  });

  it.each([
    ['a"b\\', `"a'b∖"`],
    ['${SECRET}', '"$(SECRET)"'],
    ['  ', '"n1"'],
  ])('writes %j as %s', (text, written) => {
    expect(quoted(text, 'n1')).toBe(written);
  });

  it('gives no two containers one name', async () => {
    const ids = [
      'model-registry/x',
      'ml-metadata-store/x',
      'model-registry/x/',
      'model-registry/x/"',
      "model-registry/x/'",
    ];
    const { nodes } = await PARSERS.structurizr(
      await diagram(assessmentOf(ids.map((id) => component(id))), 'structurizr'),
    );
    expect(new Set(nodes).size).toBe(5);
  });
});

describe('draw.io', () => {
  it('has the positions of the layout, and edges from what does something to what it is done to', async () => {
    const text = await diagram(small, 'drawio', { declared: true });
    const { edges } = await PARSERS.drawio(text);
    expect(edges.sort()).toEqual(['n1 -> n3', 'n1 -> n4', 'n4 -> n2']);
    expect(text).toContain('value="pytorch&#10;train.py&#10;training pipeline&#10;model&#10;◐ declared only"');
  });
});

describe('CALM', () => {
  it('keeps ids, and tells apart what runs on something and what is connected', async () => {
    const text = await diagram(small, 'calm', { declared: true });
    const document = JSON.parse(text) as { nodes: Record<string, unknown>[]; relationships: object[] };
    expect(document.nodes.find((node) => node['unique-id'] === STORE)).toEqual({
      'unique-id': STORE,
      'node-type': 'database',
      name: 'amazon-s3: models',
      description: 'data store',
      metadata: {
        'component-type': 'data-store',
        technology: 'amazon-s3',
        status: 'present',
        sources: ['platform'],
        evidence: ['platform:a.py:1'],
      },
    });
    expect(document.relationships).toHaveLength(4);
    expect(document.relationships[0]).toEqual({
      'unique-id': `${CI} runs-on infrastructure/eks`,
      description: 'github-actions runs on eks',
      'relationship-type': { 'deployed-in': { container: 'infrastructure/eks', nodes: [CI] } },
      metadata: { type: 'runs-on', status: 'present' },
    });
  });

  it('loses no character of a name', async () => {
    const name = '\u202e\u0000"\\\ud800モデル';
    const text = await diagram(assessmentOf([component(`model-registry/x/${name}`)]), 'calm');
    expect(text).toContain('\\u202e\\u0000\\"\\\\\\ud800モデル');
    expect((JSON.parse(text) as { nodes: { name: string }[] }).nodes[0]?.name).toBe(`x: ${name}`);
  });
});
