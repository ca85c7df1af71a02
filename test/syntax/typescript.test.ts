import { describe, expect, it } from 'vitest';
import { parse, prepare } from '../../src/syntax/index.js';
import type { TypescriptDocument } from '../../src/syntax/types.js';

await prepare(['typescript']);
const read = (text: string): TypescriptDocument => parse('typescript', text, 'lib/a.ts') as TypescriptDocument;

describe('TypeScript', () => {
  it.each([
    ["import * as s3 from 'aws-cdk-lib/aws-s3';\nnew s3.Bucket(this, 'B');", 'aws-cdk-lib/aws-s3.Bucket'],
    ["import { aws_s3 as s3 } from 'aws-cdk-lib';\nnew s3.Bucket(this, 'B');", 'aws-cdk-lib.aws_s3.Bucket'],
    ["import { Bucket as B } from '@aws-cdk/aws-s3';\nnew B(this, 'B');", '@aws-cdk/aws-s3.Bucket'],
    ["import cdk = require('@aws-cdk/core');\nnew cdk.App();", '@aws-cdk/core.App'],
    ["const { App } = require('aws-cdk-lib');\nnew App();", 'aws-cdk-lib.App'],
    ["import Stack from '../lib/stack';\nnew Stack(app, 'S');", '../lib/stack.Stack'],
    ['this.bucket.grantRead(fn);', 'self.bucket.grantRead'],
    ['make(1).next(2);', 'make().next'],
    ['handlers[0](1);', '?.'],
  ])('resolves %j', (text, callee) => {
    expect(read(text).calls.map((call) => call.callee)).toContain(callee);
  });

  it('reads values', () => {
    const { assignments } = read(
      "const a = process.env.NAME ?? 'fraud';\nconst b = `${a}-x`;\nconst c = ['s', 1, true, null] as const;\n" +
        "const d = { 'k': a, e, ...rest };\nconst f = 'x' + a;\nconst g = ok ? 'yes' : 'no';\nconst h = process.env.NAME!;\n",
    );
    expect(assignments.map(({ target, value }) => [target, value.kind])).toEqual([
      ['a', 'string'],
      ['b', 'template'],
      ['c', 'list'],
      ['d', 'dict'],
      ['f', 'template'],
      ['g', 'string'],
      ['h', 'name'],
    ]);
    expect(assignments[1]?.value).toMatchObject({ value: '{a}-x' });
    expect(assignments[6]?.value).toMatchObject({ name: 'os.environ.NAME' });
  });

  it('reads classes with their members', () => {
    const { definitions, assignments, calls } = read(
      'class A extends Base {\n  x = make();\n  constructor(readonly p: P) { super(); this.y = other(p); }\n' +
        '  private run(): void { if (false) { gone(); } }\n}\nconst f = () => inner();\n',
    );
    expect(definitions.map(({ scope, parent, bases }) => [scope, parent, ...bases])).toEqual([
      ['class:A', '', 'Base'],
      ['def:A.constructor', 'class:A'],
      ['def:A.run', 'class:A'],
      ['def:f', ''],
    ]);
    expect(assignments.map(({ target, scope }) => [target, scope])).toEqual([
      ['self.x', 'class:A'],
      ['self.y', 'class:A'],
    ]);
    expect(calls.map(({ callee, scope }) => [callee, scope])).toEqual([
      ['make', 'class:A'],
      ['?.', 'def:A.constructor'],
      ['other', 'def:A.constructor'],
      ['gone', 'def:A.run'],
      ['inner', 'def:f'],
    ]);
  });

  it('says what was too much to read', () => {
    expect(read(`x = ${'['.repeat(500)}`).problems).toMatchObject([{ reason: 'too-deep' }]);
    expect(read(`let a = ${'x=>'.repeat(50_000)}1`).problems).toMatchObject([{ reason: 'too-deep' }]);
    expect(read(' '.repeat(1_000_001)).problems).toMatchObject([{ reason: 'too-large' }]);
  });

  it.each([
    '!'.repeat(50_000),
    'a+'.repeat(50_000),
    'a.b().'.repeat(5_000),
    'new '.repeat(20_000),
    'a?b:'.repeat(20_000),
    'if(a)else '.repeat(9_000),
    '\0\uD800',
    'class {',
    '`${',
  ])('does not fail on hostile text %#', (text) => {
    expect(() => read(text)).not.toThrow();
  });
});
