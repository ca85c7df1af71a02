/** What the tests of the stack on AWS share: which parts of it are made, and what its resources need. */
import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { wishesOn } from './clouds.js';

export const given = { target: 'aws' };
export const SETS = wishesOn('aws').filter(([name]) => name !== 'repository alone');

/** What a resource cannot be without, and where that is written. */
export const REQUIRED = load(readFileSync(new URL('aws-arguments.yaml', import.meta.url), 'utf8')) as {
  source: string;
  resources: Record<string, string[]>;
};
