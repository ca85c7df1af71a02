import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  componentAnchor,
  criterionAnchor,
  elementAnchor,
  findingAnchor,
  flowAnchor,
  relationAnchor,
} from '../../src/diagram/anchors.js';

describe('anchors', () => {
  it.each([
    [elementAnchor('kumara-2022', 'k.s.model-registry'), 'element--kumara-2022--k.s.model-registry'],
    [criterionAnchor('google-mlops', 'G1.7'), 'criterion--google-mlops--G1.7'],
    [componentAnchor('model-registry/mlflow/fraud'), 'component--model-registry/mlflow/fraud'],
    [relationAnchor({ from: 'a', type: 'logs-to', to: 'b' }), 'relation--f7f9fb8ed3ff'],
    [findingAnchor('0a1b'), 'finding--0a1b'],
    [componentAnchor('"><script>'), 'component--~22~~3e~~3c~script~3e~'],
    [componentAnchor('--a--'), 'component--~2d~-a~2d~~2d~'],
  ])('%s', (anchor, expected) => expect(anchor).toBe(expected));

  it('tells relations of an own model apart that have no id', () => {
    const relation = { from: 'a', to: 'b', modality: 'required', verdict: 'absence', relations: [] } as const;
    const anchors = [
      flowAnchor('own', { ...relation, relations: [] }),
      flowAnchor('own', { ...relation, relations: [], flow: 'data' }),
      flowAnchor('own', { ...relation, relations: [], from: 'a--b', to: '' }),
      flowAnchor('own', { ...relation, relations: [], id: 'a' }),
    ];
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it('are unique for whatever ids hold, and safe where they are written', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-_.a]{0,6}$/));
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        expect(elementAnchor(a, b) === elementAnchor(c, d)).toBe(a === c && b === d);
        expect(elementAnchor(a, b)).toMatch(/^[A-Za-z0-9._/~-]+$/);
      }),
    );
  });
});
