/** `refarch diagram` */
import { diagram, type DiagramFormat } from '../diagram/index.js';
import { loadKnowledge } from '../knowledge/index.js';
import { assessPaths, completeness, type AssessOptions } from './audit.js';
import { technologyNames, write } from './output.js';

export interface DiagramCommandOptions extends AssessOptions {
  format: DiagramFormat;
  output?: string;
  declared?: boolean;
}

export async function diagramCommand(paths: readonly string[], options: DiagramCommandOptions): Promise<number> {
  const knowledge = await loadKnowledge();
  const { assessment } = await assessPaths(paths, options, knowledge);
  const text = await diagram(assessment, options.format, {
    declared: options.declared ?? false,
    technologyName: technologyNames(knowledge),
  });
  write(text, options.output);
  return completeness(assessment, options);
}
