import { DEFAULT_LIMITS, type Configuration } from './types.js';

/** What holds without a configuration file. */
export function defaultConfiguration(): Configuration {
  return {
    sources: [],
    exclude: [],
    roles: [],
    limits: { ...DEFAULT_LIMITS },
    models: [],
    attestations: [],
    failOn: 'error',
    rules: new Map(),
    waivers: [],
    gates: { minLevel: {}, require: [] },
  };
}
