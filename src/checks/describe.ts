import { conditionText } from '../conditions/describe.js';
import type { Check } from './types.js';

/** Where a rule speaks, in words that follow "Speaks where". */
export function subjectText({ subject }: Check): string {
  if (!('architecture' in subject)) return `there is ${conditionText(subject)}`;
  return subject.architecture === 'absence'
    ? 'an architecture of your own requires a relation between what is there, and no definition holds it'
    : 'a definition holds a relation that a reference architecture, or a layer rule of one, forbids';
}
