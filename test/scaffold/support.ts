/** Makes plans for small invented projects on disk, and audits what comes out. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { audit } from '../../src/engine/audit.js';
import { loadKnowledge } from '../../src/knowledge/index.js';
import {
  apply,
  changesOf,
  loadScaffoldKnowledge,
  makePlan,
  publishedPorts,
  rootOf,
  type GivenAnswers,
  type Plan,
  type ScaffoldKnowledge,
} from '../../src/scaffold/index.js';
import { openWorkspace } from '../../src/workspace/index.js';

const knowledge = await loadKnowledge();
export const scaffoldKnowledge = loadScaffoldKnowledge();

const made: string[] = [];
afterAll(() => made.forEach((directory) => rmSync(directory, { recursive: true, force: true })));

/** An own directory with these files, gone after the tests. */
export function project(files: Record<string, string> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'refarch-scaffold-')));
  made.push(root);
  // The directory's name would be the name of the project, another one in each run.
  const directory = join(root, 'shop');
  mkdirSync(directory);
  for (const [path, text] of Object.entries(files)) put(directory, path, text);
  return directory;
}

export function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

export const auditOf = (root: string): Promise<Assessment> => audit(openWorkspace([root]), knowledge);

export interface PlanOptions {
  all?: boolean;
  components?: string[];
  given?: GivenAnswers;
  /** Other pieces or targets than those that come with refarch. */
  knowledge?: ScaffoldKnowledge;
}

export async function planOf(directory: string, options: PlanOptions = {}): Promise<Plan> {
  const root = rootOf(directory);
  const compose = filesOf(root).filter(
    ([path]) => /(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(path) && !path.startsWith('mlops/'),
  );
  return makePlan({
    assessment: await auditOf(root),
    root,
    ports: new Set(compose.flatMap(([, text]) => publishedPorts(text))),
    given: options.given ?? {},
    wish: { components: options.components ?? [], all: options.all ?? false },
    knowledge: options.knowledge ?? scaffoldKnowledge,
    version: '0.1.0',
  });
}

/** Plans and writes. */
export async function scaffold(root: string, options: PlanOptions = {}): Promise<Plan> {
  const plan = await planOf(root, options);
  await apply(root, changesOf(plan, root, true));
  return plan;
}

/** Path and text of every file below, sorted. */
export function filesOf(root: string): [string, string][] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(root.length + 1), readFileSync(file, 'utf8')];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

export const textOf = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

/** `create mlops/compose.yaml`, a line each. */
export const actionsOf = (plan: Plan): string[] => plan.files.map(({ action, path }) => `${action} ${path}`);
