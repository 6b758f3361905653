import type { Finding } from '../finding.ts';
import { startOfFile } from './start-of-file.ts';

/** The largest input that is read, in bytes: 5 MB. */
export const maxInputBytes = 5_000_000;

/** Says that an input is too large, if it is. */
export function findTooLarge(file: string, text: string): Finding | undefined {
  // A code unit is never more than three bytes, so that most texts need no counting.
  if (text.length * 3 <= maxInputBytes) return undefined;
  return new TextEncoder().encode(text).length > maxInputBytes ? describeTooLarge(file) : undefined;
}

/** The finding for a file above the limit. */
export function describeTooLarge(file: string): Finding {
  return {
    severity: 'error',
    code: 'too_large',
    message: 'is larger than 5 MB and was not read',
    hint: 'Split the file. Backstage merges any number of app-config files.',
    location: startOfFile(file),
  };
}
