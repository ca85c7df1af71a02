import { readFileSync } from 'node:fs';

const SCHEMA = new URL('../../schemas/assessment.schema.json', import.meta.url);

/** @returns the first fault against the published schema, or undefined when the data is an assessment */
export async function validateAssessment(data: unknown): Promise<string | undefined> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  // That the schema is one is what tests see to.
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, validateSchema: false }).compile(
    JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
  );
  if (validate(data)) return undefined;
  const error = validate.errors?.[0];
  return error ? `${error.instancePath || 'the document'} ${error.message ?? error.keyword}` : 'unknown fault';
}
