import type { CheckedFile } from '../check/report.ts';
import type { Finding } from '../finding.ts';
import { startOfFile } from '../source/start-of-file.ts';
import { testReplaceable, writeAtomically } from './atomic-write.ts';
import { WriteRefusal } from './write-refusal.ts';

/** A file that is to be written. */
export interface FileChange {
  /** Its name for findings. */
  readonly name: string;
  /** Where it is. */
  readonly path: string;
  /** Its text as it was read. */
  readonly before: string;
  /** Its new text. */
  readonly after: string;
}

/** What came of writing. */
export interface WrittenChanges {
  /** The files that were written, with their new texts. */
  readonly written: readonly CheckedFile[];
  /** Why the others were not. */
  readonly problems: readonly Finding[];
}

/**
 * Writes files. First each of them is tested, and when one cannot be written none is; where writing
 * fails all the same, such as on a full disk, those before it stay written and are told.
 */
export async function writeChanges(changes: readonly FileChange[]): Promise<WrittenChanges> {
  const written: CheckedFile[] = [];
  const problems: Finding[] = [];
  for (const { name, path } of changes) {
    problems.push(...(await problemsOf(name, () => testReplaceable(path))));
  }
  if (problems.length > 0) return { written, problems };
  for (const { name, path, before, after } of changes) {
    const found = await problemsOf(name, () => writeAtomically(path, before, after));
    if (found.length > 0) return { written, problems: found };
    written.push({ name, text: after });
  }
  return { written, problems };
}

async function problemsOf(file: string, act: () => Promise<void>): Promise<Finding[]> {
  try {
    await act();
    return [];
  } catch (error) {
    return [describeNotWritten(file, error)];
  }
}

function describeNotWritten(file: string, error: unknown): Finding {
  const { message, hint } =
    error instanceof WriteRefusal
      ? error
      : {
          message: 'could not be written and is unchanged',
          hint: 'Check the permissions of the file and its folder, and the free disk space.',
        };
  return {
    severity: 'error',
    code: 'not_written',
    message,
    hint,
    location: startOfFile(file),
  };
}
