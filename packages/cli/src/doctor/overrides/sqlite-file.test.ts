import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepContext } from '../../../test/doctor-context.fixture.ts';
import { runSteps } from '../run-steps.ts';
import { overridesStep } from '../steps/overrides.ts';
import { examineSqlite } from './sqlite-file.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'boost-sqlite-'));
  const database = new DatabaseSync(join(cwd, 'real.sqlite'));
  database.exec('create table any (id integer)');
  database.close();
  writeFileSync(join(cwd, 'empty.sqlite'), '');
  writeFileSync(join(cwd, 'text.sqlite'), 'a text that is no database');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

test.each(['real.sqlite', 'empty.sqlite'])('%s can be used', async file => {
  const before = readdirSync(cwd);
  expect(await examineSqlite(file, cwd)).toEqual({ summary: `SQLite, ${file}` });
  expect(readdirSync(cwd)).toEqual(before);
});

test('a file and folders that do not exist yet are created by the backend', async () => {
  expect(await examineSqlite('data/new/boost-config.sqlite', cwd)).toEqual({
    summary:
      'SQLite, data/new/boost-config.sqlite, seen from this folder: the backend creates this file when it first starts',
  });
});

test.each([
  ['text.sqlite', 'not_sqlite'],
  ['text.sqlite/below', 'file_unusable'],
  ['.', 'file_unusable'],
])('%s cannot be used', async (file, code) => {
  expect(await examineSqlite(file, cwd)).toMatchObject({ findings: [{ severity: 'error', code }] });
});

test('in memory the overrides are lost at a restart [doctor/Database in memory]', async () => {
  const values = { backend: { database: { client: 'better-sqlite3', connection: ':memory:' } } };
  const [report] = await runSteps([overridesStep], stepContext(values));
  expect(report).toMatchObject({
    status: 'warning',
    findings: [
      { code: 'in_memory', message: expect.stringContaining('lost when the backend restarts') },
    ],
  });
});

test('without a database in the files the step does not apply', async () => {
  const [report] = await runSteps([overridesStep], stepContext({ boost: {} }));
  expect(report).toMatchObject({
    status: 'skipped',
    summary: 'backend.database is not set in these files',
  });
});
