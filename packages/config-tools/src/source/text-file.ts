import { open } from 'node:fs/promises';
import type { Finding } from '../finding.ts';
import { describeTooLarge, maxInputBytes } from './input-limit.ts';

/** A file's text, or why it could not be read. */
export type TextFile =
  | {
      /** The text, a byte order mark included. */
      readonly text: string;
      /** Whether every byte was UTF-8; where not, the text holds U+FFFD, as Backstage reads it. */
      readonly isUtf8: boolean;
      /** Not there when the file could be read. */
      readonly problem?: undefined;
    }
  | {
      /** Not there when the file could not be read. */
      readonly text?: undefined;
      /** Why the file could not be read. */
      readonly problem: Finding;
    };

/**
 * Reads a text file of at most 5 MB. More than that is never read into memory.
 *
 * @param path - where it is
 * @param file - its name for findings
 */
export async function readTextFile(path: string, file: string = path): Promise<TextFile> {
  try {
    await using handle = await open(path, 'r');
    // One byte more than is taken tells a larger file, also where no size is told (a pipe).
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of handle.createReadStream({ end: maxInputBytes, autoClose: false })) {
      chunks.push(chunk);
      size += chunk.length;
    }
    if (size > maxInputBytes) return { problem: describeTooLarge(file) };
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString('utf8');
    return { text, isUtf8: Buffer.from(text, 'utf8').equals(bytes) };
  } catch (error) {
    return { problem: describeUnreadable(file, error) };
  }
}

const reasons: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ['does not exist', 'Check the name and the folder that it starts from.'],
  EISDIR: ['is a folder', 'Name a file in it.'],
  EACCES: ['may not be read', 'Check its permissions.'],
};

function describeUnreadable(file: string, error: unknown): Finding {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [message, hint] = reasons[code] ?? ['could not be read', 'Check that it is a file.'];
  return {
    severity: 'error',
    code: 'unreadable_file',
    message,
    hint,
    location: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}
