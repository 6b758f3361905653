import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { findStaleArtefacts, run } from './generate.ts';

const repository = join(import.meta.dirname, '../../..');
const released = 'packages/config-schema/schema/released';
const committed = [
  'packages/config-schema/src/boost-config.ts',
  'packages/config-schema/schema/app-config.schema.json',
  'packages/config-schema/schema/app-config-with-schemastore.schema.json',
  'packages/config-schema/schema/dynamic-plugins.schema.json',
  'packages/config-schema/schema/helm-values.schema.json',
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

const ofAnother = (text: string) => text.replace('"@rhdh-boost/config-schema"', '"@acme/other"');

describe('the tables of releases', () => {
  const today = `${released}/fields-${manifest.version}.json`;
  const cannotChange = (part: string, path = today) =>
    `Version 2 is released in ${path}. Its ${part} cannot change: raise BOOST_CONFIG_SCHEMA_VERSION in packages/config-schema/src/registry.ts.`;

  it('are not written without being asked for', () => {
    runWith();
    expect(existsSync(join(root, today))).toBe(false);
  });

  it('are written for the version of the package when asked for, once', () => {
    expect(runWith('--release').code).toBe(0);
    const fields = readFileSync(join(root, 'packages/config-schema/schema/fields.json'), 'utf8');
    expect(readFileSync(join(root, today), 'utf8')).toBe(fields);
    change(today, text => text.replace('How callers are checked', 'What is checked'));
    expect(runWith('--release').code).toBe(0);
    expect(readFileSync(join(root, today), 'utf8')).toContain('What is checked');
  });

  it('are missed when the one of Boost 0.8 is gone', () => {
    runWith();
    rmSync(join(root, released, 'fields-1.json'));
    expect(runWith('--check')).toEqual({
      code: 1,
      lines: [`${released}/fields-1.json is missing. Restore it with git.`],
    });
  });

  it.each(['not JSON', '{}', 'null', '{"version":7,"fields":{}}'])(
    'are noticed when one is %j',
    text => {
      runWith();
      change(`${released}/fields-1.json`, () => text);
      expect(runWith('--check').lines).toEqual([
        `${released}/fields-1.json is not the table that was released. Restore it with git.`,
      ]);
    },
  );

  it.each([
    [
      'a field less, which is the new one of today',
      /\n    "boost\.kagenti\.allowInClusterHttp": \{.*?\n    \},/s,
      '',
    ],
    ['other words', 'How callers are checked', 'What is checked'],
  ])('leave room for an optional field and for words: the release had %s', (_, before, after) => {
    runWith('--release');
    change(today, text => text.replace(before, after));
    expect(runWith()).toEqual({ code: 0, lines: [] });
  });

  it('want a new field to say that it is of this version', () => {
    runWith('--release');
    change(today, text => text.replace('"boost.security.mode"', '"boost.security.former"'));
    expect(runWith().lines).toEqual([
      `Version 2 is released in ${today}. It has no boost.security.mode: set "since: 2" for it.`,
    ]);
  });

  it.each([
    ['owner', '"owner": "@rhdh-boost/config-schema"', '"owner": "@acme/config-schema"'],
    ['migrations', '"boost.kagenti.auth.tokenExchange.audience",', ''],
  ])('hold the %s of the released version', (part, before, after) => {
    runWith('--release');
    change(today, text => text.replace(before, after));
    expect(runWith('--check')).toEqual({ code: 1, lines: [cannotChange(part)] });
  });

  it('are compared with the newest release alone, by number', () => {
    runWith('--release');
    const newer = `${released}/fields-0.10.0.json`;
    const older = `${released}/fields-0.9.0.json`;
    for (const path of [newer, older]) cpSync(join(root, today), join(root, path));
    change(older, ofAnother);
    expect(runWith()).toEqual({ code: 0, lines: [] });
    change(newer, ofAnother);
    expect(runWith().lines).toEqual([cannotChange('owner', newer)]);
  });

  it('hold the version, which does not go back', () => {
    runWith('--release');
    change(today, text => text.replace('"version": 2', '"version": 3'));
    expect(runWith('--check').lines).toEqual([
      `Version 3 is released in ${today}. The fields cannot go back to version 2: restore BOOST_CONFIG_SCHEMA_VERSION in packages/config-schema/src/registry.ts.`,
    ]);
  });

  it.each([2, 0])('hold the version that a field is from, under version %d', version => {
    runWith('--release');
    change(today, text =>
      text.replace('"version": 2', `"version": ${version}`).replace('"since": 1', '"since": 0'),
    );
    expect(runWith('--check').lines).toEqual([
      `boost.security.mode is released in ${today}: keep its "since: 0".`,
    ]);
  });

  it('say nothing of fields of an earlier version', () => {
    runWith('--release');
    change(today, text =>
      text
        .replace('"version": 2', '"version": 0')
        .replaceAll('boost.systemPrompt', 'boost.firstPrompt'),
    );
    expect(runWith()).toEqual({ code: 0, lines: [] });
  });

  it('are committed for Boost 0.8 [boost-configuration/Version 1 is kept with its token exchange]', () => {
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
