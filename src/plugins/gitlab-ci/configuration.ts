/**
 * What a configuration says after `extends`, `default` and `!reference` are applied.
 * Source: GitLab documentation, "CI/CD YAML syntax reference" and "Optimize GitLab CI/CD configuration files".
 */
import { entries, get, isMap, isSequence, items, strings, text } from '../../syntax/data/tree.js';
import type { DataEntry, DataMap, DataNode } from '../../syntax/types.js';

/** Keys at the top that are no jobs. */
const GLOBAL = new Set([
  'default',
  'include',
  'stages',
  'types',
  'variables',
  'workflow',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
]);

/** Keywords of which a job has at least one. */
const JOB_KEYWORDS = ['script', 'trigger', 'extends', 'run', 'release', 'stage'];

/** GitLab follows `extends` eleven levels deep, `!reference` ten. */
const DEEPEST = 10;
/** Bounds on what a few hostile lines can unfold to: parents of a job, entries merged, characters of scripts. */
const MOST_PARENTS = 20;
const MOST_MERGED = 200_000;
const MOST_CHARACTERS = 2_000_000;

export class Configuration {
  private readonly merged = new Map<DataNode, DataNode>();
  private mergeable = MOST_MERGED;
  private characters = MOST_CHARACTERS;

  private readonly index: ReadonlyMap<string, DataNode>;

  constructor(private readonly roots: readonly DataNode[]) {
    this.index = new Map(roots.flatMap((root) => entries(root).map(({ key, value }) => [key, value] as const)));
  }

  /** Value of a key at the top. */
  top(key: string): DataNode | undefined {
    return this.index.get(key);
  }

  /** Jobs that run: hidden ones (`.name`) only serve others. */
  jobs(): DataEntry[] {
    return this.roots.flatMap((root) =>
      entries(root).filter(({ key, value }) => !key.startsWith('.') && !GLOBAL.has(key) && isJob(value)),
    );
  }

  /** Hidden jobs with a script of their own, which jobs of other files may extend. */
  templates(): DataEntry[] {
    return this.roots.flatMap((root) =>
      entries(root).filter(
        ({ key, value }) => key.startsWith('.') && get(this.resolved(value), 'script') !== undefined,
      ),
    );
  }

  /** Names that a job extends and that another file defines. */
  foreignParents(job: DataNode): string[] {
    return strings(job, 'extends').filter((name) => this.top(name) === undefined);
  }

  /** True when the file has the keys of a pipeline or of a part of one. */
  get isPipeline(): boolean {
    return this.roots.some((root) =>
      entries(root).some(({ key, value }) => key === 'stages' || key === 'include' || isJob(value)),
    );
  }

  /** True when a job starts a pipeline that another file of the repository defines. */
  get startsChildren(): boolean {
    return this.jobs().some(({ value }) =>
      items(get(value, 'trigger', 'include')).some((one) => get(one, 'local') !== undefined),
    );
  }

  /** A job with what it inherits by `extends`. */
  resolved(job: DataNode, depth = 0): DataNode {
    const known = this.merged.get(job);
    if (known || depth > DEEPEST) return known ?? job;
    // A cycle finds the job as it is written.
    this.merged.set(job, job);
    const parents = strings(job, 'extends')
      .slice(0, MOST_PARENTS)
      .flatMap((name) => this.top(name) ?? []);
    const merged = parents.reduceRight((child, parent) => this.merge(this.resolved(parent, depth + 1), child), job);
    this.merged.set(job, merged);
    return merged;
  }

  /** Value of a keyword of a job; `default` and the older global keywords stand in for it. */
  keyword(job: DataNode, key: string): DataNode | undefined {
    return get(job, key) ?? get(this.top('default'), key) ?? (GLOBAL.has(key) ? this.top(key) : undefined);
  }

  /** Scalars of a script: nested lists come from anchors, `!reference` names the list of another job. */
  lines(node: DataNode | undefined, depth = 0): DataNode[] {
    if (node === undefined || depth > DEEPEST || this.characters <= 0) return [];
    this.characters -= 10 + (text(node)?.length ?? 0);
    if (!isSequence(node)) return text(node) === undefined ? [] : [node];
    if (node.tag === '!reference') return this.lines(this.referenced(node), depth + 1);
    return node.items.flatMap((item) => this.lines(item, depth + 1));
  }

  /** Items of a list that may hold references. */
  list(node: DataNode | undefined, depth = 0): DataNode[] {
    if (this.characters <= 0) return [];
    this.characters -= 10;
    return items(node).flatMap((item) =>
      item.tag === '!reference' && depth < DEEPEST ? this.list(this.referenced(item), depth + 1) : [item],
    );
  }

  private referenced(node: DataNode): DataNode | undefined {
    const [job, ...path] = strings(node);
    const target = job === undefined ? undefined : this.top(job);
    return target === undefined ? undefined : get(this.resolved(target), ...path);
  }

  /** `extends` merges maps; everything else is replaced. */
  private merge(parent: DataNode, child: DataNode, depth = 0): DataNode {
    if (!isMap(parent) || !isMap(child) || depth > 100) return child;
    this.mergeable -= parent.entries.length + child.entries.length;
    if (this.mergeable <= 0) return child;
    const own = new Map(child.entries.map((entry) => [entry.key, entry]));
    const inherited = parent.entries.map((entry) => {
      const over = own.get(entry.key);
      own.delete(entry.key);
      return over === undefined ? entry : { ...over, value: this.merge(entry.value, over.value, depth + 1) };
    });
    const merged: DataMap = { ...child, entries: [...inherited, ...own.values()] };
    return merged;
  }
}

function isJob(node: DataNode): boolean {
  return isMap(node) && JOB_KEYWORDS.some((key) => get(node, key) !== undefined);
}
