import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for a benchmark's inputs. */
export interface ScratchFolder {
  readonly path: string;
  /** Removes the folder and all that is in it. */
  readonly dispose: () => void;
}

/** Makes a folder with these files (path to text). */
export function scratchFolder(files: Readonly<Record<string, string>>): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), 'benchmark-'));
  for (const [name, text] of Object.entries(files)) {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}
