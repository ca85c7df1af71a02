export { catalogueFrom } from './matcher.js';
export { valueAt } from './value.js';
export type * from './types.js';
