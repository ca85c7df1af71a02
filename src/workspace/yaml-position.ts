import { isMap, isNode, isScalar, LineCounter, parseDocument, type Node } from 'yaml';

/**
 * Line and column (from 1) of a place in a YAML text. Only for texts that a parser with a limit on nesting has accepted:
 * this one has none.
 *
 * @param path keys and indexes from the root
 * @param key a key of the mapping at `path`, to point at the key itself
 */
export function locate(
  text: string,
  path: readonly (string | number)[],
  key?: string,
): { line: number; column: number } | undefined {
  return locator(text)(path, key);
}

type Locate = (path: readonly (string | number)[], key?: string) => { line: number; column: number } | undefined;

/** The same for several places of one text. */
export function locator(text: string): Locate {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent' });
  return (path, key) => {
    const node: unknown = document.getIn(path, true);
    const offset = keyOffset(node, key) ?? (isNode(node) ? node.range?.[0] : undefined);
    if (offset === undefined) return undefined;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

function keyOffset(node: unknown, key: string | undefined): number | undefined {
  if (key === undefined || !isMap<Node>(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.key.range?.[0];
}
