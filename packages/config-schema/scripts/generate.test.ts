import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFieldTable } from '../src/artefacts/index.ts';
import { boostFieldSet } from '../src/boost-field-set.ts';
import { findStaleArtefacts, run } from './generate.ts';
import { findReleaseProblems, keptTablePath } from './released-tables.ts';

const repository = join(import.meta.dirname, '../../..');
const released = 'packages/config-schema/schema/released';
const committed = [
  'packages/config-schema/src/boost-config.ts',
  'packages/config-schema/schema/app-config.schema.json',
  'packages/config-schema/schema/config.schema.json',
  'packages/config-schema/schema/fields.json',
  'packages/config-schema/config.d.ts',
  'docs/configuration.md',
];

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boost-schema-'));
  cpSync(join(repository, released, 'fields-1.json'), join(root, released, 'fields-1.json'));
});
afterEach(() => rmSync(root, { recursive: true }));

function runWith(...options: string[]): { code: number; lines: string[] } {
  const lines: string[] = [];
  return { code: run(options, root, line => lines.push(line)), lines };
}

function change(file: string, edit: (text: string) => string): void {
  writeFileSync(join(root, file), edit(readFileSync(join(root, file), 'utf8')));
}

it('finds the committed files fresh', () => {
  expect(findStaleArtefacts(repository)).toEqual([]);
});

it('runs as a script', () => {
  const script = join(repository, 'packages/config-schema/scripts/generate.ts');
  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe('');
});

it('names each file that is missing, and the command', () => {
  const { code, lines } = runWith('--check');
  expect(code).toBe(1);
  expect(lines).toEqual(
    committed.map(
      file =>
        `${file} is stale: run "npm run generate -w @rhdh-boost/config-schema" and commit the result`,
    ),
  );
});

it.each(committed)('names %s when it was changed by hand', file => {
  expect(runWith().code).toBe(0);
  appendFileSync(join(root, file), ' ');
  expect(runWith('--check')).toEqual({
    code: 1,
    lines: [expect.stringContaining(`${file} is stale`)],
  });
});

it('writes files that are fresh', () => {
  expect(runWith()).toEqual({ code: 0, lines: [] });
  expect(runWith('--check')).toEqual({ code: 0, lines: [] });
});

describe('the tables of released versions', () => {
  const today = `${released}/fields-2.json`;

  it('are not written without being asked for', () => {
    runWith();
    expect(() => readFileSync(join(root, today))).toThrow('ENOENT');
  });

  it("keep today's version when asked to, once", () => {
    expect(runWith('--release').code).toBe(0);
    const fields = readFileSync(join(root, 'packages/config-schema/schema/fields.json'), 'utf8');
    expect(readFileSync(join(root, today), 'utf8')).toBe(fields);
    change(today, text => text.replace('How callers are checked', 'What is checked'));
    expect(runWith('--release').code).toBe(0);
    expect(readFileSync(join(root, today), 'utf8')).toContain('What is checked');
  });

  it('are missed when an earlier one is gone', () => {
    runWith();
    rmSync(join(root, released, 'fields-1.json'));
    expect(runWith('--check')).toEqual({
      code: 1,
      lines: [`${released}/fields-1.json is missing: bring it back with git`],
    });
  });

  it.each(['not JSON', '{}', 'null', '{"version":7}'])('are noticed when one is %j', text => {
    runWith();
    change(`${released}/fields-1.json`, () => text);
    expect(runWith('--check').lines).toEqual([
      `${released}/fields-1.json is not the table of version 1: bring it back with git`,
    ]);
  });

  it('hold what a field of the released version takes', () => {
    runWith('--release');
    change(today, text => text.replace('"minLength": 16', '"minLength": 8'));
    const { code, lines } = runWith('--check');
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(
        /fields-2\.json differs from the registry in boost\.encryptionSecret: .*raise the set's version/,
      ),
    ]);
  });

  it.each([
    ['owner', '"owner": "@rhdh-boost/config-schema"', '"owner": "@acme/config-schema"'],
    ['migrations', '"boost.kagenti.auth.tokenExchange.audience",', ''],
  ])('hold the %s of the released version', (part, before, after) => {
    runWith('--release');
    change(today, text => text.replace(before, after));
    expect(runWith('--check').lines).toEqual([
      expect.stringContaining(`differs from the registry in ${part}: `),
    ]);
  });

  it('are not asked for where no version has the number', () => {
    const asked: string[] = [];
    const table = { ...createFieldTable(boostFieldSet), version: 6 };
    const problems = findReleaseProblems(table, path => {
      asked.push(path);
      const version = /fields-([12])\.json$/.exec(path)?.[1];
      return version === undefined ? undefined : `{"version":${version}}`;
    });
    expect(problems).toEqual([]);
    expect(asked).toEqual([1, 2, 6].map(keptTablePath));
  });

  it('hold which fields the released version has', () => {
    runWith('--release');
    change(today, text => text.replaceAll('boost.systemPrompt', 'boost.firstPrompt'));
    expect(runWith().lines).toEqual([
      expect.stringContaining('in boost.firstPrompt, boost.systemPrompt'),
    ]);
  });

  it('are committed for each version up to the one before [boost-configuration/Version 1 is kept with its token exchange]', () => {
    const kept: { version: number; fields: Record<string, { since: number }> } = JSON.parse(
      readFileSync(join(repository, released, 'fields-1.json'), 'utf8'),
    );
    const now: typeof kept & { migrations: { to: number; removed?: string[] }[] } = JSON.parse(
      readFileSync(join(repository, 'packages/config-schema/schema/fields.json'), 'utf8'),
    );
    const brought = Object.keys(now.fields).filter(key => now.fields[key]?.since === 1);
    const exchange = ['enabled', 'audience', 'userTokenHeader'].map(
      name => `boost.kagenti.auth.tokenExchange.${name}`,
    );
    expect(kept.version).toBe(1);
    expect(Object.keys(kept.fields)).toEqual([...brought, ...exchange]);
    expect(now.migrations.find(({ to }) => to === 2)?.removed).toEqual(
      expect.arrayContaining(exchange),
    );
  });
});
