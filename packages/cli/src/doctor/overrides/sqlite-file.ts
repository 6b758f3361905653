import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import type { Finding, StepOutcome } from '../step.ts';

/** What a file of SQLite begins with (https://www.sqlite.org/fileformat.html, section 1.3). */
const header = 'SQLite format 3\0';

/**
 * Examines the file of a database of SQLite without opening it as one, which could write beside it.
 *
 * @param file - its name; undefined for a database in memory
 * @param cwd - the folder that relative names start from
 */
export async function examineSqlite(file: string | undefined, cwd: string): Promise<StepOutcome> {
  if (file === undefined) {
    return {
      summary: 'SQLite in memory',
      findings: [
        {
          severity: 'warning',
          code: 'in_memory',
          message:
            'backend.database is SQLite in memory: what administrators change is lost when the backend restarts, and replicas do not share it.',
          remedy: 'Set backend.database to a PostgreSQL, or for development to a folder of SQLite.',
        },
      ],
    };
  }
  const path = resolve(cwd, file);
  const summary = `SQLite, ${file}`;
  // The backend may run in another folder than this command.
  const where = isAbsolute(file) ? '' : ', seen from this folder';
  const failed = (finding: Omit<Finding, 'severity'>): StepOutcome => ({
    summary,
    findings: [{ severity: 'error', ...finding }],
  });
  try {
    const start = await readStart(path);
    // An empty file is a database without tables.
    if (start !== '' && start !== header) {
      return failed({
        code: 'not_sqlite',
        message: `${file} is not a database of SQLite.`,
        remedy: 'Name another file or folder in backend.database, or move this file away.',
      });
    }
    await access(path, constants.R_OK | constants.W_OK);
    return { summary };
  } catch (error) {
    const code = systemCodeOf(error) ?? 'Error';
    if (code === 'ENOENT') return outcomeWithoutFile(path, `${summary}${where}`);
    return failed({
      code: 'file_unusable',
      message: `The database ${file} cannot be read and written (${code}).`,
      remedy: 'Let the user of the backend read and write the file and its folder.',
    });
  }
}

async function readStart(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(
      Buffer.alloc(header.length),
      0,
      header.length,
      0,
    );
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Backstage creates the file and its folders, where it may write to the first folder that exists. */
async function outcomeWithoutFile(path: string, summary: string): Promise<StepOutcome> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    try {
      await access(folder, constants.W_OK);
      return { summary: `${summary}: the backend creates this file when it first starts` };
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT' && folder !== dirname(folder)) continue;
      return {
        summary,
        findings: [
          {
            severity: 'error',
            code: 'file_unusable',
            message: `The database ${path} does not exist, and ${folder} cannot be written (${systemCodeOf(error) ?? 'Error'}).`,
            remedy: 'Let the user of the backend write to this folder, or name another one.',
          },
        ],
      };
    }
  }
}
