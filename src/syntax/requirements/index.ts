/**
 * Requirements files of pip (https://pip.pypa.io/en/stable/reference/requirements-file-format/): one requirement a line.
 * Options (`-r`, `--index-url`) are no requirements and left out, except `-e` with a direct reference.
 */
import { createLocator } from '../locations.js';
import type { Problem, Requirement, RequirementsDocument } from '../types.js';
import { parseRequirement } from './requirement.js';

export { normaliseName, parseRequirement } from './requirement.js';

const EDITABLE = /^(?:-e|--editable)(?:\s+|=)/;

/** Parses a requirements file. Lines that name no distribution (paths, prose) are left out; the first is reported. */
export function parseRequirements(text: string): RequirementsDocument {
  const requirements: Requirement[] = [];
  const problems: Problem[] = [];
  for (const { line, offset } of logicalLines(text)) {
    const content = line.replace(EDITABLE, '');
    if (content === '' || content.startsWith('#') || content.startsWith('-')) continue;
    const requirement = parseRequirement(content);
    if (requirement) requirements.push({ ...requirement, offset });
    else if (!isPath(content) && problems.length === 0) {
      problems.push({ reason: 'syntax-error', detail: 'a line that is no requirement', offset });
    }
  }
  return { language: 'requirements', text, problems, locate: createLocator(text), requirements };
}

/** Local paths and plain addresses are requirements without a name. */
function isPath(content: string): boolean {
  return /^(?:\.|\/|[\w.-]+[/\\]|file:|[a-z+]+:\/\/)/i.test(content);
}

/** Lines with their continuations (`\` at the end), without surrounding white space. */
function* logicalLines(text: string): Generator<{ line: string; offset: number }> {
  let parts: string[] = [];
  let offset = 0;
  let start = 0;
  for (const physical of text.split('\n')) {
    const line = physical.trim();
    if (parts.length === 0) offset = start + physical.indexOf(line);
    start += physical.length + 1;
    const continued = line.endsWith('\\') && !line.startsWith('#');
    parts.push(continued ? line.slice(0, -1) : line);
    if (continued) continue;
    yield { line: parts.join(' ').trim(), offset };
    parts = [];
  }
  if (parts.length > 0) yield { line: parts.join(' ').trim(), offset };
}
