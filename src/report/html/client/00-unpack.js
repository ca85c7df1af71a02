/* Pictures of a long page: a mark, two digits that say how far back, one that says how many characters (`packed.ts`). */
(() => {
  'use strict';
  const digits = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
    (sign) => !'"\\<&`'.includes(sign),
  );
  const valueOf = new Map(digits.map((sign, value) => [sign, value]));
  const unpacked = (text) => {
    // No text becomes longer than this; a string that grows would be copied for every look back.
    const units = new Uint16Array(text.length * (digits.length + 5));
    let end = 0;
    for (let at = 0; at < text.length; at++) {
      if (text[at] !== '`' || text[at + 1] === '`') {
        if (text[at] === '`') at++;
        units[end++] = text.charCodeAt(at);
        continue;
      }
      const [far, near, more] = [1, 2, 3].map((next) => valueOf.get(text[at + next]));
      const from = end - far * digits.length - near;
      units.copyWithin(end, from, from + more + 5);
      end += more + 5;
      at += 3;
    }
    return new TextDecoder('utf-16le').decode(units.subarray(0, end));
  };
  for (const holder of document.querySelectorAll('script[data-packed]')) {
    const part = document.createElement('template');
    part.innerHTML = unpacked(JSON.parse(holder.textContent));
    holder.replaceWith(part.content);
  }
})();
