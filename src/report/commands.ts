/** The commands that reports tell people to run: one place, so that all of them say the same. */
import type { RoadmapStep } from '../assessment/types.js';

/** Words of a shell as they are; what a shell would read otherwise is quoted, for people copy what they read. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Says what an id means and what was looked for. */
export const explainCommand = (id: string): string => `refarch explain ${word(id)}`;

/** What to run to learn how a gap is filled. A step that no rule knows stands for the one thing that it closes. */
export function gapCommand({ id, closes }: Pick<RoadmapStep, 'id' | 'closes'>): string {
  const only = closes[0];
  return explainCommand(only && id === `${only.model}-${only.id}` ? only.id : id);
}
