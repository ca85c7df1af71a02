/** Programs: Python, and what is read into its shape. */
import type { DocumentBase } from '../document.js';

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
  /** Of `except`: offsets of the body of `try`, whose errors end here. */
  tried?: { start: number; end: number };
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
