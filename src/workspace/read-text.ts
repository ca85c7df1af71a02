import { notebookFactor, isDefinition } from './file-types.js';
import { openRegular } from './open-regular.js';
import type { FileRole } from '../vocabulary/index.js';
import type { Limits, Notice, NoticeReason, WorkspaceFile } from './types.js';

/** `text`: what a reader gets. Neither field: binary, or data of a kind that nobody reads; nothing was missed. */
export interface ReadResult {
  text?: string;
  notice?: Notice;
}

/** What may still be read; shared by all reads that count together. */
export interface ReadBudget {
  bytes: number;
  /** The notice about it has been given. */
  exhausted: boolean;
}

export function readBudget(limits: Limits): ReadBudget {
  return { bytes: limits.totalBytes, exhausted: false };
}

/** Git, grep and diff take a file for binary on the same sign: a NUL byte near its beginning. */
const BINARY_PROBE = 8192;

/** Whether files of a role are written by the people whose definitions are audited. */
const OWN: Record<FileRole, boolean> = {
  production: true,
  template: true,
  test: true,
  example: true,
  documentation: true,
  vendored: false,
  generated: false,
};

/**
 * The text of a file, decoded from UTF-8 or (with a byte order mark) UTF-16, without the mark. Never throws, never blocks,
 * never follows a link, and reads no more than `limits` allow.
 *
 * @param budget counts bytes over several reads against `limits.totalBytes`; left out: each read counts alone
 */
export function readText(file: WorkspaceFile, limits: Pick<Limits, 'fileSize'>, budget?: ReadBudget): ReadResult {
  if (!file.readable || budget?.exhausted) return {};
  if (file.planned !== undefined) return { text: file.planned };
  const limit = limits.fileSize * notebookFactor(file.path);
  const opened = openRegular(file.absolutePath, limit);
  if ('failure' in opened) {
    // A file of a kind that holds no definitions, or one that nobody here has written, is no loss, however large it is.
    if (opened.failure === 'file-size' && !(isDefinition(file.path) && OWN[file.role])) return {};
    return {
      notice: failureNotice(file, opened.failure, opened.code || `${opened.size} bytes, the limit is ${limit}`),
    };
  }
  if (budget) {
    budget.bytes -= opened.bytes.length;
    if (budget.bytes < 0) {
      budget.exhausted = true;
      return {
        notice: notice(
          file,
          'total-size',
          true,
          'The limit on bytes read in all is reached: this file and those after it were not read.',
        ),
      };
    }
  }
  const text = decode(opened.bytes);
  return text === undefined ? {} : { text };
}

/** @returns undefined for bytes that are not text */
export function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
  else if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  else if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) return undefined;
  return bytes.toString('utf8');
}

function failureNotice(file: WorkspaceFile, reason: NoticeReason, detail: string): Notice {
  switch (reason) {
    case 'symbolic-link':
      return notice(file, reason, false, 'A symbolic link is not followed.');
    case 'special-file':
      return notice(file, reason, false, 'Not a regular file.');
    case 'file-size':
      return notice(file, reason, true, `Too large to be read (${detail}).`);
    default:
      return notice(file, reason, true, `Cannot be read (${detail}).`);
  }
}

function notice(file: WorkspaceFile, reason: NoticeReason, incomplete: boolean, message: string): Notice {
  return { source: file.source, file: file.path, reason, message, incomplete };
}
