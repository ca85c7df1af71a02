/** `.dvc/config`: remotes in which data is kept. Format: https://dvc.org/doc/user-guide/project-structure/configuration */
import type { Fact } from '../../facts/types.js';
import type { TextDocument } from '../../syntax/types.js';
import { bucketOf } from '../shared/identifiers.js';
import type { ExtractContext } from '../types.js';

interface Remote {
  name: string;
  url?: string;
  offset: number;
}

export function remoteFacts(document: TextDocument, { unit }: ExtractContext): Fact[] {
  const { remotes, selected } = read(document.text);
  return remotes.flatMap((remote): Fact[] => {
    if (remote.url === undefined) return [];
    // A remote that is not the default is used only where a command names it.
    const unused = selected !== undefined && remote.name !== selected;
    const at = document.locate(remote.offset);
    const bucket = unused ? undefined : bucketOf(remote.url);
    return [
      {
        fact: 'component',
        unit,
        type: 'data-versioning',
        technology: 'dvc',
        ...(unused ? { declared: 'reference-only' as const } : {}),
        confidence: 'high',
        kind: 'config',
        at,
      },
      ...(bucket === undefined
        ? []
        : [
            {
              fact: 'link',
              unit,
              link: 'writes-to',
              to: { kind: 'bucket', value: bucket },
              kind: 'config',
              at,
            } satisfies Fact,
          ]),
    ];
  });
}

const SECTION = /^\s*\[\s*'?([\w-]+)\s*(?:"([^"]*)")?\s*'?\s*\]/;
const SETTING = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/;

/** Git's configuration format: `['remote "name"']` and `key = value`. */
function read(text: string): { remotes: Remote[]; selected?: string } {
  const remotes: Remote[] = [];
  let section = '';
  let selected: string | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const heading = SECTION.exec(line);
    const setting = heading ? null : SETTING.exec(line);
    const remote = remotes.at(-1);
    if (heading) {
      section = heading[1] ?? '';
      if (section === 'remote') remotes.push({ name: heading[2] ?? '', offset: offset + line.indexOf('[') });
    } else if (section === 'core' && setting?.[1] === 'remote') selected = setting[2];
    else if (section === 'remote' && remote && setting?.[1] === 'url' && setting[2]) {
      remote.url = setting[2];
      remote.offset = offset + line.indexOf('url');
    }
    offset += line.length + 1;
  }
  return { remotes, ...(selected === undefined ? {} : { selected }) };
}
