import { describe, expect, it } from 'vitest';
import { forXml, printable, shorten } from '../../src/diagram/escape.js';

describe('escaping', () => {
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
