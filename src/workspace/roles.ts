import { baseName, hasTemplateEnding, isDefinition, logicalPath } from './file-types.js';
import { matcher } from './ignore-rules.js';
import {
  BUILD_SPECIFICATION,
  DBT_PROJECT,
  ROLE_PATTERNS,
  STAGE,
  TRAINING,
  type RolePatterns,
} from './role-patterns.js';
import type { DirectoryTree } from './tree.js';
import type { RoleOverride } from './types.js';
import type { FileRole } from '../vocabulary/index.js';

/** Rank of `template` by ending, and of `production`, behind all patterns. */
const TEMPLATE = ROLE_PATTERNS.length;
const PRODUCTION = TEMPLATE + 1;

const JOINED = ROLE_PATTERNS.map((patterns) => ({
  directory: join(patterns.directories),
  file: join(patterns.files),
  path: join(patterns.paths),
}));

function join(patterns: RegExp[] | undefined): RegExp | undefined {
  if (!patterns) return undefined;
  // One expression is several times faster than many; where one pattern ignores case, all of its list do.
  const flags = patterns.some((pattern) => pattern.flags.includes('i')) ? 'i' : '';
  return new RegExp(patterns.map((pattern) => `(?:${pattern.source})`).join('|'), flags);
}

function roleOf(rank: number): FileRole {
  const patterns: RolePatterns | undefined = ROLE_PATTERNS[rank];
  if (patterns) return patterns.role;
  return rank === TEMPLATE ? 'template' : 'production';
}

/** Fewer definitions than this outside of `examples/` and the like, or a smaller part of all, and the examples are the matter. */
const ENOUGH = 3;
const ENOUGH_PART = 0.2;

/**
 * The role of every file of a source, from names alone.
 *
 * @param paths readable and unreadable files, relative to the source's root
 * @param tree the same files by directory
 * @param vendored directories that hold a copy of another project (see `vendored.ts`), with a '/' at the end
 * @param overrides roles that the configuration gives; the first that matches a file wins over everything here
 */
export function assignRoles(
  paths: readonly string[],
  tree: DirectoryTree,
  vendored: ReadonlySet<string>,
  overrides: readonly RoleOverride[],
): FileRole[] {
  const given = overrides.map(({ pattern, role }) => ({ rules: matcher([pattern]), role }));
  const ranks = new DirectoryRanks(tree, vendored);
  const fileRanks = paths.map((path) => ranks.ofFile(path));
  const asProduction = irrelevantRanks(paths, fileRanks);
  return paths.map((path, index) => {
    const override = given.find(({ rules }) => rules.ignores(path));
    if (override) return override.role;
    const [first, second] = fileRanks[index] ?? [PRODUCTION, PRODUCTION];
    return roleOf(asProduction.has(first) ? second : first);
  });
}

/** The strongest rank, and the strongest one that does not come from a `relative` directory. */
type Ranks = readonly [strongest: number, absolute: number];

/** Relative roles that cover so much of what the source defines that they say nothing. */
function irrelevantRanks(paths: readonly string[], fileRanks: readonly Ranks[]): Set<number> {
  const counts = new Map<number, number>();
  paths.forEach((path, index) => {
    if (!isSubstantial(path)) return;
    const [first, second] = fileRanks[index] ?? [PRODUCTION, PRODUCTION];
    // Only what would be in force otherwise is weighed.
    if (['production', 'template'].includes(roleOf(second))) counts.set(first, (counts.get(first) ?? 0) + 1);
  });
  let outside = 0;
  for (const [rank, count] of counts) if (!ROLE_PATTERNS[rank]?.relative) outside += count;
  const irrelevant = new Set<number>();
  // Weakest first: examples decide before documentation whether they are the matter.
  for (let rank = ROLE_PATTERNS.length - 1; rank >= 0; rank--) {
    const inside = counts.get(rank) ?? 0;
    if (!ROLE_PATTERNS[rank]?.relative || inside === 0) continue;
    if (outside >= ENOUGH && outside >= ENOUGH_PART * (outside + inside)) continue;
    irrelevant.add(rank);
    outside += inside;
  }
  return irrelevant;
}

/** Defines something by itself: not packaging, settings of tools, or text. */
function isSubstantial(path: string): boolean {
  if (!isDefinition(path)) return false;
  const name = baseName(path);
  if (path.startsWith('.') || name.startsWith('.')) return false;
  return !/^(?:setup\.py|setup\.cfg|noxfile\.py|__init__\.py|.*\.(?:txt|in|toml|ini|cfg|lock|properties|json|env))$/.test(
    name,
  );
}

/** Ranks of directories, each computed once. */
class DirectoryRanks {
  readonly #ranks = new Map<string, Ranks>([['', [PRODUCTION, PRODUCTION]]]);
  readonly #tree: DirectoryTree;
  readonly #vendored: ReadonlySet<string>;

  constructor(tree: DirectoryTree, vendored: ReadonlySet<string>) {
    this.#tree = tree;
    this.#vendored = vendored;
  }

  ofFile(path: string): Ranks {
    const slash = path.lastIndexOf('/') + 1;
    const directory = path.slice(0, slash);
    const [first, second] = this.#ofDirectory(BUILD_SPECIFICATION.test(path) ? parentOf(directory) : directory);
    const logical = logicalPath(path);
    const name = logical.slice(slash);
    let own = hasTemplateEnding(path) ? TEMPLATE : PRODUCTION;
    for (let rank = 0; rank < Math.min(second, JOINED.length); rank++) {
      const patterns = JOINED[rank];
      if (patterns?.file?.test(name) || patterns?.path?.test(logical)) {
        own = rank;
        break;
      }
    }
    return [Math.min(first, own), Math.min(second, own)];
  }

  /** Iterative towards the root, because a path may have as many directories as a hostile tree likes. */
  #ofDirectory(directory: string): Ranks {
    const missing: string[] = [];
    let known = this.#ranks.get(directory);
    for (let current = directory; !known; known = this.#ranks.get(current)) {
      missing.push(current);
      current = parentOf(current);
    }
    for (const current of missing.reverse()) {
      const own = this.#own(current);
      const relative = ROLE_PATTERNS[own]?.relative === true;
      known = [Math.min(known[0], own), relative ? known[1] : Math.min(known[1], own)];
      this.#ranks.set(current, known);
    }
    return known;
  }

  #own(directory: string): number {
    if (this.#vendored.has(directory)) return 0;
    const parent = parentOf(directory);
    const name = directory.slice(parent.length, -1);
    const rank = JOINED.findIndex((patterns) => patterns.directory?.test(name));
    if (rank < 0) return PRODUCTION;
    return ROLE_PATTERNS[rank]?.role === 'test' && this.#isProductionTest(parent, name) ? PRODUCTION : rank;
  }

  /** A folder called `test` that is a stage of delivery, a step of a training flow, or holds the data tests of dbt. */
  #isProductionTest(parent: string, name: string): boolean {
    const { files, directories } = this.#tree.get(parent) ?? { files: [], directories: [] };
    if (name === 'test' && directories.some((sibling) => STAGE.test(sibling))) return true;
    if (name === 'testing' && directories.some((sibling) => TRAINING.test(sibling))) return true;
    return /^tests?$/.test(name) && files.some((file) => DBT_PROJECT.test(file));
  }
}

/** Parent of a directory whose path ends with '/'. */
function parentOf(directory: string): string {
  return directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1);
}

/** Source code, whose generated files are made from a definition that lies elsewhere. */
const SOURCE_CODE = /\.(?:pyi?|[cm]?[jt]sx?|go|java|kt|scala|cs|rs|rb)$/;
const GENERATED = /\bDO NOT EDIT\b|@generated\b/;

/**
 * True when the text says of itself that a tool wrote it. Manifests are never meant: a generated Kubernetes manifest or
 * workflow is what the platform applies, and so is in force.
 */
export function isGeneratedText(path: string, text: string): boolean {
  return SOURCE_CODE.test(path) && GENERATED.test(text.slice(0, 1024));
}
