/** Working directories of a script as text. */
import { SCRIPT_DIRECTORY, SCRIPT_DIRECTORY_TEXT, soften } from './words.js';

/** Scripts keep the directory in which they start (`ROOT=$PWD`); taken for that wherever it stands. */
const START = /^(?:\$PWD|\$\(pwd\))(?=\/|$)/;
/** Deeper paths are not followed; bounds `cd a` repeated. */
const MAX_SEGMENTS = 64;

/**
 * Directory that `to` means when the script stands in `from`. `..` takes a segment away, except from a place whose own
 * path is not known. Absolute paths and paths that begin with a variable stand for themselves.
 */
export function join(from: string, to: string): string {
  const path = hidden(/^[/~$]/.test(to) ? to.replace(START, '.') : `${from}/${to}`);
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    const last = kept.at(-1);
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && last !== undefined && last !== '..' && last !== '~' && last !== SCRIPT_DIRECTORY)
      kept.pop();
    else kept.push(segment);
  }
  if (kept.length > MAX_SEGMENTS) return '.';
  return soften((path.startsWith('/') ? '/' : '') + kept.join('/')) || '.';
}

/** The script's own directory as one segment. */
function hidden(path: string): string {
  return path.replaceAll(SCRIPT_DIRECTORY_TEXT, SCRIPT_DIRECTORY);
}
