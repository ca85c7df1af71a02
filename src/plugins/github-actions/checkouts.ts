/** Checkouts of other repositories: where later steps work, and what their pushes deploy. */
import type { EmbeddedFact, Fact } from '../../facts/types.js';
import { string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import { gitHubRepository } from '../shared/identifiers.js';
import { isUnknown } from '../shared/paths.js';
import { expand } from './expressions.js';
import { placeFor } from './scope.js';
import type { StepScope } from './scope.js';

/** Repositories that one job checks out; more are no job. */
const MOST_CHECKOUTS = 20;

/** Stands for the repository of the workflow itself. */
const OWN = '.';

/** Directory of the checkout ('.' is the workspace) → repository. */
export type Checkouts = ReadonlyMap<string, string>;

export function foreignCheckouts(nodes: readonly DataNode[], scope: StepScope): Checkouts {
  const checkouts = new Map<string, string>();
  for (const node of nodes) {
    if (!/^actions\/checkout(?:@|$)/.test(string(node, 'uses') ?? '')) continue;
    const repository = gitHubRepository(expand(string(node, 'with', 'repository') ?? '', scope.values));
    const directory = stripped(expand(string(node, 'with', 'path') ?? '.', scope.values));
    // Without a repository it is the own one, whose files then lie below `path`.
    const own = directory === '.' || string(node, 'with', 'repository') !== undefined ? undefined : OWN;
    const found = repository ?? own;
    if (found && checkouts.size < MOST_CHECKOUTS) checkouts.set(directory, found);
    else checkouts.delete(directory);
  }
  return checkouts;
}

/** Checkouts of other repositories below the workspace, for scripts that change into them. */
export function foreignOnly(checkouts: Checkouts): Pick<EmbeddedFact, 'checkouts'> {
  const below = [...checkouts].filter(([directory, repository]) => directory !== '.' && repository !== OWN);
  return below.length > 0 ? { checkouts: below } : {};
}

function stripped(directory: string): string {
  return directory.replace(/^\.\/(?=.)|\/+$/g, '') || '.';
}

/** Directory of a step; inside another repository's checkout it is below the name of that repository. */
export function workingDirectory(written: string, scope: StepScope, foreign: Checkouts): string | undefined {
  const directory = stripped(written.replace(/^\$\{\{\s*github\.workspace\s*\}\}/, '.'));
  const checkout = checkoutOf(directory, foreign);
  if (checkout) {
    const inside = checkout.directory === '.' ? directory : directory.slice(checkout.directory.length + 1) || '.';
    if (checkout.repository === OWN) return scope.context.resolvePath(inside, scope.root);
    return inside === '.' ? checkout.repository : `${checkout.repository}/${inside}`;
  }
  return isUnknown(directory) ? undefined : scope.context.resolvePath(directory, scope.root);
}

function checkoutOf(directory: string, foreign: Checkouts): { directory: string; repository: string } | undefined {
  for (const [at, repository] of foreign) {
    if (at === directory || (at !== '.' && directory.startsWith(`${at}/`))) return { directory: at, repository };
  }
  const whole = foreign.get('.');
  return whole === undefined ? undefined : { directory: '.', repository: whole };
}

/**
 * A push from the checkout of another repository deploys it. A script may also change into it itself.
 * @param directory where the step works, as it is written
 * @param script text that may name the directory of the checkout
 */
export function pushFacts(
  directory: string,
  script: string,
  unit: string,
  offset: number,
  scope: StepScope,
  foreign: Checkouts,
): Fact[] {
  const inside = checkoutOf(stripped(directory), foreign)?.repository;
  const repository = inside ?? [...foreign].find(([at]) => script.includes(at))?.[1];
  if (repository === undefined || repository === OWN) return [];
  const place = { ...placeFor(unit, scope.document, offset, scope, () => []), kind: 'command' as const };
  return [...linkFacts(place, 'deploys', 'git-repository', repository), traitFact(place, 'deploys')];
}
