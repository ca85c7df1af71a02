/** Pull requests of strangers are audited: nothing of a tree may stop the audit, run, lead out of the tree, or reach the terminal raw. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { OUTSIDE, writeHostileTree } from './hostile-tree.js';
import { refarch, type Result } from './refarch.js';

/** All but the line break; beside control characters those that turn the direction of text or are invisible. */
// eslint-disable-next-line no-control-regex
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const FORMATS = ['terminal', 'markdown', 'json', 'svg', 'dot'];
const LIMIT_MS = 10_000;

/** Files that are given up, each with a place and a reason. */
const TOO_MUCH = [
  'deep/Dockerfile',
  'deep/Makefile',
  'deep/attributes.py',
  'deep/blocks.py',
  'deep/blocks.tf',
  'deep/bomb.yaml',
  'deep/calls.py',
  'deep/calls.tf',
  'deep/flow.yaml',
  'deep/lists.tf',
  'deep/maps.yaml',
  'deep/nots.py',
  'deep/objects.json',
  'deep/open.yaml',
  'deep/parentheses.py',
  'deep/pyproject.toml',
  'deep/run.sh',
  'deep/sequences.yaml',
  'deep/sums.py',
  'deep/values.json',
  'large/long.py',
];

interface Timed extends Result {
  ms: number;
}

describe('a hostile tree', () => {
  it(
    'is audited and drawn like any other',
    () => {
      const [root, outside] = [temporaryTree(), temporaryTree()];
      const mark = join(outside, 'executed');
      writeHostileTree(root, outside, mark);
      const run = (format: string): Timed => {
        const start = performance.now();
        const command = format === 'svg' || format === 'dot' ? 'diagram' : 'audit';
        const result = refarch([command, '--format', format, ...(command === 'audit' ? ['--fail-on', 'never'] : [])], {
          cwd: root,
          timeout: 3 * LIMIT_MS,
        });
        return { ...result, ms: performance.now() - start };
      };
      const results = new Map(FORMATS.map((format) => [format, run(format)]));
      for (const [format, { code, stdout, stderr, ms }] of results) {
        expect({ format, code, raw: RAW.exec(format === 'json' ? '' : stdout + stderr)?.[0] }).toEqual({
          format,
          code: 3,
          raw: undefined,
        });
        expect(stderr).toMatch(/^refarch: the assessment is incomplete: [^\n]+\n$/);
        expect(stdout).not.toContain(OUTSIDE);
        expect(ms, format).toBeLessThan(LIMIT_MS);
      }
      expect(existsSync(mark)).toBe(false);

      const assessment = JSON.parse(results.get('json')?.stdout ?? '') as Assessment;
      const notices = assessment.notices.map(
        ({ file, reason, incomplete }) => `${file} ${reason}${incomplete ? ' incomplete' : ''}`,
      );
      expect(notices.sort()).toEqual([
        'fifo.py special-file',
        'fifo.yaml special-file',
        'large/sparse.yaml file-size incomplete',
        'loop symbolic-link',
        'one.yaml symbolic-link',
        'other.yaml symbolic-link',
        'outside symbolic-link',
        'outside.py symbolic-link',
        'zero.yaml symbolic-link',
      ]);
      const understood = (file: string): boolean => !assessment.notUnderstood.some((n) => n.file === file);
      expect(TOO_MUCH.filter(understood)).toEqual([]);
      // What stands beside it is found.
      const types = new Set(assessment.components.filter((c) => c.status === 'defined').map((c) => c.type));
      expect([...types].sort()).toEqual(
        expect.arrayContaining(['ci-cd', 'ml-metadata-store', 'model-registry', 'model-serving', 'training-pipeline']),
      );
      expect(results.get('terminal')?.stdout).toContain('! large/sparse.yaml: Too large to be read (1073741824 bytes');
    },
    10 * LIMIT_MS,
  );
});
