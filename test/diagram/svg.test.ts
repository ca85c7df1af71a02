import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotId, forXml, printable, shorten } from '../../src/diagram/escape.js';
import { diagram } from '../../src/diagram/index.js';
import { svg } from '../../src/diagram/svg/index.js';
import { RELATION_TYPES } from '../../src/vocabulary/index.js';
import { assessmentOf, component, relation } from './assessments.js';

/** Names of elements, if the text is well-formed as far as this document goes; throws otherwise. */
function elements(xml: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  const token = /<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (let match = token.exec(xml); match; match = token.exec(xml)) {
    end = token.lastIndex;
    const [text, closing, name = '', attributes = '', empty] = match;
    if (/&(?!(?:amp|lt|gt|quot|#\d+);)/.test(match[5] ?? attributes)) throw new Error(`a bare ampersand in ${text}`);
    if (match[5] !== undefined) continue;
    if (closing && open.pop() !== name) throw new Error(`${text} closes nothing`);
    if (closing) continue;
    names.push(name);
    if (!empty) open.push(name);
  }
  if (end !== xml.length || open.length > 0) throw new Error(`not well-formed at ${xml.slice(end, end + 40)}`);
  return names;
}

const HOSTILE = [
  '"',
  '\\',
  '\\"',
  'a\\',
  '<b>',
  '</FONT>',
  '<BR/>',
  '&amp;',
  '&',
  ']]>',
  '<!--',
  '-->',
  '%22',
  '\u0000',
  '\u001b[2J',
  '\n',
  '\u202e',
  '\ud800',
  '\uffff',
  '\\N',
  '\\l',
  '𝒳',
  'モデル',
  "'",
  '{|}',
  '${x}',
  '',
];

describe('escaping', () => {
  it.each([
    ['plain/text-1', '"plain/text-1"'],
    ['a"b', '"a%22b"'],
    ['a\\', '"a%5c"'],
    ['100%', '"100%25"'],
    ['a\nb', '"a%u000ab"'],
    ['\ud800', '"%ud800"'],
  ])('makes %j the identifier %s', (text, id) => {
    expect(dotId(text)).toBe(id);
  });

  it('keeps identifiers apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (a, b) => (a === b) === (dotId(a) === dotId(b)),
      ),
    );
  });

  it.each([
    ['<a href="x">&\'', '&lt;a href=&quot;x&quot;&gt;&amp;&#39;'],
    ['\u001b[2J\u202e\ufffe', '\\u001b[2J\\u202e\\ufffe'],
    ['\udc00\ud835\udcb3', '\\udc00𝒳'],
  ])('makes %j the XML %s', (text, xml) => {
    expect(forXml(text)).toBe(xml);
  });

  it('cuts in the middle, after it has made the text printable', () => {
    expect(shorten('abcdefghij', 7)).toBe('ab…ghij');
    expect(shorten('\u001b'.repeat(9), 20)).toBe('\\u001b…b\\u001b\\u001b');
    expect(printable(shorten('\u001b'.repeat(9), 20))).toBe(shorten('\u001b'.repeat(9), 20));
  });
});

describe('svg', () => {
  it('is a card with a band for each lane and a box for each component', async () => {
    const assessment = assessmentOf(
      [component('ci-cd/github-actions'), component('model-serving/kserve', 'platform')],
      [relation('ci-cd/github-actions', 'deploys', 'model-serving/kserve')],
    );
    const text = await diagram(assessment, 'svg');
    expect(elements(text).filter((name) => name !== 'g' && name !== 'tspan')).toEqual([
      ...['svg', 'title', 'rect'],
      ...['rect', 'text', 'rect', 'text'], // bands
      ...['title', 'path', 'text', 'text', 'text', 'title', 'path', 'text', 'text', 'text'], // components
      ...['path', 'polygon', 'text'], // the relation
    ]);
    expect(text).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2" role="img" /,
    );
    expect(text).toContain('<title>Component graph of model, platform</title>');
    for (const words of [
      '>Source</tspan>',
      '>and CI/CD</tspan>',
      '>Serving</tspan>',
      '>github&#45;actions</text>',
      'deploys',
      '>model serving</text>',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/text-anchor="start"|font-family="Times|<!--|<script|href/);
  });

  it('is the same text every time', async () => {
    const assessment = assessmentOf(
      [component('ci-cd/a'), component('monitoring/b'), component('model-serving/c')],
      [relation('ci-cd/a', 'deploys', 'model-serving/c')],
    );
    expect(await diagram(assessment, 'svg')).toBe(await diagram(assessment, 'svg'));
  });

  it('says when there is nothing', async () => {
    const text = await diagram(assessmentOf([]), 'svg');
    expect(elements(text)).toEqual(['svg', 'title', 'rect', 'g', 'g', 'g', 'text']);
    expect(text).toContain('No component was found.');
  });

  it('draws every component whatever it is called', async () => {
    const graphviz = await Graphviz.load();
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.constantFrom(...HOSTILE), { maxLength: 6 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), async (names) => {
        const components = names.map((text, n) => ({
          ...component(`ci-cd/t/${text}`, text),
          technology: text + String(n),
          name: text,
        }));
        const relations = components.map((c, n) =>
          relation(components[0]?.id ?? '', RELATION_TYPES[n % 15] ?? 'triggers', c.id),
        );
        const assessment = assessmentOf(components, relations);
        const drawing = graphviz.layout(await diagram(assessment, 'dot'), 'plain', 'dot');
        expect(drawing.match(/^node /gm)).toHaveLength(names.length);
        expect(drawing.match(/^edge .* solid /gm)).toHaveLength(names.length - 1);
        const text = await diagram(assessment, 'svg');
        expect(elements(text).filter((element) => element === 'title')).toHaveLength(1 + names.length);
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 150 },
    );
  });

  it('refuses what is no graph', async () => {
    await expect(svg('digraph {', 'x')).rejects.toThrow();
    await expect(svg('', 'x')).rejects.toThrow();
  });
});
