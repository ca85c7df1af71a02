/** What the report packs its script unpacks; and what is left out of HTML is put in again by a parser. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { forXml, printable } from '../../src/diagram/escape.js';
import { packed } from '../../src/report/html/packed.js';
import { shortened } from '../../src/report/html/shorten.js';

const SCRIPT = readFileSync(new URL('../../src/report/html/client/00-unpack.js', import.meta.url), 'utf8');

function unpacked(markup: string): string {
  const { window } = new JSDOM('<body>', { runScripts: 'outside-only' });
  const holder = window.document.createElement('script');
  holder.type = 'application/json';
  holder.dataset.packed = '';
  holder.textContent = JSON.stringify(packed(markup));
  window.document.body.append(holder);
  window.eval(SCRIPT);
  return window.document.body.innerHTML;
}

/** Few signs, so that there is much to point at; marks, digits of both ends, what JSON escapes, halves of pairs. */
const text = fc
  .array(fc.constantFrom('a', 'ab', 'node', '`', '!', '~', '"', '\\', '𝒳', '𝒴', 'é'), { maxLength: 400 })
  .map((parts) => parts.join(''));

describe('packed markup', () => {
  it('is what it was', () => {
    fc.assert(
      fc.property(text, (content) => {
        expect(unpacked(`<p>${forXml(content)}</p>`)).toBe(`<p>${content}</p>`);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('points back as far as it can, and no further', () => {
    const line = Array.from({ length: 9000 }, (_, n) => `${n} `).join('');
    const markup = `<p>beginning ${line} beginning</p>`;
    expect(unpacked(markup)).toBe(markup);
    expect(packed('<i>one two</i>'.repeat(200)).length).toBeLessThan(300);
  });

  it('holds nothing that ends a script once it is JSON with its signs escaped', () => {
    expect(JSON.stringify(packed('</script><script>'.repeat(9))).replaceAll('<', '\\u003c')).not.toContain('<');
  });
});

describe('shortened HTML', () => {
  const parsed = (html: string): string => new JSDOM(html).window.document.body.innerHTML.replace(/\s+</g, '<');

  it.each([
    '<ul><li><p>one</p></li><li class="a b" id="x">two</li></ul><p>three</p><div>four</div>',
    '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td><p class="says">b</p><p>c</p></td><td></td></tr></tbody></table>',
    '<p>one</p><code class="command">two</code><p>three</p> and <i class="full">four</i>',
    '<svg viewBox="0 0 8 8"><rect width="8" rx="1.5"/><path d="M0 0H8"/><a href="#a/b~c"><text x="1">t</text></a></svg>',
    '<a href="https://example.org/">slash</a><a title="a=b" data-x="" data-y="a>b">signs</a>',
    '<p>&lt;b&gt; &amp;amp; &quot;q&quot; &#x3D;&#39;&#x27;&#x60;</p>',
    '<style>a > b { content: "</p>" }</style><script type="application/json" id="x">"a=\\"b\\" &quot;"</script>',
  ])('is read as it was: %s', (html) => {
    expect(parsed(shortened(html))).toBe(parsed(html));
  });

  it('keeps whatever a value holds, escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const shown = printable(value).trim();
        const { document } = new JSDOM(
          shortened(`<body><p title="${forXml(shown)}" id="i">${forXml(shown)}</p><div>end</div>`),
        ).window;
        expect(document.querySelector('p')?.title).toBe(shown);
        expect(document.querySelector('p')?.textContent).toBe(shown);
        expect(document.querySelectorAll('body *')).toHaveLength(2);
      }),
      { numRuns: 200 },
    );
  });
});
