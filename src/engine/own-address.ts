/**
 * The address at which a source says that it is kept: in the file that describes its package, in its README, which tells how to clone
 * it and shows the state of its builds, or in a pipeline that pushes changes to it. A directory need not have the name of its repository, and other sources speak of the address.
 */
import { remotePath } from '../facts/addresses.js';
import { normaliseRepository } from '../facts/identifiers.js';
import type { OfferFact } from '../facts/types.js';
import type { FileInfo } from '../plugins/types.js';
import { createLocator } from '../syntax/locations.js';

const LONGEST_TEXT = 100_000;
const HOST = '(?:github\\.com|gitlab\\.com|bitbucket\\.org|codeberg\\.org)';
const ADDRESS = `(?:https?://|git://|ssh://)?(?:git@)?${HOST}[/:][\\w./-]{3,120}`;

/** Files at the top of a source, and where in them its own address stands; the first that is found counts. */
const PLACES: readonly { files: RegExp; patterns: readonly RegExp[] }[] = [
  {
    files: /^package\.json$/,
    patterns: [
      new RegExp(`"repository"\\s*:\\s*(?:\\{[^}]{0,200}"url"\\s*:\\s*)?"(?:git\\+)?(${ADDRESS})`),
      new RegExp(`"homepage"\\s*:\\s*"(${ADDRESS})`),
    ],
  },
  {
    files: /^(?:pyproject\.toml|setup\.cfg|setup\.py)$/,
    patterns: [
      new RegExp(`^\\s*"?(?:repository|homepage|source|source code|url)"?\\s*[=:]\\s*["']?(${ADDRESS})`, 'im'),
    ],
  },
  {
    files: /^(?:mkdocs\.ya?ml|CITATION\.cff)$/,
    patterns: [new RegExp(`^repo(?:_url|sitory-code):\\s*["']?(${ADDRESS})`, 'm')],
  },
  {
    files: /^readme(?:\.(?:md|rst|adoc|txt))?$/i,
    patterns: [
      new RegExp(`(${ADDRESS})/(?:actions/)?workflows/`),
      new RegExp(`\\bgit clone\\s+(?:--?[\\w-]+(?:[= ][\\w-]+)?\\s+){0,3}(${ADDRESS})`),
    ],
  },
];
/** Pipelines that change their own repository push to its address. */
const PIPELINE =
  /^(?:\.gitlab-ci\.ya?ml|\.github\/workflows\/[\w.-]+\.ya?ml|Jenkinsfile[\w.-]*|azure-pipelines[\w.-]*\.ya?ml)$/;
const PUSHES = new RegExp(
  `\\bgit (?:push|remote set-url origin)\\s+["']?(?:https?://)?(?:[^\\s@"']{1,100}@)?(${HOST}[/:][\\w./-]{3,120})`,
);
/** …unless they work in a checkout of another one. */
const CHECKS_OUT =
  /\bgit clone\b|^\s*(?:- )?repository:|\bgit\s*\(?\s*(?:url|branch|credentialsId)\s*:|\$class: 'GitSCM'|userRemoteConfigs/m;

/** Owners that stand for whoever reads. */
const FILLED_IN = /^(?:<.*|your.*|my.*|user(?:name)?|owner|org|organi[sz]ation|example|github[-_]?user.*|xxx+)$/i;

export function ownAddress(file: FileInfo, text: string): OfferFact[] {
  if (text.length > LONGEST_TEXT) return [];
  const patterns =
    PIPELINE.test(file.logicalPath) && !CHECKS_OUT.test(text)
      ? [PUSHES]
      : (PLACES.find(({ files }) => files.test(file.logicalPath))?.patterns ?? []);
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    const address = remotePath(found?.[1] ?? '');
    const owner = address?.name.split('/')[0] ?? '';
    if (!found || !address || FILLED_IN.test(owner)) continue;
    const value = normaliseRepository(address.repository);
    return [
      { fact: 'offer', unit: '', identifier: { kind: 'git-repository', value }, at: createLocator(text)(found.index) },
    ];
  }
  return [];
}
