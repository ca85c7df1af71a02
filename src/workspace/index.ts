/**
 * The workspace: which definitions there are, in what role, and how their text is read. Knows nothing of machine learning.
 */
export { CONFIGURATION_FILES, loadConfiguration, type ConfigurationOptions } from './configuration.js';
export { loadData, parseData, readDataText } from './data-file.js';
export { isDay, yearAfter } from './day.js';
export { defaultConfiguration } from './defaults.js';
export { ConfigurationError, WorkspaceError } from './errors.js';
export { isDefinition, isReadable, logicalPath } from './file-types.js';
export { readBudget, readText, type ReadBudget, type ReadResult } from './read-text.js';
export { isGeneratedText } from './roles.js';
export { presetIds, readPreset } from './policy.js';
export { closest } from './suggest.js';
export { changedFiles } from './tracked.js';
export { openWorkspace } from './workspace.js';
export * from './types.js';
