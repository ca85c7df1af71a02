/**
 * Documents: what the adapters of this room make of a text. Adapters know languages, never machine learning. They are
 * pure, never throw on any input, and report what they could not read in `problems`.
 *
 * Locations are symbolic while plugins work: a node holds the `offset` (UTF-16 index into the original file text) and
 * `Document.locate(offset)` gives line, column and excerpt only for what is kept.
 */
import type { Location, NotUnderstoodReason } from '../facts/types.js';

export const LANGUAGES = [
  'yaml',
  'json',
  'toml',
  'requirements',
  'python',
  'typescript',
  'hcl',
  'bicep',
  'dockerfile',
  'shell',
  'makefile',
  'groovy',
  'sql',
  'text',
] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Problem {
  reason: NotUnderstoodReason;
  detail: string;
  offset: number;
}

interface DocumentBase {
  language: Language;
  /** Original text of the file (of the notebook's JSON, for a notebook). */
  text: string;
  problems: Problem[];
  locate(offset: number): Location;
}

// ---- data: YAML, JSON, TOML -------------------------------------------------------------------------------------

/** A positioned tree that serves YAML, JSON and TOML alike. */
export type DataNode = DataMap | DataSequence | DataScalar;
interface DataBase {
  offset: number;
  /** Custom tag such as `!Ref` or `!reference`. */
  tag?: string;
}
export interface DataMap extends DataBase {
  kind: 'map';
  entries: DataEntry[];
}
export interface DataEntry {
  key: string;
  /** Offset of the key. */
  offset: number;
  value: DataNode;
}
export interface DataSequence extends DataBase {
  kind: 'sequence';
  items: DataNode[];
}
export interface DataScalar extends DataBase {
  kind: 'scalar';
  /** Text as written, quotes removed, block scalars unfolded. '' for null. */
  value: string;
  /** The value under the YAML 1.2 core schema (`true`, 3, null); strings that were quoted stay strings. */
  resolved: string | number | boolean | null;
  /** True for `|` and `>` scalars: `bodyLine` is the 1-based line on which their text begins. */
  block?: boolean;
  bodyLine?: number;
}

export interface DataDocument extends DocumentBase {
  language: 'yaml' | 'json' | 'toml';
  /** One root for each document of a multi-document file. */
  roots: DataNode[];
  /** True when template expressions (`{{ … }}`, `<% … %>`) were masked before parsing. */
  templated: boolean;
}

/** A parsed requirement: requirements.txt, conda `dependencies`, `pyproject.toml`, setup files, Pipfile. */
export interface Requirement {
  /** Normalised by PEP 503: lower case, runs of `-_.` are one `-`. */
  name: string;
  specifier: string;
  offset: number;
}
export interface RequirementsDocument extends DocumentBase {
  language: 'requirements';
  requirements: Requirement[];
}

// ---- Python -----------------------------------------------------------------------------------------------------

/** An expression. `text` is at most 200 characters of source. */
export type PythonExpression =
  | { kind: 'string'; value: string; offset: number } // also f-strings and concatenations that are constant
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'boolean'; value: boolean; offset: number }
  | { kind: 'none'; offset: number }
  | { kind: 'list'; items: PythonExpression[]; offset: number } // lists, tuples, sets
  | { kind: 'dict'; entries: { key: PythonExpression; value: PythonExpression }[]; offset: number }
  | { kind: 'call'; call: PythonCall; offset: number }
  /** A name or attribute chain that is not a known constant; `name` is resolved through imports: `mlflow.log_metric`. */
  | { kind: 'name'; name: string; offset: number }
  /** Partly constant text: an f-string or concatenation with unknown parts, which stand as `{name}`. */
  | { kind: 'template'; value: string; offset: number }
  | { kind: 'unknown'; text: string; offset: number };

export interface PythonArgument {
  /** Keyword, or undefined for a positional argument; '*' and '**' for unpacking. */
  keyword?: string;
  value: PythonExpression;
}

export interface PythonCall {
  /**
   * Callee as a dotted name with import aliases resolved: `import mlflow as mf; mf.log_metric()` → `mlflow.log_metric`.
   * A method of a value that came from a call carries that call's name: `c = MlflowClient(); c.create_run()` →
   * `mlflow.tracking.MlflowClient.create_run` if that is what was imported; a factory with one literal string first argument carries it:
   * `boto3.client("sagemaker").create_endpoint` → `boto3.client.sagemaker.create_endpoint`. `self.x` is resolved
   * through assignments to `self.x` in the class, parameters through annotations. An unresolvable receiver stays as
   * written: `model.fit`. A chain on a call result that is not tracked keeps `()`: `get_model().fit`.
   */
  callee: string;
  /** True when the first segment of `callee` came from an import or a tracked value. */
  resolved: boolean;
  arguments: PythonArgument[];
  /** Scope in which the call stands: '' module level, `main` under the main guard, else `def:NAME`, `class:NAME`, `def:Class.method`. */
  scope: string;
  /** Offset of the callee, and end of the call. */
  offset: number;
  end: number;
  /** Name to which the result is assigned (`x = f()`, `with f() as x`), as written. */
  assignedTo?: string;
  /** Indexes into `PythonDocument.branches` of the enclosing `if`/`elif`/`else`/`except` bodies, outermost first. */
  branches: number[];
  /** True when the call is itself an argument or receiver of another call. */
  nested: boolean;
}

export interface PythonImport {
  /** Dotted module; relative imports keep their leading dots: `.train`, `..utils`. */
  module: string;
  /** Imported name for `from m import n`, `*` included. */
  name?: string;
  alias?: string;
  scope: string;
  offset: number;
}

export interface PythonDefinition {
  kind: 'function' | 'class';
  /** `train`, `Trainer`, `Trainer.fit`, nested functions as `outer.inner`. Its scope id is `def:NAME` or `class:NAME`. */
  name: string;
  scope: string;
  /** Scope that encloses the definition. */
  parent: string;
  /** Decorators in order; a decorator without parentheses is a call without arguments. */
  decorators: PythonCall[];
  /** Resolved names of base classes. */
  bases: string[];
  parameters: { name: string; annotation?: string; default?: PythonExpression }[];
  docstring?: string;
  /** True when the body only holds `pass`, `...`, a docstring or `raise NotImplementedError`. */
  stub: boolean;
  offset: number;
  end: number;
}

export interface PythonAssignment {
  /** Target as written: `NAME`, `self.x`, `cfg["a"]` (quotes kept). */
  target: string;
  value: PythonExpression;
  scope: string;
  branches: number[];
  offset: number;
}

/** `a >> b >> [c, d]`, also `<<` (stored in flow order); each stage lists the names or calls that stand in it. */
export interface PythonShift {
  stages: PythonExpression[][];
  scope: string;
  offset: number;
}

/** A branch of an `if` statement, a conditional expression is not one. */
export interface PythonBranch {
  kind: 'if' | 'elif' | 'else' | 'except' | 'with';
  /** Source of the condition (for `else`: of its `if`; for `with`: of the context expression), at most 200 characters. */
  condition: string;
  /** Names and attribute chains read in the condition, resolved. */
  names: string[];
  /** True when the condition compares with `<`, `>`, `<=`, `>=`, `==`, `!=`. */
  compares: boolean;
  /** The condition is a constant false (`if False`, `if 0`). */
  never: boolean;
  /** Index of the first branch of the same statement. */
  statement: number;
  scope: string;
  offset: number;
  /** Offsets of the body. */
  start: number;
  end: number;
}

/** Statements that leave: `raise`, `return`, `assert`. (`sys.exit` is a call.) */
export interface PythonExit {
  kind: 'raise' | 'return' | 'assert';
  scope: string;
  branches: number[];
  /** For `assert`: source of the condition; for `raise`: of the exception; at most 200 characters. */
  text: string;
  /** Value of `return`, where it is an expression that says something. */
  value?: PythonExpression;
  offset: number;
}

/** What a program says, whatever its language: TypeScript that defines infrastructure is read into the shape of Python. */
export interface Program extends DocumentBase {
  language: 'python' | 'typescript';
  /** True when it came from a notebook; offsets then point into the `.ipynb` text. */
  notebook: boolean;
  imports: PythonImport[];
  calls: PythonCall[];
  definitions: PythonDefinition[];
  assignments: PythonAssignment[];
  shifts: PythonShift[];
  branches: PythonBranch[];
  exits: PythonExit[];
  /** Shell lines of a notebook (`!pip install`, `%%bash` cells) or of `os.system`/`subprocess` with constant text are not here; only the former. */
  shell: { text: string; offset: number; line: number }[];
  /** Constants of the module by name, after propagation (`os.getenv("X", "d")` gives `d`). */
  constants: Map<string, PythonExpression>;
}

export interface PythonDocument extends Program {
  language: 'python';
}

/**
 * TypeScript or JavaScript. Modules are specifiers as written (`aws-cdk-lib/aws-s3`, `../lib/stack`), names hang on them by a
 * dot (`aws-cdk-lib/aws-s3.Bucket`). `new X()` is a call. The values of an object that is an argument are a `dict`. `this` is
 * written `self`; what is assigned to `this.x` anywhere in a class stands in the scope of the class. `process.env.X` is
 * `os.environ.X`.
 */
export interface TypescriptDocument extends Program {
  language: 'typescript';
}

// ---- HCL --------------------------------------------------------------------------------------------------------

export type HclExpression =
  | { kind: 'string'; value: string; offset: number }
  /** Text with interpolations; `parts` holds literals and references in order. */
  | { kind: 'template'; parts: (string | { reference: string })[]; offset: number }
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'boolean'; value: boolean; offset: number }
  | { kind: 'null'; offset: number }
  | { kind: 'list'; items: HclExpression[]; offset: number }
  | { kind: 'object'; entries: { key: string; value: HclExpression }[]; offset: number }
  /** `var.name`, `module.x.y`, `aws_s3_bucket.data.id`, `each.value`; index parts kept as `[0]`, `["k"]`. */
  | { kind: 'reference'; name: string; offset: number }
  | { kind: 'call'; name: string; arguments: HclExpression[]; offset: number }
  | { kind: 'conditional'; condition: HclExpression; then: HclExpression; else: HclExpression; offset: number }
  | { kind: 'unknown'; text: string; offset: number };

export interface HclAttribute {
  name: string;
  value: HclExpression;
  offset: number;
}
export interface HclBlock {
  type: string;
  labels: string[];
  attributes: HclAttribute[];
  blocks: HclBlock[];
  offset: number;
}
export interface HclDocument extends DocumentBase {
  language: 'hcl';
  blocks: HclBlock[];
  attributes: HclAttribute[];
}

// ---- Bicep and ARM ----------------------------------------------------------------------------------------------

/**
 * Expressions of Bicep and of ARM templates have the forms of HCL's. A loop is the call `for` of the collection and the
 * body, `a ?? b` the call `coalesce`; an operator makes an expression `unknown`, whose text keeps the names.
 */
export type BicepExpression = HclExpression;

export interface BicepDeclaration {
  kind: 'param' | 'var' | 'resource' | 'module' | 'output' | 'using' | 'targetScope';
  /** Symbolic name; '' where there is none. */
  name: string;
  /** Type of a resource with its version, or path of a module or of a `using`. */
  target?: string;
  /** Refers to a resource that something else makes. */
  existing: boolean;
  /** `if (…)` in front of the body. */
  condition?: BicepExpression;
  /** The collection of a loop. */
  loop?: BicepExpression;
  /** Body, default or value. */
  value?: BicepExpression;
  /** Resource in whose body the declaration stands. */
  parent?: string;
  offset: number;
}

export interface BicepDocument extends DocumentBase {
  language: 'bicep';
  declarations: BicepDeclaration[];
}

// ---- shell and its carriers -------------------------------------------------------------------------------------

/** A simple command with its words. Wrappers (`sudo`, `time`, `env A=b`, `poetry run`, `uv run`, `pipenv run`, `xargs`) are removed. */
export interface ShellCommand {
  /** Words; constant variables replaced, unknown ones kept as `$NAME`; quotes removed. */
  words: string[];
  /** Environment assignments in front of the command. */
  environment: Record<string, string>;
  /** Directory after `cd` in the same script, relative to where the script starts. */
  directory: string;
  /** Stands behind `||`, or the script says `set +e`, or ends with `|| true`: a failure does not stop. */
  ignoresFailure: boolean;
  /** Name of the function in which it stands. */
  function?: string;
  offset: number;
  /** Here-document handed to the command's standard input. */
  input?: { text: string; line: number };
  /** File that the command reads from its standard input: `< train.sql`, or what `cat` in front of it reads. */
  inputFile?: string;
  /** File that the command writes its output to: `> train.py`. */
  outputFile?: string;
}
export interface ShellDocument extends DocumentBase {
  language: 'shell';
  commands: ShellCommand[];
  /** `set -e` or `bash -e`. */
  stopsOnError: boolean;
}

export interface MakefileDocument extends DocumentBase {
  language: 'makefile';
  targets: { name: string; prerequisites: string[]; recipe: ShellCommand[]; offset: number }[];
}

export interface DockerfileDocument extends DocumentBase {
  language: 'dockerfile';
  stages: {
    name?: string;
    /** Base image with build arguments that have defaults replaced. */
    image: string;
    offset: number;
    instructions: {
      name: string;
      /** Arguments as text. */ text: string;
      /** Words of the JSON form, or of the shell form split. */ words: string[];
      offset: number;
    }[];
  }[];
}

// ---- Groovy -----------------------------------------------------------------------------------------------------

export type GroovyValue =
  /** Also concatenations; what is interpolated stands as `${NAME}`. `offset` is where the text begins. */
  | { kind: 'string'; value: string; offset: number }
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'boolean'; value: boolean; offset: number }
  | { kind: 'name'; name: string; offset: number }
  | { kind: 'list'; items: GroovyValue[]; offset: number }
  | { kind: 'map'; entries: GroovyArgument[]; offset: number }
  | { kind: 'closure'; body: GroovyStatement[]; offset: number }
  | { kind: 'call'; call: GroovyCall; offset: number }
  | { kind: 'operation'; operands: GroovyValue[]; offset: number }
  | { kind: 'unknown'; offset: number };

export interface GroovyArgument {
  name?: string;
  value: GroovyValue;
}

export interface GroovyCall {
  /** Dotted as written; a call in front keeps `()`: `docker.image().inside`. An annotation keeps its sign: `@Library`. */
  name: string;
  /** The call in front. */
  receiver?: GroovyCall;
  /** In order; a closure behind the parentheses is the last one. */
  arguments: GroovyArgument[];
  offset: number;
}

export type GroovyStatement =
  | { kind: 'call'; call: GroovyCall; offset: number }
  | { kind: 'assignment'; target: string; value: GroovyValue; offset: number }
  | { kind: 'function'; name: string; body: GroovyStatement[]; offset: number }
  /** `if`, `else`, `try`, `catch`, `for` …: `condition` is its text, `tests` the values in it. */
  | {
      kind: 'block';
      word: string;
      condition?: string;
      tests?: GroovyValue[];
      body: GroovyStatement[];
      offset: number;
    }
  | { kind: 'exit'; word: string; value?: GroovyValue; offset: number }
  | { kind: 'value'; value: GroovyValue; offset: number };

export interface GroovyDocument extends DocumentBase {
  language: 'groovy';
  statements: GroovyStatement[];
}

// ---- SQL --------------------------------------------------------------------------------------------------------

/** A text inside a statement that has a grammar of its own: `$$ … $$`, `""" … """`. */
export interface SqlBody {
  text: string;
  offset: number;
}
export interface SqlStatement {
  /** Without comments and without the contents of strings, which are blank; offsets are those of `text`. */
  code: string;
  text: string;
  offset: number;
  bodies: SqlBody[];
}
export interface SqlDocument extends DocumentBase {
  language: 'sql';
  statements: SqlStatement[];
}

export interface TextDocument extends DocumentBase {
  language: 'text';
}

export type Document =
  | DataDocument
  | RequirementsDocument
  | PythonDocument
  | TypescriptDocument
  | HclDocument
  | BicepDocument
  | ShellDocument
  | MakefileDocument
  | DockerfileDocument
  | GroovyDocument
  | SqlDocument
  | TextDocument;

/** Parses a text. Pure; never throws. `path` only serves to tell dialects apart (a Helm template, a notebook). */
export type Adapter<D extends Document = Document> = (text: string, path: string) => D;
