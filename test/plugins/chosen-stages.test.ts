import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/quality-gates/index.js';
import { extract, show } from './support.js';

const lines = (stage: string): string[] =>
  show(
    extract(
      plugin,
      'src/promote.py',
      `def promote(client, env, recall, minimum):\n    stage = ${stage}\n    client.transition_model_version_stage(name="churn", version=3, stage=stage)\n`,
    ),
  );

describe('a stage into which a version is put', () => {
  it('is a gate where a metric chooses it', () => {
    expect(lines('"Production" if recall >= minimum else "Staging"')).toEqual([
      'trait def:promote model-gate: recall >= minimum',
    ]);
  });

  it.each([
    '"Production" if env == "prod" else "Staging"',
    '"Staging" if recall >= minimum else "Staging"',
    '"Staging"',
  ])('is none otherwise: %s', (stage) => expect(lines(stage)).toEqual([]));
});
