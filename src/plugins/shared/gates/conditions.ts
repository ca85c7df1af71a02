/**
 * Judges what a condition asks for: whether a model is good enough, or whether data is as it should be. Names are followed
 * to what was assigned to them before; a name that was set to a constant decides nothing.
 */
import type { PythonExit, PythonExpression } from '../../../syntax/types.js';
import type { PythonView } from '../python/view.js';
import { comparisonsOf, isOrdering, isRangeCheck, namesIn, type Comparison } from './comparisons.js';
import { askedOfEach, gatheredIn } from './gathered.js';
import { assignmentsBefore, isConstant, isLiteral, originsOf, subjectOf } from './origins.js';
import * as Words from './words.js';
import { hasWord, wordsOf } from './words.js';

export interface Judgement {
  /** A metric is compared. */
  metric: boolean;
  /** The comparison only says that a metric lies in the range that it can have. */
  rangeOnly: boolean;
  /** A name says how an evaluation ended (`is_better`, `passed`). */
  outcome: boolean;
  /** The subject is said to be a model or its evaluation. */
  model: boolean;
  /** Data is checked. */
  data: boolean;
}

export interface Condition {
  text: string;
  scope: string;
  /** Where the condition stands. */
  offset: number;
}

const NOTHING: Judgement = { metric: false, rangeOnly: false, outcome: false, model: false, data: false };
/** How far names and functions are followed. */
const DEEPEST = 3;
/** Comparisons that are looked at in one file; a file of honest code stays far below. */
const MOST_COMPARISONS = 20_000;
const ALWAYS = /\bor\s+(?:True|1)\b|^(?:True|1)\s+or\b/;

/** Flags that a person sets: command line, configuration, environment. */
const CONFIGURED =
  /(?:^|[\s.(])(?:args|arg|opts|options|flags|FLAGS|cfg|conf|config|configuration|settings|params|parameters|environ|getenv|input|parser|context|request|dbutils)\b/;
/** Outcome words that are also commands: `if args.deploy` asks nobody but the user. */
const COMMANDS: ReadonlySet<string> = new Set(
  'deploy promote promotion approve accept pass eligible valid best meets met register'.split(' '),
);
const INTENT =
  /(?:^|[._])(?:should|can|may|ok|is|good|do|must|needs?|will|was|has)_|_(?:flag|decision|ok|allowed|status|result)$|status$/i;
/** Sizes and labels of things, which say nothing of their quality. */
const SIZES =
  /\blen\((?:[^()]|\([^()]*\)){0,150}\)|(?<![\w.])[A-Za-z_]\w{0,100}\.(?:shape|ndim)\b|\.(?:size|keys|items|count|index|name|names|dtype|status_code|version)\b/g;

const budgets = new WeakMap<PythonView, { left: number }>();

function spend(view: PythonView): boolean {
  let budget = budgets.get(view);
  if (!budget) budgets.set(view, (budget = { left: MOST_COMPARISONS }));
  return budget.left-- > 0;
}

/** What a condition asks for. */
export function judge(condition: Condition, view: PythonView, depth = 0): Judgement {
  if (depth > DEEPEST || ALWAYS.test(condition.text)) return NOTHING;
  let all = NOTHING;
  for (const comparison of comparisonsOf(condition.text)) {
    if (!spend(view)) break;
    all = merge(all, judgeComparison(comparison, condition, view, depth));
  }
  return all;
}

function merge(a: Judgement, b: Judgement): Judgement {
  return {
    metric: a.metric || b.metric,
    // One comparison of a metric that is more than a check of its range is enough.
    rangeOnly: (!a.metric || a.rangeOnly) && (!b.metric || b.rangeOnly),
    outcome: a.outcome || b.outcome,
    model: a.model || b.model,
    data: a.data || b.data,
  };
}

function judgeComparison(comparison: Comparison, condition: Condition, view: PythonView, depth: number): Judgement {
  const { scope, offset } = condition;
  const live = namesIn(comparison.text).filter((name) => !isConstant(name, scope, offset, view));
  if (live.length === 0) return NOTHING;
  const counted = new Set(namesIn(comparison.text.replace(SIZES, ' ')));
  const named = live.filter((name) => counted.has(name));
  const originsIn = (names: readonly string[]): PythonExpression[] =>
    names.flatMap((name) => originsOf(name, scope, offset, view));
  const origins = originsIn(live);
  const subjects = origins.map((origin) => subjectOf(origin));
  const below = [
    ...origins.map((origin) => judgeValue(origin, condition, view, depth)),
    ...live.map((name) => judgeBranches(name, condition, view, depth)),
    ...live.map((name) => judgeFunction(name, scope, view, depth)),
    ...live.map((name) => judgeGathered(name, condition, view, depth)),
  ].reduce(merge, NOTHING);

  // How many failures were gathered is a verdict, not a metric.
  const ordering = isOrdering(comparison) && !/^len\(/.test(comparison.left);
  const direct = wordsOf(comparison.text);
  const words = [...direct, ...subjects.flatMap(wordsOf)];
  const elsewhere = [...words, ...wordsOf(lastPart(scope)), ...wordsOf(lastPart(view.context.file.logicalPath))];
  const metric =
    ordering &&
    !hasWord(elsewhere, Words.PLACE_WORDS) &&
    comparesMetric(
      comparison,
      direct,
      originsIn(named).map((one) => subjectOf(one)),
    );
  return {
    metric: metric || (!ordering && below.metric),
    rangeOnly: metric ? isRangeCheck(comparison) : below.rangeOnly,
    outcome: !ordering && (saysOutcome(comparison, named, subjects) || below.outcome),
    model: hasWord(words, Words.MODEL_WORDS) || below.model,
    data: checksData(comparison, live, subjects, scope, view) || below.data,
  };
}

/** The name of a file or of a definition: of what the code around is about. */
const lastPart = (path: string): string => path.slice(path.search(/[^/:]*$/)).replaceAll('-', '_');

/** The comparison is about a metric, or about one model against another. */
function comparesMetric(comparison: Comparison, direct: readonly string[], subjects: readonly string[]): boolean {
  if (hasWord(direct, Words.LOOP_WORDS)) return false;
  const rest = comparison.text.replace(SIZES, ' ');
  if (namesIn(rest).length === 0) return false;
  if (hasWord(wordsOf([rest, ...subjects].join(' ').replace(SIZES, ' ')), Words.METRIC_WORDS)) return true;
  return hasWord(direct, Words.RIVAL_WORDS) && !direct.includes('version');
}

/** A name (not an ordinary string) says how an evaluation ended. */
function saysOutcome(comparison: Comparison, live: readonly string[], subjects: readonly string[]): boolean {
  if (/\bin\b/.test(comparison.text)) return false;
  const isOutcome = (word: string): boolean => Words.OUTCOME_WORDS.has(word);
  const literal = /^(["'])(.*)\1$/.exec(comparison.right)?.[2];
  if (literal !== undefined && wordsOf(literal).some((word) => isOutcome(word) && !COMMANDS.has(word))) return true;
  return live.some((name) => {
    const said = wordsOf(name.split('.').slice(-2).join('.')).filter(isOutcome);
    if (said.some((word) => !COMMANDS.has(word))) return true;
    // `deploy` alone may be a switch; `should_deploy` and `deploy_flag` are outcomes unless a person sets them.
    return said.length > 0 && INTENT.test(name) && ![name, ...subjects].some((text) => CONFIGURED.test(text));
  });
}

/** What data should look like; `min_expected_profit` expects something of a business. */
const EXPECTED =
  /(?<!\w)expected(?:_(?:col(?:umn)?s?|fields?|features?|schema|rows?|keys?|names?|d?types?|values?|shape|count|set|data))?\b/i;

/** `df["age"].between(18, 92)`: only columns have such methods, whether the file imports what holds them or not. */
const OF_COLUMN =
  /\w\[(?:"[^"\]]{1,100}"|'[^'\]]{1,100}')\](?:\.(?:between|isin|is_unique|isna|isnull|notna|notnull|duplicated|nunique)\b|[^[\]]{1,40}\)\.(?:all|any)\(\))/;

function checksData(
  comparison: Comparison,
  live: readonly string[],
  subjects: readonly string[],
  scope: string,
  view: PythonView,
): boolean {
  if (/\bis (?:not )?None\b/.test(comparison.text) || live.every((name) => CONFIGURED.test(name))) return false;
  const direct = wordsOf(comparison.text);
  const words = [...direct, ...subjects.flatMap(wordsOf)];
  if (hasWord(words, Words.DATA_CHECK_WORDS)) return true;
  if (hasWord([...words, ...wordsOf(lastPart(scope))], Words.ANSWER_WORDS)) return false;
  const imports = [...view.imports];
  const validates = imports.some((name) => Words.DATA_VALIDATION_PACKAGES.has(name));
  if (validates && hasWord(words, Words.RESULT_WORDS) && hasWord(words, Words.RESULT_SUBJECT_WORDS)) return true;
  if (!validates && !imports.some((name) => Words.DATA_PACKAGES.has(name)) && !OF_COLUMN.test(comparison.text))
    return false;
  const finds =
    hasWord(words, Words.DATA_FINDING_WORDS) ||
    [comparison.text, ...subjects].some((text) => EXPECTED.test(text)) ||
    hasWord(direct, Words.CHECK_WORDS) ||
    hasWord(wordsOf(scope.slice(scope.lastIndexOf('.') + 1)), Words.CHECKING_SCOPE_WORDS);
  return finds && hasWord(words, Words.DATA_WORDS);
}

/** `better = new > old`: the value of a name is itself a condition. */
function judgeValue(value: PythonExpression, { scope }: Condition, view: PythonView, depth: number): Judgement {
  if (value.kind === 'unknown') return judge({ text: value.text, scope, offset: value.offset }, view, depth + 1);
  if (value.kind !== 'call') return judgeParts(value, { text: '', scope, offset: value.offset }, view, depth);
  return [
    judgeFunction(value.call.callee, scope, view, depth),
    ...askedOfEach(value.call.callee, value.call.arguments).map((one) =>
      judgeAsked(one, { text: '', scope, offset: value.offset }, view, depth + 1),
    ),
  ].reduce(merge, NOTHING);
}

/** `all(checks.values())`, `all(ok for ok, _ in results)`: what the collection holds. */
function judgeAsked(value: PythonExpression, at: Condition, view: PythonView, depth: number): Judgement {
  const text = value.kind === 'call' ? value.call.callee : value.kind === 'name' ? value.name : undefined;
  if (text !== undefined) return judge({ ...at, text }, view, depth);
  return judgeValue(value, at, view, depth);
}

/** Verdicts that stand in a list or a dictionary: `{"rmse": rmse < limit}`, `(ok, "message")`. */
function judgeParts(value: PythonExpression, at: Condition, view: PythonView, depth: number): Judgement {
  const parts =
    value.kind === 'list' ? value.items : value.kind === 'dict' ? value.entries.map((entry) => entry.value) : [];
  if (depth >= DEEPEST) return NOTHING;
  return parts
    .slice(0, MOST_PARTS)
    .map((part) => {
      if (part.kind === 'unknown') return judgeValue(part, at, view, depth);
      // A name stands for a verdict where a comparison was assigned to it, and for a number where it was not.
      const held = part.kind === 'name' ? originsOf(part.name, at.scope, at.offset, view) : [];
      return held.map((one) => judgeValue(one, at, view, depth)).reduce(merge, NOTHING);
    })
    .reduce(merge, NOTHING);
}

const MOST_PARTS = 20;

/** Results that were gathered one by one: the elements, and the branches in which they were added. */
function judgeGathered(name: string, { scope, offset }: Condition, view: PythonView, depth: number): Judgement {
  if (depth >= DEEPEST) return NOTHING;
  return gatheredIn(name, scope, offset, view)
    .map((one) => {
      const at = { text: '', scope, offset: one.offset };
      const verdict =
        one.value.kind === 'unknown' ? judgeValue(one.value, at, view, depth) : judgeParts(one.value, at, view, depth);
      const asked = one.branches.slice(-2).flatMap((index) => {
        const branch = view.branch(index);
        const around = branch && offset >= branch.offset && offset < branch.end;
        return branch && !around && asks(branch.kind) ? [branch] : [];
      });
      return asked
        .map((branch) => judge({ text: branch.condition, scope, offset: branch.offset }, view, depth + 1))
        .reduce(merge, verdict);
    })
    .reduce(merge, NOTHING);
}

/** `passed = False` under `if accuracy < minimum`: the name says what that branch asked. */
function judgeBranches(name: string, { scope, offset }: Condition, view: PythonView, depth: number): Judgement {
  let all = NOTHING;
  for (const assignment of assignmentsBefore(name, scope, offset, view, 5)) {
    if (assignment.scope !== scope || !isLiteral(assignment.value)) continue;
    for (const index of assignment.branches.slice(-2)) {
      const branch = view.branch(index);
      const around = branch && offset >= branch.offset && offset < branch.end;
      if (branch && !around && asks(branch.kind)) {
        all = merge(all, judge({ text: branch.condition, scope, offset: branch.offset }, view, depth + 1));
      }
    }
  }
  return all;
}

const asks = (kind: string): boolean => kind === 'if' || kind === 'elif' || kind === 'else';

function judgeFunction(name: string, scope: string, view: PythonView, depth: number): Judgement {
  const local = view.local(name, scope)?.definition;
  return local?.kind === 'function' && depth < DEEPEST ? judgeScope(local.scope, view, depth + 1) : NOTHING;
}

/** What the result of a function depends on: its returned comparisons, and the branches in which it returns. */
export function judgeScope(scope: string, view: PythonView, depth = 0): Judgement {
  let all = NOTHING;
  for (const exit of exitsIn(scope, view).slice(0, 20)) {
    if (exit.kind !== 'return') continue;
    const text = exit.value && subjectOf(exit.value);
    if (text) all = merge(all, judge({ text, scope, offset: exit.offset }, view, depth + 1));
    for (const index of exit.branches.slice(-3)) {
      const branch = view.branch(index);
      if (branch && asks(branch.kind)) {
        all = merge(all, judge({ text: branch.condition, scope, offset: branch.offset }, view, depth + 1));
      }
    }
  }
  return all;
}

const exitIndex = new WeakMap<PythonView, Map<string, PythonExit[]>>();

/** Exits that stand in a scope, in order. */
export function exitsIn(scope: string, view: PythonView): readonly PythonExit[] {
  let index = exitIndex.get(view);
  if (!index) {
    exitIndex.set(view, (index = new Map()));
    for (const exit of view.document.exits) {
      const list = index.get(exit.scope);
      if (list) list.push(exit);
      else index.set(exit.scope, [exit]);
    }
  }
  return index.get(scope) ?? [];
}
