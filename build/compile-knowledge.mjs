// Validates the knowledge in rules/ and architecture-models/ with the compiled code and writes it as one JSON file, so that a
// run parses and validates no YAML. Run after `tsc`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const { readKnowledge } = await import(new URL('dist/knowledge/read.js', root).href);
const knowledge = readKnowledge(fileURLToPath(root));
writeFileSync(new URL('dist/knowledge/knowledge.json', root), `${JSON.stringify(knowledge)}\n`);
for (const [name, entries] of Object.entries(knowledge)) console.log(`${name}: ${entries.length}`);
