/**
 * One requirement as the tools of Python write it: PEP 508 (https://peps.python.org/pep-0508/), pip's direct references, and
 * conda's match specifications (`conda-forge::mlflow=2.9`).
 */

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?(?![A-Za-z0-9])/;
const CHANNEL = /^[A-Za-z0-9._/-]{1,200}::/;
const EXTRAS = /^\s*\[[^\]\n]{0,500}\]/;
const OPERATOR = /^(?:===?|~=|!=|<=?|>=?|=)/;
const EGG = /[#&]egg=([A-Za-z0-9._-]+)/;
const WHEEL = /(?:^|\/)([A-Za-z0-9._]+)-[^/\s-]+(?:-[^/\s-]+){3,4}\.whl(?:[#?\s]|$)/;
const URL = /^(?:[a-z][a-z0-9]*\+)?[a-z][a-z0-9]*:\/\//i;
/** More than any tool would write; bounds the work on generated lines. */
const MAX_LENGTH = 2000;

/** Name by PEP 503: lower case, runs of `-_.` are one `-`. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * Reads one requirement.
 *
 * @param text `mlflow[extras]>=2,<3 ; python_version > "3.8"`, `name @ git+https://…`, `git+https://…#egg=name`, a wheel's path
 *   or address, `mlflow=2.9=py_0`. Comments and pip's options behind it (`--hash=…`) are ignored.
 * @returns name by PEP 503 and specifier without blanks (`>=2,<3`; `@ URL` for a direct reference; '' for any version);
 *   undefined when the text names no distribution
 */
export function parseRequirement(text: string): { name: string; specifier: string } | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const source = withoutTail(text).trim();
  if (URL.test(source) || /\.whl$/i.test(source)) return directReference(source);

  const specification = source.replace(CHANNEL, '');
  const written = NAME.exec(specification)?.[0];
  if (written === undefined) return undefined;
  const name = normaliseName(written);
  const rest = specification.slice(written.length).replace(EXTRAS, '');
  const reference = /^\s*@\s*([^\s;]+)/.exec(rest)?.[1];
  if (reference !== undefined) return { name, specifier: `@ ${reference}` };
  const specifier = versions(rest.split(';', 1)[0] ?? '');
  return specifier === undefined ? undefined : { name, specifier };
}

/** Cuts off the comment and the options of the line. */
function withoutTail(text: string): string {
  const comment = /(?:^|\s)#/.exec(text);
  const line = comment ? text.slice(0, comment.index) : text;
  const option = /\s--?[a-z]/.exec(line);
  return option ? line.slice(0, option.index) : line;
}

function directReference(source: string): { name: string; specifier: string } | undefined {
  const name = EGG.exec(source)?.[1] ?? WHEEL.exec(source)?.[1];
  return name === undefined ? undefined : { name: normaliseName(name), specifier: `@ ${source}` };
}

function versions(text: string): string | undefined {
  const inner = text.trim().replace(/^\(([^()]*)\)$/, '$1');
  const specifier = inner.replace(/\s+/g, '');
  if (specifier === '' || OPERATOR.test(specifier)) return specifier;
  // conda writes `python 3.9.*` and `numpy 1.11.1 py36_0` too.
  return /^\s+[\d*][\w.*]*(?:\s+\w*\d\w*)?\s*$/.test(text) ? `=${inner.replace(/\s+/g, '=')}` : undefined;
}
