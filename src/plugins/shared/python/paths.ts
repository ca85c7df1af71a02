/** Paths that Python code builds, brought to what a `path` link needs. */
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import { argument, lastOf, type PythonView } from './view.js';
import { textOf } from './values.js';

const MOST_STEPS = 30;
/** Calls that give the same path in another form. */
const SAME_PATH = new Set([
  'abspath',
  'realpath',
  'normpath',
  'resolve',
  'absolute',
  'as_posix',
  'str',
  'fspath',
  'expanduser',
  'to_absolute_path',
]);
const JOINING = new Set(['join', 'joinpath', 'Path', 'PurePath', 'PosixPath', 'PurePosixPath']);
const WORKING_DIRECTORY = /^[\w.]{0,60}\b(?:getcwd|cwd)\(\)$/;
const OWN_FILE = /^(?:[\w.]*\()*__file__\b/;

interface Found {
  path: string;
  /** The path counts from the directory of the file itself, not from where the process starts. */
  anchored: boolean;
}

/**
 * Path that an expression names, relative to the source's root as far as that can be known: a plain relative path is given
 * as written, because the directory in which the process starts is not in the file.
 * @returns undefined for absolute paths, URLs and what is no text; parts that other files know are references
 */
export function pathOf(expression: PythonExpression | undefined, view: PythonView, scope: string): string | undefined {
  const found = expression && read(expression, view, scope, { left: MOST_STEPS });
  return found && normalise(found, view);
}

/** Like `pathOf`, for what counts from the file itself only: it means the same wherever the process starts. */
export function ownPathOf(expression: PythonExpression, view: PythonView, scope: string): string | undefined {
  const found = read(expression, view, scope, { left: MOST_STEPS });
  return found?.anchored ? normalise(found, view) : undefined;
}

/** Joins a directory and a path inside it, both as `pathOf` gives them. */
export function joinPaths(directory: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || directory === undefined || directory === '.') return path;
  return path.startsWith('../') ? collapse(`${directory}/${path}`) : `${directory}/${path}`;
}

function read(
  expression: PythonExpression,
  view: PythonView,
  scope: string,
  trail: { left: number },
): Found | undefined {
  if (trail.left-- <= 0) return undefined;
  if (expression.kind === 'call') return readCall(expression.call, view, scope, trail);
  if (expression.kind === 'unknown') return fromText(expression.text, view);
  if (expression.kind === 'name') {
    if (expression.name === '__file__') return { path: view.context.file.logicalPath, anchored: true };
    const assigned = view.assignments(expression.name, scope).at(-1);
    if (assigned && assigned.value !== expression) return read(assigned.value, view, assigned.scope, trail);
  }
  if (expression.kind === 'template') {
    const [, inner, rest] = /^\{([^{}]{1,200})\}\/([^{}]*)$/.exec(expression.value) ?? [];
    const { offset } = expression;
    const isName = inner !== undefined && /^[\w.]+$/.test(inner);
    const base = isName ? read({ kind: 'name', name: inner, offset }, view, scope, trail) : fromText(inner ?? '', view);
    if (base) return { ...base, path: `${base.path}/${rest}` };
  }
  const path = textOf(expression, view, scope);
  return path === undefined ? undefined : { path, anchored: false };
}

function readCall(call: PythonCall, view: PythonView, scope: string, trail: { left: number }): Found | undefined {
  const name = lastOf(call.callee.replaceAll('()', ''));
  const first = argument(call, [], 0);
  // Hydra starts a program in a directory of its own and remembers the one from which it was started.
  if (/^(?:getcwd|cwd|get_original_cwd)$/.test(name)) return { path: '.', anchored: false };
  if (name === 'dirname') {
    const inner = first && read(first, view, scope, trail);
    const path = inner && collapse(`${inner.path}/..`);
    return inner && path !== undefined ? { ...inner, path } : undefined;
  }
  if (SAME_PATH.has(name) && first) return read(first, view, scope, trail);
  if (JOINING.has(name)) {
    const parts = call.arguments.filter((a) => a.keyword === undefined).map((a) => read(a.value, view, scope, trail));
    if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
    return { path: parts.map((part) => part?.path).join('/'), anchored: parts[0]?.anchored ?? false };
  }
  const path = textOf({ kind: 'call', call, offset: call.offset }, view, scope);
  return path === undefined ? undefined : { path, anchored: false };
}

/** `Path(__file__).parent / "train.py"` and the like, which are no calls. */
function fromText(text: string, view: PythonView): Found | undefined {
  if (WORKING_DIRECTORY.test(text)) return { path: '.', anchored: false };
  if (!OWN_FILE.test(text)) return undefined;
  const above = text.match(/\bdirname\(/g)?.length ?? 0;
  const parents = [...text.matchAll(/\.parent(?:s\[(\d{1,2})\])?/g)].reduce(
    (sum, [, index]) => sum + 1 + Number(index ?? 0),
    above,
  );
  const parts = [...text.matchAll(/(["'])([^"']{1,100})\1/g)].map((match) => match[2]);
  const path = collapse([view.context.file.logicalPath, ...Array<string>(parents).fill('..'), ...parts].join('/'));
  return path === undefined ? undefined : { path, anchored: true };
}

function normalise({ path, anchored }: Found, view: PythonView): string | undefined {
  if (path === '' || path.includes('\n') || /^(?:[a-z][\w+.-]*:|\/|~)/i.test(path)) return undefined;
  if (anchored) return collapse(path);
  const directory = view.context.file.logicalPath.split('/').slice(0, -1).join('/');
  return path.startsWith('../') ? collapse(`${directory}/${path}`) : collapse(path);
}

/** Removes `.` and `..`; undefined when the path leaves the source. References count as one name. */
function collapse(path: string): string | undefined {
  const segments: string[] = [];
  for (const segment of segmentsOf(path)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/') || '.';
}

/** Segments of a path; a `/` inside a reference divides nothing. */
function segmentsOf(path: string): string[] {
  // eslint-disable-next-line no-control-regex
  const hidden = path.replace(/\u0001[^\u0003]*\u0003/g, (name) => name.replaceAll('/', '\u0004'));
  return hidden.split('/').map((segment) => segment.replaceAll('\u0004', '/'));
}
