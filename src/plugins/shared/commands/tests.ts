/** Test runners and linters that are not particular to machine learning. */
import type { Fact, Trait } from '../../../facts/types.js';
import { traitFact } from '../effects.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';
import { targetFacts } from './targets.js';
import { isInquiry } from './signals.js';

/** Options with which a test runner runs no test. */
const NO_RUN = ['--collect-only', '--co', '--fixtures', '--markers', '--listtests', '--list', '-l', '--setup-plan'];

/**
 * Marks a test run and links the tests that it names: what they import is what is validated.
 * @param words words that may name files or directories of tests
 */
function testRun(call: Invocation, words: readonly string[] = call.plain(PYTEST_VALUED)): Fact[] {
  if (isInquiry(call) || call.has(...NO_RUN)) return [];
  // `tests/test_x.py::test_y` selects inside a file; a bare word could be the value of an unknown option.
  const paths = words.map((word) => word.replace(/::.*$/, '')).filter((word) => /\/|\.py$|^tests?$/.test(word));
  return [
    ...call.trait('tests', call.command.ignoresFailure ? 'a failure does not stop the script' : undefined),
    ...paths.filter((path) => !/^\.\/?$/.test(path)).flatMap((path) => call.link('validates', 'path', path)),
    ...SUBJECTS.flatMap((subject) => subjectFacts(call, paths, subject)),
  ];
}

/** What tests can be run against: options of their own name it, and so does the folder or file of the tests. */
interface Subject {
  option: RegExp;
  path: RegExp;
  trait: Trait;
  gate: Trait;
}

const SUBJECTS: readonly Subject[] = [
  {
    option: /^--(?:\w+-)*(?:data|dataset|dataframe|table)(?:-\w+)*(?:=|$)/,
    path: /(?:^|[/_])(?:data|dataset|datasets)(?:[/_.]|$)/,
    trait: 'validates-data',
    gate: 'data-gate',
  },
  {
    option: /^--(?:\w+-)*(?:model|run-id|checkpoint)(?:-\w+)*(?:=|$)/,
    path: /(?:^|[/_])models?(?:[/_.]|$)/,
    trait: 'evaluates-model',
    gate: 'model-gate',
  },
];

/**
 * `pytest --dataset-loc=$DATASET tests/data` checks that dataset, not code. A run that fails stops the script unless its
 * failure is ignored.
 */
function subjectFacts(call: Invocation, paths: readonly string[], { option, path, trait, gate }: Subject): Fact[] {
  const words = call.words.map((word) => word.replaceAll('_', '-'));
  if (!words.some((word) => option.test(word)) || !paths.some((one) => path.test(one))) return [];
  const unit = `${call.unit === '' ? '' : `${call.unit}/`}step:${call.tool}:${call.at.line}`;
  const of = (what: Trait): Fact => Object.assign(traitFact({ ...call.place, unit }, what), technologyOf(call));
  return [
    { fact: 'unit', unit, kind: 'step', name: call.words.join(' ').slice(0, 80), ...parentOf(call), at: call.at },
    of(trait),
    ...(call.command.ignoresFailure ? [] : [of(gate)]),
  ];
}

const technologyOf = ({ tool }: Invocation): { technology?: string } =>
  tool === 'pytest' || tool === 'py.test' ? { technology: 'pytest' } : {};

const parentOf = ({ unit }: Invocation): { parent?: string } => (unit === '' ? {} : { parent: unit });

const PYTEST_VALUED = new Set(['-k', '-m', '-n', '-p', '-c', '-o', '-r', '-W', '--cov', '--junitxml']);

const tests: Handler = (call) => (isInquiry(call) ? [] : call.trait('tests'));
const lints: Handler = (call) => (isInquiry(call) ? [] : call.trait('lints'));

/** A tool of which one sub-command tests. */
function testsWith(...verbs: string[]): Handler {
  return (call) => (verbs.includes(call.plain()[0] ?? '') && !isInquiry(call) ? call.trait('tests') : []);
}

/** `coverage run -m pytest` has been taken for `pytest`; `coverage run tests/run.py` runs a file. */
function coverage(call: Invocation): Fact[] {
  const [verb, file] = call.plain();
  return verb === 'run' && file?.endsWith('.py') ? [...call.link('runs', 'path', file), ...call.trait('tests')] : [];
}

function ruff(call: Invocation): Fact[] {
  return /^(?:check|format)$/.test(call.plain()[0] ?? '') ? call.trait('lints') : [];
}

/** `tox -e lint` and `nox -s docs` run something else than tests. */
function sessions(call: Invocation): Fact[] {
  if (isInquiry(call) || call.has(...NO_RUN)) return [];
  const selected = call.options('-e', '-s', '--session', '--sessions').join(',');
  const file = call.option('-c', '--conf', '-f', '--noxfile');
  const directory = file?.includes('/') ? file.slice(0, file.lastIndexOf('/')) : undefined;
  const names = selected === '' ? [''] : selected.split(',').filter((name) => name !== '');
  const targets = names.flatMap((name) => targetFacts(call, directory, `${call.tool}:${name}`));
  if (/lint|format|style|type|mypy|flake|pre-commit/.test(selected)) return [...targets, ...call.trait('lints')];
  // What an environment of another name does, its commands tell.
  return selected !== '' && !/test|^py|unit|cov/.test(selected) ? targets : [...targets, ...call.trait('tests')];
}

export const TEST_HANDLERS: Record<string, Handler> = {
  pytest: (call) => testRun(call),
  'py.test': (call) => testRun(call),
  unittest: (call) => testRun(call, []),
  nosetests: (call) => testRun(call),
  green: (call) => testRun(call),
  tox: sessions,
  nox: sessions,
  coverage,
  behave: tests,
  jest: tests,
  vitest: tests,
  mocha: tests,
  playwright: testsWith('test'),
  cypress: testsWith('run'),
  newman: testsWith('run'),
  bats: tests,
  k6: testsWith('run'),
  locust: tests,
  terratest: tests,
  go: testsWith('test'),
  cargo: testsWith('test'),
  mvn: testsWith('test', 'verify', 'install', 'package'),
  gradle: testsWith('test', 'check', 'build'),
  gradlew: testsWith('test', 'check', 'build'),
  dotnet: testsWith('test'),
  flake8: lints,
  pylint: lints,
  mypy: lints,
  pyright: lints,
  black: lints,
  isort: lints,
  ruff,
  pycodestyle: lints,
  pydocstyle: lints,
  bandit: lints,
  yamllint: lints,
  hadolint: lints,
  shellcheck: lints,
  eslint: lints,
  prettier: lints,
  tflint: lints,
  'pre-commit': (call) =>
    call.plain()[0] === 'run' ? [...targetFacts(call, undefined, 'pre-commit:'), ...call.trait('lints')] : [],
};
