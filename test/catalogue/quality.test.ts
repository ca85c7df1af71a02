/** Holds the technology files to what makes them useful: right, reviewable, safe. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueFrom } from '../../src/catalogue/matcher.js';
import { canonicalName } from '../../src/catalogue/names.js';
import { readTechnologies } from '../../src/catalogue/yaml.js';
import type { Signal, ValueSource } from '../../src/catalogue/types.js';
import type { ExtractContext } from '../../src/plugins/types.js';
import { occurrencesOf } from './examples.js';

const technologies = readTechnologies(resolve(import.meta.dirname, '../../rules/technologies'));
const catalogue = catalogueFrom(technologies);
const signals = technologies.flatMap((technology) => technology.signals.map((signal) => ({ technology, signal })));
const context: ExtractContext = {
  file: { source: 's', path: 'example.py', logicalPath: 'example.py', role: 'production' },
  catalogue,
  directory: '.',
  resolvePath: (path) => path,
  unit: '',
};

const label = (id: string, signal: Signal): string => `${id}: ${signal.kind} ${signal.pattern}`;

describe('technology files', () => {
  it('are these', () => {
    expect(technologies.map(({ id }) => id).join('\n')).toMatchSnapshot();
  });

  it('show a component or a trait each', () => {
    const idle = technologies.filter(({ signals: own }) => !own.some((signal) => signal.component ?? signal.trait));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  it('are two hundred and more, each documented', () => {
    expect(technologies.length).toBeGreaterThanOrEqual(200);
    expect(technologies.filter(({ documentation }) => !URL.canParse(documentation)).map(({ id }) => id)).toEqual([]);
  });

  it('have aliases that name no other technology', () => {
    const names = technologies.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('have names of their own', () => {
    expect(new Set(technologies.map(({ name }) => name)).size).toBe(technologies.length);
  });
});

describe('signals', () => {
  it('match their example, conditions included', () => {
    const missed = signals.filter(
      ({ technology, signal }) =>
        !occurrencesOf(signal.kind, signal.example, context).some((occurrence) =>
          catalogueFrom([{ ...technology, signals: [signal] }])
            .match(occurrence)
            .some((match) => match.signal === signal),
        ),
    );
    expect(missed.map(({ technology, signal }) => `${label(technology.id, signal)} ← ${signal.example}`)).toEqual([]);
  });

  it('pass the prefilter with their example', () => {
    const missed = signals.filter(({ signal }) => {
      const text = `${signal.example} ${(signal.requiresImport ?? []).join(' ')}`;
      return !catalogue.mentions(signal.kind, text);
    });
    expect(missed.map(({ technology, signal }) => label(technology.id, signal))).toEqual([]);
  });

  it('are written in canonical form', () => {
    const odd = signals.filter(({ signal }) => {
      const canonical = canonicalName(signal.kind, signal.pattern);
      return canonical !== signal.pattern && !(signal.kind === 'file');
    });
    expect(odd.map(({ technology, signal }) => label(technology.id, signal))).toEqual([]);
  });

  it('stand once in a technology', () => {
    const seen = new Map<string, number>();
    for (const { technology, signal } of signals) {
      const { example: _, ...rest } = signal;
      const key = `${technology.id} ${JSON.stringify(rest)}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect([...seen].filter(([, count]) => count > 1).map(([key]) => key)).toEqual([]);
  });

  it('say the same thing of one technology only', () => {
    const claims = new Map<string, Set<string>>();
    for (const { technology, signal } of signals) {
      const { kind, pattern, component, relation, when, requiresImport } = signal;
      if (!component) continue;
      const key = JSON.stringify([kind, pattern, component, relation, when, requiresImport]);
      claims.set(key, (claims.get(key) ?? new Set()).add(technology.id));
    }
    expect([...claims].filter(([, ids]) => ids.size > 1).map(([key, ids]) => `${key} ${[...ids].join(', ')}`)).toEqual(
      [],
    );
  });

  it('that match any receiver say what else must hold, or have a telling name', () => {
    const general = signals.filter(
      ({ signal }) =>
        /^\*\.?\w+$/.test(signal.pattern) && signal.kind === 'call' && !signal.requiresImport && !signal.when,
    );
    // A method that several libraries have needs an import; two words at least make a name of one SDK.
    expect(
      general.map(({ signal }) => signal.pattern).filter((pattern) => !/\*\.?[a-z]+_[a-z_]+/.test(pattern)),
    ).toEqual([]);
  });

  it('of mentions claim no trait and no link', () => {
    const wrong = signals.filter(
      ({ signal: { kind, trait, links, offers } }) =>
        (kind === 'import' || kind === 'dependency') && (trait ?? links ?? offers) !== undefined,
    );
    expect(wrong.map(({ technology, signal }) => label(technology.id, signal))).toEqual([]);
  });

  it('have expressions that are linear: no group that repeats what repeats', () => {
    const expressions = signals.flatMap(({ technology, signal }) =>
      [
        ...(signal.when ?? []),
        ...(signal.offers ?? []),
        ...(signal.links ?? []),
        ...(signal.name ? [signal.name] : []),
      ].flatMap((source: ValueSource & { matches?: string }) =>
        [source.matches, source.capture].flatMap((e) => (e ? [{ technology, e }] : [])),
      ),
    );
    expect(expressions.filter(({ e }) => isUnsafe(e)).map(({ technology, e }) => `${technology.id}: ${e}`)).toEqual([]);
    for (const { e } of expressions) expect(() => new RegExp(e, 'u')).not.toThrow();
  });
});

/** A quantified group that holds a quantifier or an alternative, or two unbounded wildcards next to each other. */
function isUnsafe(expression: string): boolean {
  const plain = expression.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return /\([^()]*(?:[*+]|\{\d+,\d*\})[^()]*\)(?:[*+]|\{\d+,\d*\})/.test(plain) || /[.x][*+][.x][*+]/.test(plain);
}

describe('the check of expressions', () => {
  it.each(['(a+)+', '(?:\\w*)*', '(x{2,})+', '.*.*'])('rejects %s', (expression) =>
    expect(isUnsafe(expression)).toBe(true),
  );
  it.each(['^s3://([^/]+)', '^(?:a|b)$', '^([\\w.-]+:\\d+)$'])('accepts %s', (expression) =>
    expect(isUnsafe(expression)).toBe(false),
  );
});
