import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { codeOf } from '@rhdh-boost/internal/error-name';
import type { Finding } from '../finding.ts';
import { decodeText, type TextFile } from './decode-text.ts';
import { describeTooLarge, maxInputBytes } from './input-limit.ts';
import { startOfFile } from './start-of-file.ts';

/**
 * Reads a text file of at most 5 MB. More than that is never read into memory. It reads at once,
 * since a command that checks one small file would otherwise wait longer for streams to load than
 * to read.
 *
 * @param path - where it is
 * @param file - its name for findings
 */
export function readTextFile(path: string, file: string = path): TextFile {
  try {
    const bytes = readBytes(path);
    if (bytes === undefined) return { problem: describeTooLarge(file) };
    return decodeText(bytes, file);
  } catch (error) {
    return describeFailure(file, error);
  }
}

/**
 * The same for a file that another one names: a pipe or a device, from which nothing may ever come,
 * is not opened.
 */
export function readRegularFile(path: string, file: string): TextFile {
  try {
    if (statSync(path).isFile()) return readTextFile(path, file);
    return describeFailure(file, undefined);
  } catch (error) {
    return describeFailure(file, error);
  }
}

/** The bytes of a file; undefined when there are more than are taken. */
function readBytes(path: string): Buffer | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; size <= maxInputBytes; ) {
      const chunk = Buffer.allocUnsafe(65_536);
      const count = readSync(descriptor, chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      size += count;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

const reasons: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ['does not exist', 'Check the path. A relative path starts in the current folder.'],
  EISDIR: ['is a folder', 'Name a file in it.'],
  EACCES: ['cannot be read: permission denied', 'Check the permissions of the file.'],
};

/** Nothing is there: a name in the path is not, or is no folder. */
const missingCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

function describeFailure(file: string, error: unknown): TextFile {
  const code = codeOf(error) ?? '';
  const [message, hint] = reasons[code] ?? ['could not be read', 'Check that it is a file.'];
  const problem: Finding = {
    severity: 'error',
    code: 'unreadable_file',
    message,
    hint,
    location: startOfFile(file),
  };
  return { problem, isMissing: missingCodes.has(code) };
}
