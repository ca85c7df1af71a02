/** Parameters that ask a program for a trial run: it says what it would do, and does or stops nothing. */

const NAMES_TRIAL = /^dry[-_ ]?run$/i;

/**
 * @param name of the parameter, without dashes
 * @param value as written; a switch has none
 */
export function isTrial(name: string, value: string | undefined): boolean {
  const [key = '', inline] = name.split('=', 2);
  const given = inline ?? value;
  if (NAMES_TRIAL.test(key)) return given === undefined || !/^(?:false|0|no|off|none)$/i.test(given);
  return given !== undefined && NAMES_TRIAL.test(given);
}
