/** Test runners and linters that are not particular to machine learning. */
import type { Fact } from '../../../facts/types.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';
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
  ];
}

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
  const selected = call.options('-e', '-s', '--session', '--sessions').join(' ');
  if (/lint|format|style|type|mypy|flake|pre-commit/.test(selected)) return call.trait('lints');
  return /doc|build|release|publish|dev/.test(selected) ? [] : call.trait('tests');
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
  'pre-commit': (call) => (call.plain()[0] === 'run' ? call.trait('lints') : []),
};
