/**
 * Tests whose subject is data, not code: what they assert was read from a file, a table or a registered dataset and not
 * computed by the project. They stop nothing by themselves; the CI step that runs them may.
 */
import type { Fact } from '../../facts/types.js';
import type { PythonDefinition, PythonExpression } from '../../syntax/types.js';
import { namesIn } from '../shared/gates/comparisons.js';
import { originsOf } from '../shared/gates/origins.js';
import { wordsOf } from '../shared/gates/words.js';
import { lastOf, type PythonView } from '../shared/python/view.js';

/** Calls that read data; methods of what they give carry their name. */
const READS =
  /(?:^|\.)(?:read_(?:csv|parquet|json|excel|sql\w*|table|feather|orc|delta|gbq)|scan_(?:csv|parquet)|to_pandas_dataframe|toPandas|load_dataset|get_by_name|read\.\w+)(?:\.|$)/;
/** What only looks at its arguments. */
const LOOKS = /^(?:numpy\.|(?:len|set|list|sum|any|all|min|max|sorted|abs|round|bool|int|float)$)/;
/** A file that the test itself wrote. */
const MADE = /\b(?:tmp_?path|tmp_?dir|tmpdir_factory|StringIO|BytesIO|NamedTemporaryFile|TemporaryDirectory)\b/;
const MAKES = /(?:^|\.)(?:TemporaryDirectory|NamedTemporaryFile|mkdtemp|mkstemp)$/;
/** Whether a file of tests may hold one that judges data; bounds what is parsed. */
export const mayTestData = (text: string): boolean =>
  /\bassert\b/.test(text) &&
  (/\b(?:read_(?:csv|parquet|json|excel|sql|table|feather|delta)|scan_csv|to_pandas_dataframe|toPandas|load_dataset)\b/.test(
    text,
  ) ||
    /\bdef test_\w{0,100}\([^)\n]{0,100}\b(?:data|dataset|dataframe|df)\b/.test(text));

const FIXTURE = /(?:^|\.)fixture$/;
/** Names of fixtures that hold data, in a file of tests whose name speaks of data. */
const DATA_FIXTURE = /^(?:\w+_)?(?:data|dataset|dataframe|df)$/;
const DEEPEST = 5;
const MOST_ASSERTIONS = 500;

/** @returns the mark of a file of tests in which data is judged, at the first assertion that does */
export function dataTestsOf(view: PythonView): Fact[] {
  if (view.context.file.role !== 'test') return [];
  for (const exit of view.document.exits.slice(0, MOST_ASSERTIONS)) {
    if (exit.kind !== 'assert' || view.isDead(exit.offset)) continue;
    const test = view.definitionOf(exit.scope);
    if (!test || !/^test/.test(lastOf(test.name)) || view.callsIn(test.scope).some(({ callee }) => MAKES.test(callee)))
      continue;
    if (namesIn(exit.text).some((name) => isRead(name, test, exit.offset, view, 0)))
      return [{ fact: 'trait', trait: 'judges-data', unit: '', kind: 'structure', at: view.at(exit.offset) }];
  }
  return [];
}

function isRead(name: string, test: PythonDefinition, offset: number, view: PythonView, depth: number): boolean {
  if (depth > DEEPEST) return false;
  const [base = name] = name.split('.', 1);
  if (test.parameters.some((parameter) => parameter.name === base)) return isDataFixture(base, view);
  return originsOf(name, test.scope, offset, view).some((value) => comesFromReading(value, test, view, depth));
}

function comesFromReading(value: PythonExpression, test: PythonDefinition, view: PythonView, depth: number): boolean {
  const named = (text: string): boolean =>
    namesIn(text).some((name) => isRead(name, test, value.offset, view, depth + 1));
  switch (value.kind) {
    case 'name':
      return isRead(value.name, test, value.offset, view, depth + 1);
    case 'unknown':
      return named(value.text);
    case 'call': {
      const { callee, arguments: given } = value.call;
      const wrote = given.some((one) => one.value.kind === 'unknown' && MADE.test(one.value.text));
      if (READS.test(callee)) return !wrote && !given.some(({ value: of }) => of.kind === 'name' && MADE.test(of.name));
      return (
        LOOKS.test(callee) && depth < DEEPEST && given.some((one) => comesFromReading(one.value, test, view, depth + 1))
      );
    }
    default:
      return false;
  }
}

/** A fixture that reads data, or one of another file that its name and that of the file of tests call data. */
function isDataFixture(name: string, view: PythonView): boolean {
  const fixture = view.definitions.find((one) => lastOf(one.name) === name && one.kind === 'function');
  if (!fixture)
    return DATA_FIXTURE.test(name) && wordsOf(view.context.file.logicalPath).some((word) => SAYS_DATA.has(word));
  if (!fixture.decorators.some(({ callee }) => FIXTURE.test(callee))) return false;
  return view
    .callsIn(fixture.scope)
    .some((call) => READS.test(call.callee) && !fixture.parameters.some((parameter) => MADE.test(parameter.name)));
}

const SAYS_DATA = new Set(['data', 'dataset', 'datasets', 'schema']);
