/** Names of files and directories by directory; keys are '' for the root, else end with '/'. */
export type DirectoryTree = ReadonlyMap<string, { files: string[]; directories: string[] }>;

/** @param paths sorted files, relative to the root */
export function directoryTree(paths: readonly string[]): DirectoryTree {
  const tree = new Map<string, { files: string[]; directories: string[] }>();
  tree.set('', { files: [], directories: [] });
  for (const path of paths) {
    const slash = path.lastIndexOf('/') + 1;
    enter(tree, path.slice(0, slash)).files.push(path.slice(slash));
  }
  return tree;
}

function enter(
  tree: Map<string, { files: string[]; directories: string[] }>,
  directory: string,
): { files: string[]; directories: string[] } {
  const found = tree.get(directory);
  if (found) return found;
  const created = { files: [], directories: [] };
  tree.set(directory, created);
  // Towards the root until a directory is known.
  for (let child = directory; ;) {
    const cut = child.lastIndexOf('/', child.length - 2) + 1;
    const parent = child.slice(0, cut);
    const known = tree.get(parent);
    if (known) {
      known.directories.push(child.slice(cut, -1));
      return created;
    }
    tree.set(parent, { files: [], directories: [child.slice(cut, -1)] });
    child = parent;
  }
}
