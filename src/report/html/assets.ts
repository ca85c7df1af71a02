/** Styles and scripts of the page, as the files beside this one. The build copies them next to the compiled code. */
import { readdirSync, readFileSync } from 'node:fs';
import { OVERLAY_STYLE } from '../../diagram/overlay/style.js';
import { graphStyles } from '../../diagram/svg/styles.js';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
/** In the order of their names, so that the page has the same bytes everywhere. */
const list = (directory: string, ending: string): string[] =>
  readdirSync(new URL(`./${directory}/`, import.meta.url))
    .filter((name) => name.endsWith(ending))
    .sort();
const joined = (directory: string, ending: string): string =>
  list(directory, ending)
    .map((name) => read(`./${directory}/${name}`))
    .join('');

/** Without indentation, nor the lines of comments. */
const short = (text: string): string =>
  text
    .replace(/^\s*\/[/*].*\n/gm, '')
    .replace(/\n\s*/g, '\n')
    .trim();

/** Nor the spaces around what separates; no style of the page holds such a sign within quotes. */
const shortStyle = (text: string): string =>
  short(text)
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}');

/** The pictures bring the styles of what is in them. */
export const style = (): string =>
  shortStyle(`${graphStyles()}
${OVERLAY_STYLE}
${joined('styles', '.css')}`);

/** Each file is a function of its own that runs when the page is there. */
export const script = (): string => short(joined('client', '.js'));
