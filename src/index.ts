/** The library: the same audit as the command line, for other programs. */
export { audit, type AuditOptions } from './engine/audit.js';
export { loadKnowledge, type Knowledge } from './knowledge/index.js';
export { loadConfiguration, openWorkspace, ConfigurationError, WorkspaceError } from './workspace/index.js';
export { reporter, FORMATS, type Reporter, type ReportContext } from './report/index.js';
export { validateAssessment } from './assessment/validate.js';
export type * from './assessment/types.js';
export type * from './graph/types.js';
export * from './vocabulary/index.js';
