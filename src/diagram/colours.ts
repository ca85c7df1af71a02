/** Shades, as `[on light ground, on dark ground]`. On the card and on each lane texts have a contrast of at least 4.5 : 1. */
export const SHADES = {
  text: ['#1f2328', '#f0f3f6'],
  dim: ['#4f5965', '#b4bdc8'],
  card: ['#ffffff', '#0d1117'],
  edge: ['#d1d9e0', '#3d444d'],
  node: ['#ffffff', '#161b22'],
  missing: ['#a40e26', '#ff9492'],
} as const;
