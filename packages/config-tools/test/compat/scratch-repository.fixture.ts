import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { onTestFinished } from 'vitest';

/** A folder with these files (path to text, or to a table), which goes away with the test. */
export function scratchFolder(files: Readonly<Record<string, string | FieldTable>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'boost-compat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  addFiles(folder, files);
  return folder;
}

/** Adds files to a folder, or replaces them. */
export function addFiles(
  folder: string,
  files: Readonly<Record<string, string | FieldTable>>,
): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** Commits all that is in the folder, and gives the commit a tag. */
export function commitAll(folder: string, tag: string, message = 'A'): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  const person = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
  git(folder, ...person, 'commit', '--quiet', `--message=${message}`);
  git(folder, 'tag', tag);
}

function git(folder: string, ...options: readonly string[]): void {
  const { status, stderr } = spawnSync('git', options, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${options.join(' ')}: ${stderr}`);
}
