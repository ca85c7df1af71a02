/** Numbers of pictures, no more exact than an eye. */

/** To a tenth of a pixel. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** In the short form of paths: a minus sign parts numbers as a space does. */
export const pair = (x: number, y: number): string => `${round(x)}${round(y) < 0 ? '' : ' '}${round(y)}`;
