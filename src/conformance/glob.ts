/** @param glob text in which `*` stands for any run of characters; upper and lower case are the same */
export function matchesGlob(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.toLowerCase().split('*');
  const lower = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return lower === first;
  if (!lower.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = lower.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return lower.length - last.length >= at && lower.endsWith(last);
}
