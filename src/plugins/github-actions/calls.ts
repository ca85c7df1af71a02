/** Jobs that call a workflow: one of the repository, or one that lies elsewhere and cannot be read. */
import type { Fact, LinkType, Trait } from '../../facts/types.js';
import { entries, get, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import type { Place } from '../shared/effects.js';
import { factsForSignal } from '../signals.js';
import { compact, expand } from './expressions.js';
import { inputSymbols } from './scope.js';
import type { StepScope } from './scope.js';

/** What a workflow that cannot be read does to the files handed to it, told by the words of its file name. */
const VERBS: readonly { words: RegExp; link?: LinkType; trait?: Trait }[] = [
  { words: /\b(?:test|tests|pytest|unit)\b/, trait: 'tests' },
  { words: /\b(?:lint|format|style)\b/, trait: 'lints' },
  { words: /\b(?:run|train|training|execute|submit|invoke|trigger|score)\b/, link: 'runs' },
  { words: /\b(?:build|package|image|docker)\b/, link: 'builds', trait: 'builds-package' },
  {
    words: /\b(?:deploy|deployment|deployments|endpoint|endpoints|release|rollout|apply|provision|promote|cd)\b/,
    link: 'deploys',
    trait: 'deploys',
  },
];

/** A value that names a file of the repository. */
const FILE =
  /^(?!.*:\/\/)[\w./@-]+\.(?:ya?ml|json|toml|py|ipynb|sh|tf|tfvars|bicep|Dockerfile|sql|r|R)$|^(?:[\w.-]+\/)*Dockerfile[\w.-]*$/;

/** Facts of a job with `uses`. */
export function callFacts(job: DataNode, uses: string, unit: string, scope: StepScope): Fact[] {
  const { document, context, root, values } = scope;
  const at = document.locate(get(job, 'uses')?.offset ?? job.offset);
  const place: Place = { context, unit, at, kind: 'action', directory: root, values: () => [] };
  const inputs = get(job, 'with');
  if (uses.startsWith('./')) {
    return [
      ...linkFacts(place, 'includes', 'path', uses),
      ...inputSymbols(inputs, context.resolvePath(uses, root), document, values),
    ];
  }
  const called = uses.replace(/@.*$/, '');
  const value = (key: string | undefined): string | undefined => {
    const written = key === undefined ? undefined : string(inputs, key);
    return written === undefined ? undefined : compact(expand(written, values));
  };
  const name = (/([^/@]+)\.ya?ml(?:@|$)/.exec(uses)?.[1] ?? uses).toLowerCase().replace(/[-_.]/g, ' ');
  const verbs = VERBS.filter(({ words }) => words.test(name));
  const link = verbs.find((verb) => verb.link)?.link ?? 'includes';
  const applies = entries(inputs).some(
    ({ key, value: input }) => /action|command/i.test(key) && text(input) === 'apply',
  );
  return [
    ...factsForSignal(context.catalogue, { kind: 'action', name: called, value: ({ key }) => value(key) }, unit, at),
    ...linkFacts({ ...place, directory: '.' }, 'includes', 'path', `github.com/${called}`),
    ...inputSymbols(inputs, `github.com/${called}`, document, values),
    ...(applies ? [traitFact(place, 'deploys', uses)] : []),
    { fact: 'not-understood', unit, reason: 'remote-reference', detail: uses, at },
    ...verbs.flatMap(({ trait }) => (trait ? [traitFact(place, trait, uses)] : [])),
    ...entries(inputs).flatMap(({ value }) => {
      const written = expand(text(value) ?? '', values);
      return FILE.test(written)
        ? linkFacts({ ...place, at: document.locate(value.offset) }, link, 'path', written)
        : [];
    }),
  ];
}
