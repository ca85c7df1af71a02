/** What a document beside the code speaks of, as facts. */
import { documentMatches, type DocumentTopic } from '../catalogue/documents.js';
import type { DocumentFact } from '../facts/types.js';
import type { FileInfo } from '../plugins/types.js';
import { createLocator } from '../syntax/locations.js';
import { proseOf } from '../syntax/prose/index.js';

/** Documents of others, and those that show how a thing could be, say nothing of this one. */
const ROLES: ReadonlySet<FileInfo['role']> = new Set(['documentation', 'production', 'template']);

/** What tools and assistants are told stands in hidden directories; a forge's own is for people. */
const HIDDEN = /(?:^|\/)\.(?!git(?:hub|lab|ea)?\/)[^/]+\//;

export function documentFacts(topics: readonly DocumentTopic[], file: FileInfo, text: string): DocumentFact[] {
  if (!ROLES.has(file.role) || HIDDEN.test(file.logicalPath)) return [];
  const prose = proseOf(file.logicalPath, text) ?? { sections: [], letters: 0 };
  const locate = createLocator(text);
  return documentMatches(topics, { path: file.logicalPath, ...prose }).map(({ topic, section }) => ({
    fact: 'document',
    unit: '',
    topic,
    at: locate(prose.sections[section]?.offset ?? 0),
  }));
}
