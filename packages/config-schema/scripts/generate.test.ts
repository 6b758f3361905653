import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findStaleArtefacts, run } from './generate.ts';

const packageFolder = join(import.meta.dirname, '..');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boost-schema-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function check(): { code: number; lines: string[] } {
  const lines: string[] = [];
  return { code: run(['--check'], folder, line => lines.push(line)), lines };
}

it('finds the committed files fresh [boost-configuration/Committed files are fresh]', () => {
  expect(findStaleArtefacts(packageFolder)).toEqual([]);
});

it('runs as a script [boost-configuration/Committed files are fresh]', () => {
  const script = join(packageFolder, 'scripts/generate.ts');
  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe('');
});

it('names each file that is missing, and the command [boost-configuration/Stale file is named]', () => {
  const { code, lines } = check();
  expect(code).toBe(1);
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).toMatch(/^packages\/config-schema\/s.*npm run generate -w @rhdh-boost/);
  }
});

it('names the file that was changed by hand [boost-configuration/Stale file is named]', () => {
  run([], folder, () => {});
  appendFileSync(join(folder, 'schema/config.schema.json'), ' ');
  expect(check().code).toBe(1);
  expect(check().lines).toEqual([expect.stringContaining('schema/config.schema.json is stale')]);
});

it('writes files that are fresh [boost-configuration/Generating writes every file]', () => {
  expect(run([], folder, () => {})).toBe(0);
  expect(check()).toEqual({ code: 0, lines: [] });
});
