import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/index.js';
import { criteriaOf, piecesOn, stalePins, type Piece, type Target } from '../../src/scaffold/index.js';
import { scaffoldKnowledge } from './support.js';

const { pieces, targets, pins, templates } = scaffoldKnowledge;
const schema = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as object;
const DAY = 86_400_000;

/** Templates that another one holds. */
const partials = [...templates.values()].flatMap((text) =>
  [...text.matchAll(/\{\{> ?([\w./-]+)(?: \w+=\w+)*\}\}/g)].map((found) => found[1] ?? ''),
);

describe('the targets', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ajv.addSchema(schema('scaffold-piece'), 'scaffold-piece.schema.json');
  const validate = ajv.compile(schema('scaffold-target'));

  it.each(targets.map((target): [string, Target] => [target.id, target]))(
    '%s follows the schema, has what its pieces need, and can be told',
    (_id, target) => {
      expect(validate(target), JSON.stringify(validate.errors)).toBe(true);
      const here = piecesOn(target, pieces);
      const ids = new Set(here.map(({ id }) => id));
      expect(Object.keys(target.pieces).filter((id) => !ids.has(id))).toEqual([]);
      expect(here.flatMap(({ needs, joins }) => [...needs, ...(joins ?? [])]).filter((id) => !ids.has(id))).toEqual([]);
      expect(here.filter(({ files }) => files.length === 0).map(({ id }) => id)).toEqual([]);
      for (const [key, { pattern, default: value }] of Object.entries(target.settings ?? {}))
        expect(value, key).toMatch(new RegExp(`^(?:${pattern})$`));
    },
  );

  it('are known by different names and technologies', () => {
    expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
    const technologies = targets.flatMap((target) => target.technologies);
    expect(new Set(technologies).size).toBe(technologies.length);
  });
});

describe('the pieces', () => {
  it.each(pieces.map((piece): [string, Piece] => [piece.id, piece]))('%s follows the schema', (_id, piece) => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema('scaffold-piece'));
    expect(validate(piece), JSON.stringify(validate.errors)).toBe(true);
  });

  it('write workflows in one of them only', () => {
    const everywhere = [...pieces, ...targets.flatMap((target) => piecesOn(target, pieces))];
    const writers = everywhere.filter(({ files }) => files.some(({ path }) => path.startsWith('.github/workflows/')));
    expect(new Set(writers.map(({ id }) => id))).toEqual(new Set(['ci']));
  });

  it('name pieces, templates, steps, checks and criteria that exist, and use every template', async () => {
    const { roadmap, checks, architectures, maturityModels } = await loadKnowledge();
    const known = {
      pieces: new Set(pieces.map(({ id }) => id)),
      steps: new Set(roadmap.map(({ id }) => id)),
      checks: new Set(checks.map(({ id }) => id)),
      elements: new Set(architectures.find(({ id }) => id === 'kreuzberger-2022')?.elements.map(({ id }) => id)),
      criteria: new Set(maturityModels.find(({ id }) => id === 'google-mlops')?.criteria.map(({ id }) => id)),
    };
    const everywhere = [...pieces, ...targets.flatMap((target) => piecesOn(target, pieces))];
    const unknown = everywhere.flatMap((piece) => [
      ...[
        ...piece.needs,
        ...(piece.joins ?? []),
        ...piece.files.flatMap((f) => [...(f.with ?? []), ...(f.withAny ?? []), ...(f.without ?? [])]),
      ].filter((id) => !known.pieces.has(id)),
      ...piece.steps.filter((id) => !known.steps.has(id)),
      ...piece.checks.filter((id) => !known.checks.has(id)),
      ...piece.elements.filter((id) => !known.elements.has(id)),
      ...criteriaOf(piece, known.pieces).filter((id) => !known.criteria.has(id)),
      ...piece.files.map(({ template }) => template).filter((name) => !templates.has(name)),
    ]);
    expect([...unknown, ...partials.filter((name) => !templates.has(name))]).toEqual([]);
    const used = new Set([...everywhere.flatMap(({ files }) => files.map(({ template }) => template)), ...partials]);
    expect([...templates.keys()].filter((name) => !used.has(name))).toEqual([]);
    expect(new Set(pieces.map(({ id }) => id)).size).toBe(pieces.length);
  });
});

describe('the pinned versions', () => {
  it('follow the schema, say where they come from, and count for at most 180 days', () => {
    const validate = new Ajv2020({ strict: true }).compile(schema('scaffold-pins'));
    expect(validate(pins), JSON.stringify(validate.errors)).toBe(true);
    for (const [id, { verified, expires }] of Object.entries(pins.pins)) {
      expect(Date.parse(expires) - Date.parse(verified), id).toBeLessThanOrEqual(180 * DAY);
      expect(verified <= pins.date, id).toBe(true);
    }
  });

  it('are exact: no floating tag, every action by its commit', () => {
    for (const [id, { pin }] of Object.entries(pins.pins)) {
      expect(pin, id).not.toMatch(/latest|[~^*<>]/);
      if (pin.startsWith('actions/')) expect(pin, id).toMatch(/@[0-9a-f]{40}$/);
    }
  });

  it('are used, each of them', () => {
    const texts = [...templates.values()].join('\n');
    expect(Object.keys(pins.pins).filter((id) => !new RegExp(`(?:pins|versions)\\.${id}\\}`).test(texts))).toEqual([]);
  });

  it('are stale after their last day', () => {
    const table = {
      date: '2026-01-01',
      pins: { a: { pin: 'a:1', version: '1', source: 'https://a', verified: '2026-01-01', expires: '2026-03-01' } },
    };
    expect(stalePins(table, '2026-03-01')).toEqual([]);
    expect(stalePins(table, '2026-03-02')).toEqual([{ id: 'a', pin: 'a:1', expired: '2026-03-01' }]);
  });
});
