/** What the plugins that meet SQL share: names of procedures, and texts that are worth reading. */

/** Statements by which a database trains, applies or checks models, or runs procedures. Cheap: strings of all kinds are asked. */
const STATEMENT =
  /^\s*(?:--[^\n]*\n\s*)*(?:\/\*|(?:CREATE|SELECT|WITH|INSERT|MERGE|EXPORT|CALL|EXECUTE|BEGIN|DECLARE|ASSERT|IF|ALTER)\b)/i;
const OF_INTEREST =
  /\bCREATE\s+(?:OR\s+\w+\s+)?(?:TEMP\w*\s+|SECURE\s+)?(?:MODEL|TASK|PROCEDURE|ALERT)\s|\bML\.[A-Z_]{4,40}\s*\(|\bSNOWFLAKE\.ML\b|^\s*(?:CALL\s+\S|ASSERT\b)|![A-Z_]{4,30}\s*\(/im;
const LONGEST = 100_000;

/** True for text that reads like SQL and speaks of models, tasks or procedures. */
export function isSqlOfInterest(text: string): boolean {
  return text.length > 8 && text.length < LONGEST && STATEMENT.test(text) && OF_INTEREST.test(text);
}

/** Name under which a stored procedure is known: they are called with and without their schema. */
export function procedureTarget(name: string): string {
  const last = name.replace(/["`]/g, '').split('.').at(-1) ?? '';
  return `procedure ${last.toLowerCase()}`;
}
