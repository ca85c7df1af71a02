/**
 * Copies of other projects. An upstream repository that was copied in (or is a submodule) brings its own workflows, images
 * and services, none of which are this project's.
 */
import { openRegular } from './open-regular.js';
import type { DirectoryTree } from './tree.js';

const LICENCE = /^(?:licen[cs]e|copying)(?:\.(?:txt|md|rst))?$/i;
const README = /^readme(?:\..+)?$/i;
const MANIFEST = /^(?:setup\.py|pyproject\.toml|package\.json|go\.mod|cargo\.toml|pom\.xml|citation.*)$/i;

/**
 * What is only of use at the root of a repository of its own. Contributing guides and codes of conduct do not count: seed code
 * for new repositories has them too.
 */
const REPOSITORY_MARK =
  /^(?:issue_template|pull_request_template(?:\.md)?|funding\.ya?ml|dependabot\.ya?ml|security\.md|citation\.cff|readme[._-](?:zh|cn|ja|ko|de|fr|es|pt|ru).*|\.gitattributes|\.pre-commit-config\.ya?ml|\.?readthedocs\.ya?ml)$/i;
const ENOUGH_MARKS = 2;
/** A name that Cookiecutter, Copier and the like fill in: the project that they make, not one that was copied in. */
const FILLED_IN = /\{\{|\{%|<%/;

/** Enough of a licence to tell one from another, and one holder from another. */
const LICENCE_LENGTH = 2048;
const MAX_LICENCE_FILE = 1_000_000;
const MAX_CANDIDATES = 500;
const MAX_SUBMODULE_FILE = 100_000;

interface Candidate {
  directory: string;
  parent: string;
  licence: string;
}

/**
 * Directories below the root that hold a copy of another project: they carry a licence of their own that differs from the
 * root's and from their neighbours' (packages of a monorepo share theirs), and either are marked as a repository of their
 * own or name another copyright holder than the root does. A further copy with the same licence counts too.
 *
 * @param root absolute path of the source, with a '/' at the end
 * @returns paths with a '/' at the end
 */
export function vendoredDirectories(root: string, tree: DirectoryTree): Set<string> {
  const rootLicence = licenceOf(root, '', tree) ?? '';
  const candidates: Candidate[] = [];
  for (const [directory, { files }] of tree) {
    if (directory === '' || candidates.length >= MAX_CANDIDATES || !files.some((file) => LICENCE.test(file))) continue;
    if (FILLED_IN.test(directory)) continue;
    const licence = licenceOf(root, directory, tree);
    const parent = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1);
    if (licence && licence !== rootLicence) candidates.push({ directory, parent, licence });
  }
  if (candidates.length === 0) return new Set();
  const submodules = submodulePaths(root, tree);
  const copies = candidates.filter((candidate) => isCopy(candidate, candidates, tree, submodules, holder(rootLicence)));
  const licences = new Set(copies.map((copy) => copy.licence));
  return new Set(candidates.filter(({ licence }) => licences.has(licence)).map(({ directory }) => directory));
}

function isCopy(
  { directory, parent, licence }: Candidate,
  candidates: readonly Candidate[],
  tree: DirectoryTree,
  submodules: ReadonlySet<string>,
  rootHolder: string | undefined,
): boolean {
  const entry = tree.get(directory);
  const github = tree.get(`${directory}.github/`);
  const names = [entry, github].flatMap((place) => [...(place?.files ?? []), ...(place?.directories ?? [])]);
  if (submodules.has(directory)) return true;
  if (names.filter((name) => REPOSITORY_MARK.test(name)).length >= ENOUGH_MARKS) return true;
  if (
    candidates.some((other) => other.directory !== directory && other.parent === parent && other.licence === licence)
  ) {
    return false;
  }
  const ownHolder = holder(licence);
  if (!rootHolder || !ownHolder || rootHolder === ownHolder) return false;
  return names.some((name) => README.test(name)) && names.some((name) => MANIFEST.test(name));
}

/** The beginning of a directory's licence, without what differs between two prints of the same one. */
function licenceOf(root: string, directory: string, tree: DirectoryTree): string | undefined {
  const name = tree.get(directory)?.files.find((file) => LICENCE.test(file));
  if (name === undefined) return undefined;
  const opened = openRegular(root + directory + name, MAX_LICENCE_FILE);
  if ('failure' in opened) return undefined;
  const text = opened.bytes
    .subarray(0, 8 * LICENCE_LENGTH)
    .toString('utf8')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  return text.replace(/\b(?:19|20)\d\d\b/g, '').slice(0, LICENCE_LENGTH);
}

/** Who holds the copyright, of a licence that names somebody beside those who wrote its text. */
function holder(licence: string): string | undefined {
  for (const match of licence.matchAll(/copyright (?:\(c\)|©)?[ ,-]*([^.:;<\n]{3,60})/g)) {
    const name = (match[1] ?? '').replace(/all rights reserved|permission is.*|licensed under.*/, '').trim();
    if (name === '' || /^(?:free software foundation|owner|notice|holder|license|statement|law|\[)/.test(name))
      continue;
    return name;
  }
  return undefined;
}

/** Directories that `.gitmodules` names: other repositories at a commit of theirs. */
function submodulePaths(root: string, tree: DirectoryTree): Set<string> {
  if (!tree.get('')?.files.includes('.gitmodules')) return new Set();
  const opened = openRegular(`${root}.gitmodules`, MAX_SUBMODULE_FILE);
  if ('failure' in opened) return new Set();
  const matches = opened.bytes.toString('utf8').matchAll(/^[ \t]*path[ \t]*=[ \t]*(\S+)/gm);
  return new Set([...matches].map((match) => `${(match[1] ?? '').replace(/\/$/, '')}/`));
}
