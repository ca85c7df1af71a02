/* Pictures of a long page: a mark, two digits that say how far back, one that says how many characters (`packed.ts`). */
(() => {
  'use strict';
  const digits = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
    (sign) => !'"\\<&`'.includes(sign),
  );
  const unpacked = (text) => {
    let result = '';
    for (let at = 0; at < text.length; at++) {
      if (text[at] !== '`' || text[at + 1] === '`') {
        if (text[at] === '`') at++;
        result += text[at];
        continue;
      }
      const [far, near, more] = [1, 2, 3].map((next) => digits.indexOf(text[at + next]));
      const from = result.length - far * digits.length - near;
      result += result.slice(from, from + more + 5);
      at += 3;
    }
    return result;
  };
  for (const holder of document.querySelectorAll('script[data-packed]')) {
    const part = document.createElement('template');
    part.innerHTML = unpacked(JSON.parse(holder.textContent));
    holder.replaceWith(part.content);
  }
})();
