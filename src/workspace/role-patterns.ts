/**
 * What a file is for, as its name and place say it. Data only; `roles.ts` applies it. Each pattern is a convention of a tool
 * or of a language's community, named beside it, and is matched on the path without a template's ending.
 */
import type { FileRole } from '../vocabulary/index.js';

export interface RolePatterns {
  role: FileRole;
  /** Whole names of directories; the role holds for all below. */
  directories?: RegExp[];
  /** Names of files. */
  files?: RegExp[];
  /** Whole paths, for what a name alone does not say. */
  paths?: RegExp[];
  /**
   * The directories have their role only where enough is defined outside of them: in a repository that consists of
   * samples, the samples are what it is for.
   */
  relative?: boolean;
}

/** Shell is not among them: `run_tests.sh` is what CI calls, and so part of the delivery. */
const CODE = '(?:py|ipynb|[cm]?[jt]sx?|go|java|kt|scala|cs|rb|r|rs|php)';

/** Strongest first: a test in a vendored directory is vendored, a README of a test is documentation of no interest either way. */
export const ROLE_PATTERNS: readonly RolePatterns[] = [
  {
    role: 'vendored',
    directories: [
      /^_?vendor(?:ed)?$/, // Go, PHP, Ruby; pip's `_vendor`
      /^third[-_]?party$/,
      /^node_modules$/,
      /^bower_components$/,
    ],
    files: [
      /\.min\.(?:js|css)$/, // a library as it was downloaded
      /^gradlew(?:\.bat)?$/, // the Gradle and Maven wrappers are copies that the tools place
      /^mvnw(?:\.cmd)?$/,
    ],
    paths: [
      /(?:^|\/)charts\/[^/]+\.tgz$/, // `helm dependency update` puts charts of others there
      /(?:^|\/)\.yarn\/(?:releases|plugins|sdks)\//,
    ],
  },
  {
    role: 'generated',
    directories: [
      /^(?:_|__)?generated(?:__)?$/,
      /^mlruns$/, // MLflow's local store: copies of configuration that runs leave behind
      /^lightning_logs$/,
      /^catboost_info$/,
      /^uncommitted$/, // Great Expectations: validations and data docs
    ],
    files: [
      /\.lock$/, // poetry, uv, Pipfile, Cargo, Gemfile, dvc, yarn, Chart …
      /^(?:package-lock|npm-shrinkwrap|packages\.lock)\.json$/,
      /^(?:pnpm-lock|conda-lock)\.ya?ml$/,
      /^\.terraform\.lock\.hcl$/,
      /^go\.sum$/,
      /\.tfstate(?:\.\d+)?(?:\.backup)?$/, // a record of what was, not a definition of what shall be
      /\.tfplan$/,
      /_pb2(?:_grpc)?\.pyi?$/, // protoc
      /\.pb\.go$/,
      /\.bundle\.js$/,
    ],
    paths: [
      /(?:^|\/)build\/(?:lib|bdist)[^/]*\//, // copies from which setuptools makes packages
      /(?:^|\/)wandb\/(?:offline-)?run-/, // the same as `mlruns`, of Weights & Biases
    ],
  },
  {
    role: 'test',
    directories: [
      /^(?:tests?|testing)$/, // but see `STAGE`, `TRAINING`, `DBT_PROJECT` and `BUILD_SPECIFICATION` below
      /^__(?:tests|mocks|snapshots|fixtures)__$/, // Jest
      /^(?:unit|integration|functional|acceptance|smoke|load|system|regression)[-_]?tests?$/,
      /^tests?[-_](?:unit|integration|functional|acceptance|smoke|load|system|regression|data|utils|fixtures)$/,
      /^(?:e2e|end[-_]to[-_]end)(?:[-_]?tests?)?$/,
      /^testdata$/, // Go
      /^fixtures$/, // pytest, Django
      /^cypress$/,
    ],
    files: [
      new RegExp(`^test_.+\\.${CODE}$`), // pytest, unittest
      // pytest, Go, Jest, Vitest; an A/B test and a split into train and test belong to production
      new RegExp(`^(?!a[_-]?b[_-]).*[^_.-](?<!train)[_.-]tests?\\.${CODE}$`),
      /.\.spec\.[cm]?[jt]sx?$/,
      /._spec\.rb$/,
      /^conftest\.py$/,
      /.Tests?\.(?:java|kt|scala|cs)$/, // JUnit, NUnit
      /\.(?:bats|feature)$/,
      /^locustfile\.py$/,
      /^(?:jest|vitest|cypress|playwright)\.config\.[cm]?[jt]s$/,
    ],
  },
  {
    role: 'documentation',
    directories: [/^(?:.+[-_])?docs?$/, /^documentation$/, /^\.?guides?$/],
    relative: true,
  },
  {
    role: 'documentation',
    directories: [/^(?:ISSUE|PULL_REQUEST)_TEMPLATE$/],
    files: [
      /\.(?:md|mdx|mdc|markdown|rst|adoc|asciidoc|tex|textile)$/i,
      /^(?:licen[cs]e|copying|notice|readme|changelog|changes|history|contributing|authors|contributors)(?:-[a-z]+)?(?:\.txt)?$/i,
      /^citation\.cff$/i,
      /^(?:mkdocs|\.?readthedocs|antora|_config)\.ya?ml$/, // generators: MkDocs, Read the Docs, Antora, Jekyll
    ],
  },
  {
    role: 'example',
    directories: [
      /^(?:.+-)?(?:examples?|samples?)$/,
      /^.+_(?:examples|samples)$/, // `acme_sample` is the package of a project that is called so
      /^demos?$/,
      /^(?:quickstarts?|getting[-_]started|playground|showcases?|cookbooks?)$/,
      // What is kept beside its successor is not in force; there is no role of its own for it.
      /^_?(?:archived?|deprecated|obsolete|attic|old|legacy|unused)(?:[-_.]?\d{1,4})?$/,
      /.[-_](?:original|old|bak|deprecated|obsolete)$/,
    ],
    relative: true,
  },
  {
    role: 'example',
    files: [
      /\.(?:example|sample|orig|bak|old)$/, // settings to be copied and filled in; copies that editors and merges leave
      /(?:-Copy\d+| copy(?: \d+)?)\.[A-Za-z]+$/, // duplicates that JupyterLab and file managers make
      /^(?:old|deprecated|obsolete)_\w+\.(?:py|ipynb)$|[._](?:old|deprecated|obsolete)\.(?:py|ipynb|ya?ml|tf|sh)$/,
      /^(?:example|sample)\.env$/,
      /^\.env\.(?:example|sample|template)$/,
    ],
  },
  {
    role: 'template',
    paths: [
      /\{\{|\{%|<%/, // names that Cookiecutter, Copier, Yeoman or `databricks bundle init` fill in
      /cookiecutter\./,
    ],
  },
];

/** Stages of delivery. A folder `test` beside one of them is the definition of the test stage, not a test. */
export const STAGE = /^(?:qa|uat|stag(?:e|ing)|stg|pre-?prod|prod|production|prd|live)$/;

/** A folder `testing` beside one of them holds the evaluation step of a training flow. */
export const TRAINING = /^train(?:ing)?$/;

/** What a project of AWS CodeBuild does when it tests a deployment; it lies with the tests that it runs. */
export const BUILD_SPECIFICATION = /(?:^|\/)tests?\/[\w-]*buildspec[\w.-]*\.ya?ml$/;

/** Beside this file `tests` holds assertions about data that run with each build: dbt's data tests. */
export const DBT_PROJECT = /^dbt_project\.ya?ml$/;
