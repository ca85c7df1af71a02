/**
 * Waivers beside a definition, in formats that have comments:
 * `# refarch: waive RULE until 2027-01-31 owner TEAM -- reason`.
 */
import { isDay } from '../workspace/index.js';
import type { Waiver } from '../workspace/index.js';

/** A waiver that holds for the components that its file shows; or what is wrong with one. */
export type InFileWaiver = { source: string; file: string; line: number } & (
  Pick<Waiver, 'rule' | 'reason' | 'owner' | 'expires'> | { fault: string }
);

const MARK = 'refarch:';
/** A comment sign, before which nothing or a space stands. */
const COMMENT = /(?:^|\s)(?:#|\/\/|--)\s{0,20}$/;
/** Formats without comments, and prose. */
const WITHOUT = /\.(?:json|ipynb|md|rst|txt|csv)$/i;
const MOST = 200;
const LONGEST = 1000;
const SHORTEST_REASON = 10;
const FORM = 'refarch: waive RULE until YYYY-MM-DD owner WHO -- reason';

/** @returns those of a text in the order of its lines; time is linear in the text */
export function inFileWaivers(text: string, source: string, file: string): InFileWaiver[] {
  if (!text.includes(MARK) || WITHOUT.test(file)) return [];
  const waivers: InFileWaiver[] = [];
  let line = 1;
  let counted = 0;
  for (let at = text.indexOf(MARK); at >= 0 && waivers.length < MOST; at = text.indexOf(MARK, at + MARK.length)) {
    // Only so much is looked at on either side that a line of a million marks costs no more than as many lines.
    const rest = (text.slice(at + MARK.length, at + LONGEST).split('\n', 1)[0] ?? '').trim();
    const before =
      text
        .slice(Math.max(0, at - 30), at)
        .split('\n')
        .at(-1) ?? '';
    if (!/^waive\b/.test(rest) || !COMMENT.test(before)) continue;
    for (let next = text.indexOf('\n', counted); next >= 0 && next < at; next = text.indexOf('\n', counted)) {
      line++;
      counted = next + 1;
    }
    waivers.push({ source, file, line, ...parse(rest) });
  }
  return waivers;
}

function parse(rest: string): Pick<Waiver, 'rule' | 'reason' | 'owner' | 'expires'> | { fault: string } {
  const split = rest.indexOf(' -- ');
  const words = (split < 0 ? rest : rest.slice(0, split)).trim().split(/\s+/);
  const reason = split < 0 ? '' : rest.slice(split + 4).trim();
  const [, rule = '', until, expires = '', by, ...who] = words;
  if (until !== 'until' || by !== 'owner' || who.length === 0) return { fault: `it is not of the form "${FORM}"` };
  if (!isDay(expires)) return { fault: `there is no day ${expires}` };
  if (reason.length < SHORTEST_REASON) return { fault: `its reason has less than ${SHORTEST_REASON} characters` };
  return { rule, expires, owner: who.join(' '), reason };
}
