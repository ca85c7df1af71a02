/** `refarch render` */
import { readFileSync } from 'node:fs';
import type { Assessment } from '../assessment/types.js';
import { loadKnowledge } from '../knowledge/index.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { checkLinkTemplate, parseOutputs, reasonOf, writeReports } from './output.js';
import { validateAssessment } from '../assessment/validate.js';

export async function renderCommand(
  file: string,
  options: { format?: string[]; linkTemplate?: string },
): Promise<number> {
  const outputs = parseOutputs(options.format);
  const { linkTemplate } = options;
  checkLinkTemplate(linkTemplate);
  const known = await loadKnowledge();
  await writeReports(await readAssessment(file), outputs, known, linkTemplate === undefined ? {} : { linkTemplate });
  return EXIT.ok;
}

/** @throws {UsageError} when the file is no assessment of this version */
export /** @throws {UsageError} for what is no assessment */
async function readAssessment(file: string): Promise<Assessment> {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`cannot read the assessment ${file}: ${reasonOf(error)}.`);
  }
  const fault = await validateAssessment(data);
  if (fault) throw new UsageError(`${file} is no assessment of this version of refarch: ${fault}.`);
  return data as Assessment;
}
