import { describe, expect, it } from 'vitest';
import {
  at,
  entries,
  entry,
  get,
  isMap,
  isScalar,
  isSequence,
  items,
  list,
  plain,
  scalar,
  string,
  strings,
  text,
  walk,
} from '../../../src/syntax/data/tree.js';
import { parseYaml } from '../../../src/syntax/data/yaml.js';

const [root] = parseYaml(`
name: train
version: 3.10
empty:
off: false
needs: build
branches: [main, 3, null]
spec:
  app.kubernetes.io/name: web
  steps:
    - image: python
    - image: node
name: again
`).roots;

describe('navigation', () => {
  it.each([
    ['by keys', get(root, 'spec', 'app.kubernetes.io/name'), 'web'],
    ['by index', get(root, 'spec', 'steps', 1, 'image'), 'node'],
    ['by index from the end', get(root, 'branches', -2), '3'],
    ['the last of a repeated key', get(root, 'name'), 'again'],
    ['nothing below a scalar', get(root, 'needs', 'x'), undefined],
    ['nothing below nothing', get(undefined, 'x'), undefined],
    ['no index on a map', get(root, 0), undefined],
    ['dotted', at(root, 'spec.steps.0.image'), 'python'],
    ['dotted into nothing', at(root, 'spec.none.0'), undefined],
    ['dotted, of nothing', at(undefined, 'a'), undefined],
    ['null is no text', get(root, 'empty'), undefined],
  ])('%s', (_, node, expected) => {
    expect(text(node)).toBe(expected);
  });

  it('reads scalars as text and as values', () => {
    expect(string(root, 'version')).toBe('3.10');
    expect(scalar(root, 'version')).toBe(3.1);
    expect(scalar(root, 'off')).toBe(false);
    expect(scalar(root, 'empty')).toBeNull();
    expect(scalar(root, 'spec')).toBeUndefined();
    expect(string(root, 'spec')).toBeUndefined();
  });

  it('takes one value or many', () => {
    expect(strings(root, 'needs')).toEqual(['build']);
    expect(strings(root, 'branches')).toEqual(['main', '3']);
    expect(strings(root, 'empty')).toEqual([]);
    expect(list(undefined)).toEqual([]);
    expect(list(get(root, 'spec'))).toEqual([get(root, 'spec')]);
  });

  it('gives nothing for the wrong kind', () => {
    expect(entries(get(root, 'branches'))).toEqual([]);
    expect(items(root)).toEqual([]);
    expect([isMap(root), isSequence(root), isScalar(root), isMap(undefined)]).toEqual([true, false, false, false]);
    expect(entry(root, 'off')?.key).toBe('off');
    expect(entry(root, 'none')).toBeUndefined();
  });
});

describe('walk', () => {
  it('visits in document order with its place', () => {
    const visits: string[] = [];
    walk(get(root, 'spec'), (node, place) => {
      visits.push(`${place.depth}:${place.entry?.key ?? ''}:${node.kind === 'scalar' ? node.value : node.kind}`);
    });
    expect(visits).toEqual([
      '0::map',
      '1:app.kubernetes.io/name:web',
      '1:steps:sequence',
      '2::map',
      '3:image:python',
      '2::map',
      '3:image:node',
    ]);
  });

  it('leaves out what is below a node for which the visitor returns false', () => {
    const kinds: string[] = [];
    walk(root, (node) => {
      kinds.push(node.kind);
      return node.kind !== 'map' || node === root;
    });
    expect(kinds.filter((kind) => kind === 'map')).toHaveLength(2);
  });

  it('says when its budget ran out', () => {
    let visits = 0;
    expect(walk(root, () => visits++, 3)).toBe(false);
    expect(visits).toBe(3);
    expect(walk(undefined, () => undefined)).toBe(true);
  });
});

describe('plain', () => {
  it('makes a value, of which the budget bounds the size', () => {
    expect(plain(get(root, 'spec', 'steps'))).toEqual([{ image: 'python' }, { image: 'node' }]);
    expect(plain(get(root, 'spec', 'steps'), 3)).toEqual([{ image: 'python' }, null]);
    expect(plain(undefined)).toBeUndefined();
  });

  it('keeps __proto__ a key of the scanned file', () => {
    const value = plain(parseYaml('__proto__: {polluted: yes}\nconstructor: 1').roots[0]);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
