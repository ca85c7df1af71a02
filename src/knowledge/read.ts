/** Reads and validates knowledge from its YAML files. Used by the build and by tests; at run time it is one compiled file. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentTopic } from '../catalogue/documents.js';
import { readTechnologies } from '../catalogue/yaml.js';
import type { Check } from '../checks/types.js';
import { completeArchitecture, type WrittenArchitecture } from '../conformance/written.js';
import type { Drawing } from '../diagram/overlay/types.js';
import type { Derivation } from '../graph/derivations.js';
import type { MaturityModel } from '../maturity/types.js';
import type { RoadmapRule } from '../roadmap/types.js';
import type { Glossary, KnowledgeData, SourceList } from './types.js';

/**
 * @param root directory that holds `rules/`, `architecture-models/` and `schemas/`
 * @throws {Error} when a file is invalid; the message names file and place
 */
export function readKnowledge(root: string): KnowledgeData {
  const read = createReader(root);
  const models = read<WrittenArchitecture | MaturityModel>('architecture-models', (data) =>
    (data as { kind?: string }).kind === 'maturity-model' ? 'maturity-model' : 'reference-architecture',
  );
  return {
    technologies: readTechnologies(join(root, 'rules/technologies')),
    derivations: read<Derivation>('rules/derivations', () => 'derivation'),
    checks: read<Check>('rules/checks', () => 'check'),
    architectures: models
      .filter((m): m is WrittenArchitecture => m.kind === 'reference-architecture')
      .map((written) => {
        const completed = completeArchitecture(written);
        if ('model' in completed) return completed.model;
        const { message, path } = completed.fault;
        throw new Error(`architecture-models/${written.id}.yaml: /${path.join('/')} ${message}`);
      }),
    drawings: read<Drawing>('architecture-models/drawings', () => 'drawing'),
    maturityModels: models.filter((m): m is MaturityModel => m.kind === 'maturity-model'),
    roadmap: read<RoadmapRule>('rules/roadmap', () => 'roadmap-step'),
    documents: read<DocumentTopic>('rules/documents', () => 'document-topic'),
    lists: read<SourceList>('architecture-models/lists', () => 'source-list'),
    glossary: read<Glossary>('rules/glossary', () => 'glossary'),
  };
}

function createReader(
  root: string,
): <T extends { id: string }>(directory: string, schemaOf: (data: unknown) => string) => T[] {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
  const schema = (name: string): object =>
    JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8')) as object;
  ajv.addSchema(schema('condition'));
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return <T extends { id: string }>(directory: string, schemaOf: (data: unknown) => string): T[] =>
    readdirSync(join(root, directory))
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => {
        const data = load(readFileSync(join(root, directory, file), 'utf8'));
        const name = schemaOf(data);
        const validate = compiled.get(name) ?? ajv.compile(schema(name));
        compiled.set(name, validate);
        if (!validate(data)) {
          const faults = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? e.keyword}`);
          throw new Error(`${directory}/${file}: ${faults.join('; ')}`);
        }
        const item = data as T;
        if (file !== `${item.id}.yaml`) throw new Error(`${directory}/${file}: its id is ${item.id}`);
        return item;
      });
}
