/** What the plugins that meet SQL share: names of procedures, and texts that are worth reading. */

/** Statements by which a database trains, applies or checks models, or runs procedures. Cheap: strings of all kinds are asked. */
const STATEMENT =
  /^\s*(?:--[^\n]*\n\s*)*(?:\/\*|(?:CREATE|SELECT|WITH|INSERT|MERGE|EXPORT|CALL|EXECUTE|BEGIN|DECLARE|ASSERT|IF|ALTER)\b)/i;
const OF_INTEREST =
  /\bCREATE\s+(?:OR\s+\w+\s+)?(?:TEMP\w*\s+|SECURE\s+)?(?:MODEL|TASK|PROCEDURE|ALERT)\s|\bML\.[A-Z_]{4,40}\s*\(|\bSNOWFLAKE\.ML\b|^\s*(?:CALL\s+\S|ASSERT\b)|![A-Z_]{4,30}\s*\(/im;
const LONGEST = 100_000;
/** https://docs.snowflake.com/en/developer-guide/snowflake-ml/feature-store/feature-views */
const FEATURE_TABLE = /\b(?:FROM|JOIN)\s{1,20}(?:[^\s(),;$]{1,300}\.)?"?([A-Za-z_]\w{0,200})\$(?=[^\s$])/gi;
/** `'churn' AS model_name`: the statement itself is that model; a copy of its rows would take the name from them. */
const SAYS_WHICH_MODEL = /'[^'\n]{0,200}'\s{1,20}AS\s{1,20}"?MODEL_(?:NAME|VERSION|ID)\b/i;
const SAYS_WHAT_IT_GAVE =
  /\bAS\s{1,20}"?(?:MODEL_(?:OUTPUT|SCORE|RESULT)|(?:\w{1,60}_)?(?:PREDICTION|SCORE|FORECAST|PROBABILITY|PREDICTED)(?:_\w{1,60})?)\b/i;
/** What a forecast is compared with stands beside it in an evaluation. */
const SAYS_WHAT_WAS_TRUE = /\bAS\s{1,20}"?(?:\w{1,60}_)?(?:ACTUAL|RESIDUAL|RMSE|MAE|MAPE|ACCURACY)(?:_\w{1,60})?\b/i;
const KEEPS_ROWS = /^\s*(?:INSERT|MERGE|CREATE\s+(?:OR\s+REPLACE\s+)?(?:\w+\s+){0,3}(?:TABLE|VIEW))\b/i;

/** True for text that reads like SQL and speaks of models, tasks or procedures. */
export function isSqlOfInterest(text: string): boolean {
  if (text.length <= 8 || text.length >= LONGEST || !STATEMENT.test(text)) return false;
  return OF_INTEREST.test(text) || keepsWhatModelGave(text);
}

/** True for a statement that keeps rows and says of them which model gave what: a model that is written in SQL, at work. */
export function keepsWhatModelGave(code: string): boolean {
  return (
    /\bMODEL_/i.test(code) &&
    KEEPS_ROWS.test(code) &&
    SAYS_WHICH_MODEL.test(code) &&
    SAYS_WHAT_IT_GAVE.test(code) &&
    !SAYS_WHAT_WAS_TRUE.test(code)
  );
}

/** Tables of feature views that a statement reads: Snowflake names them `VIEW$VERSION`. */
export function featureViewsIn(text: string): { name: string; index: number }[] {
  return [...text.matchAll(FEATURE_TABLE)].flatMap(({ 1: name = '', index }) =>
    /^SYSTEM$/i.test(name) ? [] : [{ name, index }],
  );
}

/** Name under which a stored procedure is known: they are called with and without their schema. */
export function procedureTarget(name: string): string {
  const last = name.replace(/["`]/g, '').split('.').at(-1) ?? '';
  return `procedure ${last.toLowerCase()}`;
}
