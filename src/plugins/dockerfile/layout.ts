/** Which directory of the checkout a directory of the image is a copy of. */
import { posix } from 'node:path';

const MOST_COPIES = 200;
const LONGEST_PATH = 1000;

export class ImageLayout {
  private readonly copies: { local: string; inside: string }[] = [];
  workingDirectory = '/';

  /** Files of the image that come from a stage before. */
  inherit(from: ImageLayout): void {
    this.copies.push(...from.copies.slice(0, MOST_COPIES));
    this.workingDirectory = from.workingDirectory;
  }

  changeDirectory(path: string): void {
    this.workingDirectory = posix.resolve(this.workingDirectory, path);
  }

  /** Whether a path of the build context was copied as a whole. */
  holds(path: string): boolean {
    return this.copies.some(({ local }) => local === path);
  }

  /**
   * @param local path in the checkout, relative to the build context
   * @param destination as written: relative to the working directory
   * @param several the destination is a directory, because there are several sources
   */
  copy(local: string, destination: string, several: boolean): void {
    if (this.copies.length >= MOST_COPIES || local.length > LONGEST_PATH || destination.length > LONGEST_PATH) return;
    const source = posix.normalize(local.replace(/^\/+/, '') || '.').replace(/\/$/, '') || '.';
    const target = posix.resolve(this.workingDirectory, destination);
    // Docker copies the contents of a directory, but a file into a directory. Which of them a name means is told by its
    // ending; a name that begins with a capital is that of a file (Pipfile), one that begins with a dot may be either.
    const name = posix.basename(source);
    if (/^\.[^./]/.test(name) && !local.endsWith('/') && posix.basename(target) !== name) return;
    const isFile = posix.extname(name) !== '' || /^[A-Z]/.test(name);
    const intoDirectory = several || /(?:^|\/)\.?$/.test(destination) || (isFile && posix.extname(target) === '');
    this.copies.push({ local: source, inside: isFile && intoDirectory ? posix.join(target, name) : target });
  }

  /** Path in the build context of a path in the image; undefined when nothing that was copied decides. */
  local(path: string): string | undefined {
    const wanted = posix.resolve(this.workingDirectory, path);
    let best: { local: string; length: number } | undefined;
    for (const { local, inside } of this.copies) {
      const rest = below(inside, wanted);
      const above = rest === undefined ? below(wanted, inside) : undefined;
      const length = rest === undefined ? 0 : inside.length;
      if (rest !== undefined && (!best || length >= best.length)) best = { local: posix.join(local, rest), length };
      else if (above && !best && (local === above || local.endsWith(`/${above}`)))
        best = { local: local.slice(0, -above.length).replace(/\/$/, '') || '.', length: 0 };
    }
    return best?.local;
  }
}

/** What leads from `directory` down to `path`: '' when they are the same, undefined when it is not below. */
function below(directory: string, path: string): string | undefined {
  if (directory === path) return '';
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}
