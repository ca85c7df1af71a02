/**
 * Runs in the page: what of its layout a reader would object to. Every line of text that is shown has to stand inside the
 * window (or inside something that scrolls), inside the box that is drawn around it, and on no other text.
 *
 * @returns sentences; none for a page whose layout is sound
 */
export function measurePage(): string[] {
  const problems: string[] = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width)
    problems.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const frameOf = (element: Element): Element | undefined => {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if ([overflowX, overflowY].some((o) => o === 'auto' || o === 'scroll')) return at;
    }
    return undefined;
  };
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
  const lines: { rect: DOMRect; element: Element; picture: Element | null; framed: boolean }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      !element ||
      (node.textContent ?? '').trim() === '' ||
      ['SCRIPT', 'STYLE', 'TITLE', 'OPTION'].includes(element.tagName)
    )
      continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (
      element.closest('.hidden, .skip, .marks i, .principles td + td i, .js .tab > h3') ||
      element.closest('.bar') ||
      element.closest('.panel')
    )
      continue;
    const picture = element.closest('svg');
    const range = document.createRange();
    range.selectNodeContents(node);
    const frame = frameOf(element)?.getBoundingClientRect();
    for (const rect of range.getClientRects()) {
      // What is scrolled out of its frame is not shown.
      const away = frame && (rect.top >= frame.bottom || rect.bottom <= frame.top || rect.left >= frame.right);
      if (rect.width > 0.5 && rect.height > 0.5 && !away)
        lines.push({ rect, element, picture, framed: frame !== undefined });
    }
  }
  for (const { rect, element, picture, framed } of lines) {
    if (!framed && (rect.left < -1 || rect.right > width + 1)) problems.push(`outside of the window: ${name(element)}`);
    // A box that is drawn, or that cuts what does not fit.
    const box = picture ? null : element.closest('.tile, .card, .panel, .tag, .command, td, th, li');
    const inside = box?.getBoundingClientRect();
    if (inside && (rect.right > inside.right + 1.5 || rect.left < inside.left - 1.5))
      problems.push(`outside of its box: ${name(element)}`);
  }
  // Lines overlap where their middles do: boxes of lines touch each other.
  const middle = ({ rect }: { rect: DOMRect }) => ({
    top: rect.top + rect.height * 0.3,
    bottom: rect.bottom - rect.height * 0.3,
    left: rect.left + 1,
    right: rect.right - 1,
  });
  const sorted = lines.map((line) => ({ line, at: middle(line) })).sort((a, b) => a.at.top - b.at.top);
  sorted.forEach(({ line, at }, index) => {
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next];
      if (!other || other.at.top >= at.bottom) break;
      // The picture of the graph is laid out by others, and tested there.
      if (line.picture && other.line.picture) continue;
      if (other.at.left < at.right && at.left < other.at.right)
        problems.push(`over one another: ${name(line.element)} and ${name(other.line.element)}`);
    }
  });
  return [...new Set(problems)].slice(0, 10);
}
