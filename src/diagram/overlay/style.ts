/**
 * Colours and kinds of line of overlays. A picture that is a file holds the sheet; a page takes it into its own. Every text has
 * a contrast of at least 4.5 : 1 on its ground, light and dark.
 */

import { anchorClass, LOOKS, sizeClass, SIZES } from './text.js';

export const FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

/** On light ground; formats that know no style sheet have these alone. */
export const LIGHT = {
  card: '#ffffff',
  edge: '#d1d9e0',
  zone: '#f6f8fa',
  'zone-edge': '#d1d9e0',
  box: '#ffffff',
  text: '#1f2328',
  dim: '#59636e',
  faint: '#818b98',
  line: '#b4bcc5',
  good: '#1a7f37',
  'good-ground': '#effaf2',
  fair: '#8a5a00',
  'fair-ground': '#fff8e5',
  bad: '#c21c2c',
  'bad-ground': '#fff5f5',
  against: '#a02c86',
};

const DARK: typeof LIGHT = {
  card: '#0d1117',
  edge: '#3d444d',
  zone: '#151b23',
  'zone-edge': '#3d444d',
  box: '#0d1117',
  text: '#f0f6fc',
  dim: '#b1bac4',
  faint: '#9198a1',
  line: '#4b535d',
  good: '#56d364',
  'good-ground': '#10241a',
  fair: '#e3b341',
  'fair-ground': '#272115',
  bad: '#ff8079',
  'bad-ground': '#2b1719',
  against: '#e585d2',
};

const variables = (colours: typeof LIGHT): string =>
  `.ra-overlay{${Object.entries(colours)
    .map(([name, value]) => `--ra-${name}:${value}`)
    .join(';')}}`;

/** Each verdict has a colour, a ground and a kind of line; `c` is what icons and words of it take. */
const VERDICTS: readonly [string, string, string, string][] = [
  ['present', 'good', 'good-ground', 'stroke-width:1.5'],
  ['declared', 'fair', 'fair-ground', 'stroke-width:1.5;stroke-dasharray:6 3'],
  ['absent', 'bad', 'bad-ground', 'stroke-width:1.7;stroke-dasharray:.1 3.6;stroke-linecap:round'],
  ['not-observable', 'dim', 'zone', 'stroke-width:1'],
  ['convergence', 'good', 'card', 'stroke-width:1.7'],
  ['absence', 'bad', 'card', 'stroke-width:2;stroke-dasharray:.1 4;stroke-linecap:round'],
  ['divergence', 'against', 'card', 'stroke-width:2.4;stroke-dasharray:9 3 2 3'],
  ['not-judged', 'dim', 'card', 'stroke-width:1'],
];

/** Pictures of other kinds have classes of these names too. */
const below = (rule: string): string => {
  const [selectors = '', declarations = ''] = rule.split('{');
  return `${selectors.replace(/(?<=^|,)/g, '.ra-overlay ')}{${declarations}`;
};

const RULES = [
  ...Object.entries(LOOKS).map(
    ([look, { size, ...others }]) =>
      `.${look}{font-size:${size}px${'anchor' in others ? `;text-anchor:${others.anchor}` : ''}}`,
  ),
  ...SIZES.map((size) => `.${sizeClass(size)}{font-size:${size}px}`),
  ...(['start', 'middle', 'end'] as const).map((anchor) => `.${anchorClass(anchor)}{text-anchor:${anchor}}`),
  '.ra-card{fill:var(--ra-card);stroke:var(--ra-edge)}',
  '.ra-zone{fill:var(--ra-zone);stroke:var(--ra-zone-edge)}',
  '.ra-letter{fill:var(--ra-dim)}',
  '.ra-letter-text{fill:var(--ra-card);font-weight:bold}',
  '.ra-step{fill:var(--ra-card);stroke:var(--ra-zone-edge)}',
  '.ra-title,.ra-name{fill:var(--ra-text);font-weight:bold}',
  '.ra-text{fill:var(--ra-text)}',
  '.ra-dim,.ra-task{fill:var(--ra-dim)}',
  '.ra-strong{fill:var(--ra-dim);font-weight:bold}',
  ...VERDICTS.flatMap(([verdict, colour, ground, line]) => [
    `.ra-${verdict}{--ra-c:var(--ra-${colour});--ra-ground:var(--ra-${ground})}`,
    `.ra-${verdict} .ra-outline,.ra-${verdict} .ra-run{${line}}`,
  ]),
  '.ra-outline{fill:var(--ra-ground);stroke:var(--ra-c)}',
  '.ra-inline{fill:none;stroke:var(--ra-c);stroke-width:.7}',
  '.ra-run{fill:none;stroke:var(--ra-c)}',
  '.ra-tip{fill:var(--ra-c)}',
  '.ra-not-judged .ra-run{stroke:var(--ra-line)}',
  '.ra-not-judged .ra-tip{fill:var(--ra-line)}',
  '.ra-word,.ra-number{fill:var(--ra-c);font-weight:bold}',
  '.ra-icon-full{fill:var(--ra-c);stroke:none}',
  '.ra-icon-open{fill:none;stroke:var(--ra-c);stroke-width:1.2}',
  '.ra-icon-line{fill:none;stroke:var(--ra-c);stroke-width:1.3;stroke-linecap:round}',
  '.ra-icon-cut{fill:none;stroke:var(--ra-card);stroke-width:1.5;stroke-linecap:round}',
  '.ra-label{fill:var(--ra-card);stroke:var(--ra-c)}',
  '.ra-missing .ra-outline{stroke-width:2.6;stroke-dasharray:.1 4.6}',
  '.ra-muted .ra-outline{fill:var(--ra-card);stroke:var(--ra-line)}',
  '.ra-muted .ra-run{stroke:var(--ra-line);stroke-width:.8}',
  '.ra-muted .ra-tip{fill:var(--ra-line)}',
  '.ra-muted .ra-name,.ra-muted .ra-word,.ra-muted .ra-text{fill:var(--ra-dim);font-weight:normal}',
  '.ra-muted{--ra-c:var(--ra-faint)}',
  'a:hover .ra-name,a:focus .ra-name{text-decoration:underline}',
  'a:focus .ra-outline,a[aria-current] .ra-outline{stroke-width:3}',
];

/** For a page; all of it stands below `.ra-overlay`. */
export const OVERLAY_STYLE = [
  variables(LIGHT),
  `@media (prefers-color-scheme:dark){${variables(DARK)}}`,
  ...RULES.map(below),
].join('\n');
