/** Shades of text; on white and on the lanes each has a contrast of at least 4.5 : 1. */
export const TEXT = '#1f2328';
export const DIM = '#59636e';
export const FAINT = '#66707b';
