import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Absent on Windows, where there is nothing to guard against. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export type Opened =
  | { bytes: Buffer }
  /** `code` is the system's error code for `unreadable`; `size` is known for `file-size`. */
  | { failure: 'symbolic-link' | 'special-file' | 'unreadable' | 'file-size'; code: string; size: number };

/** Most definitions fit, and are then decoded without an allocation of their own. */
const scratch = Buffer.allocUnsafe(256 * 1024);

/**
 * Reads a regular file whole, whatever lies at the path: a link is not followed, a FIFO does not block, and type and size
 * are those of the very file that is opened, so that nothing can be put in its place in between.
 *
 * @param limit bytes; a larger file is not read at all, so its size costs nothing
 * @param followLink for a path that the user has named
 * @returns bytes that are valid until the next call; never throws
 */
export function openRegular(path: string, limit: number, followLink = false): Opened {
  let descriptor: number;
  try {
    descriptor = openSync(path, followLink ? FLAGS : FLAGS | NO_FOLLOW);
  } catch (error) {
    return failed(error);
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { failure: 'special-file', code: '', size: 0 };
    if (status.size > limit) return { failure: 'file-size', code: '', size: status.size };
    const buffer = status.size <= scratch.length ? scratch : Buffer.allocUnsafe(status.size);
    let length = 0;
    while (length < status.size) {
      const count = readSync(descriptor, buffer, length, status.size - length, null);
      if (count === 0) break;
      length += count;
    }
    return { bytes: buffer.subarray(0, length) };
  } catch (error) {
    return failed(error);
  } finally {
    closeSync(descriptor);
  }
}

function failed(error: unknown): Opened {
  const code = errorCode(error);
  // ELOOP is what O_NOFOLLOW answers on Linux and macOS, EMLINK on FreeBSD; ENXIO is a socket.
  if (code === 'ELOOP' || code === 'EMLINK') return { failure: 'symbolic-link', code, size: 0 };
  if (code === 'ENXIO' || code === 'EISDIR') return { failure: 'special-file', code, size: 0 };
  return { failure: 'unreadable', code, size: 0 };
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
