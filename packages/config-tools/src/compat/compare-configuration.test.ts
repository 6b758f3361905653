import { join } from 'node:path';
import { boostConfigRegistry, boostFieldSet } from '@rhdh-boost/config-schema';
import { createFieldTable } from '@rhdh-boost/config-schema/artefacts';
import { describe, expect, it } from 'vitest';
import { field, table } from '../../test/compat/field-table.fixture.ts';
import {
  addFiles,
  commitAll,
  scratchFolder,
} from '../../test/compat/scratch-repository.fixture.ts';
import { compareConfiguration } from './compare-configuration.ts';

const old = table({ 'boost.a': field() });
const more = table({ 'boost.a': field(), 'boost.b': field() });
const added = {
  key: 'boost.b',
  kind: 'compatible',
  rule: 'field-added',
  description: 'is new',
};
const boost = createFieldTable(boostFieldSet);
const fewer = Object.fromEntries(
  Object.entries(boost.fields).filter(([key]) => key !== 'boost.model.name'),
);

/** That a table of another owner is the only one there is. */
const refusal = (owner: string) => ({
  severity: 'error',
  code: 'other_owner',
  message: `old.json has the fields of @scope/owner, which are not compared with those of ${owner}`,
  hint: 'Name a baseline of the same owner, or bring the set of that owner with --fields.',
});

/** A repository whose first commit has the old table, and whose folder has one field more. */
function repository(path: string): string {
  const folder = scratchFolder({ [path]: old });
  commitAll(folder, 'v1');
  addFiles(folder, { [path]: more });
  return folder;
}

describe('the baseline', () => {
  it('is a file [configuration-compatibility/Baseline is a file]', async () => {
    const cwd = scratchFolder({ 'old.json': { ...boost, fields: fewer } });
    expect(await compareConfiguration({ against: 'old.json', cwd })).toEqual({
      against: 'old.json',
      owner: '@rhdh-boost/config-schema',
      changes: [{ ...added, key: 'boost.model.name' }],
      findings: [],
      exitCode: 0,
    });
  });

  it('is a file of another name, with a byte order mark [configuration-compatibility/Baseline is a file]', async () => {
    const cwd = scratchFolder({ v1: `\uFEFF${JSON.stringify(boost)}` });
    expect(await compareConfiguration({ against: 'v1', cwd })).toMatchObject({
      changes: [],
      findings: [],
      exitCode: 0,
    });
  });

  it.each(['v1', 'HEAD', 'refs/tags/v1'])(
    'is what the commit %s has [configuration-compatibility/Baseline is a git ref]',
    async against => {
      const path = 'packages/config-schema/schema/fields.json';
      const cwd = repository(path);
      expect(await compareConfiguration({ against, current: path, cwd })).toMatchObject({
        against,
        changes: [added],
        exitCode: 0,
      });
    },
  );

  it.each([
    ['the package', '', 'schema/fields.json'],
    ['a folder of the repository', 'other', '../packages/config-schema/schema/fields.json'],
  ])(
    'is found from %s [configuration-compatibility/Baseline is a git ref]',
    async (_name, inside, current) => {
      const folder = repository(join(inside, current));
      addFiles(folder, { 'other/a': '' });
      const cwd = join(folder, inside);
      expect(await compareConfiguration({ against: 'v1', current, cwd })).toMatchObject({
        changes: [added],
      });
    },
  );

  it('is that of the package itself before that of Boost [configuration-compatibility/Baseline is a git ref]', async () => {
    const folder = scratchFolder({
      'schema/fields.json': old,
      'packages/config-schema/schema/fields.json': more,
      'more.json': more,
    });
    commitAll(folder, 'v1');
    const report = await compareConfiguration({ against: 'v1', current: 'more.json', cwd: folder });
    expect(report.changes).toEqual([added]);
  });

  it.each([
    ['from the folder', () => 'tables/a.json'],
    ['in full', (folder: string) => join(folder, 'tables', 'a.json')],
    ['from a folder beside it', () => '../tables/a.json'],
  ])('is at a path that is named %s', async (name, pathOf) => {
    const folder = repository('tables/a.json');
    addFiles(folder, { 'other/a': '' });
    const cwd = name === 'from the folder' ? folder : join(folder, 'other');
    const current = join(folder, 'tables/a.json');
    const report = await compareConfiguration({
      against: 'v1',
      path: pathOf(folder),
      current,
      cwd,
    });
    expect(report.changes).toEqual([added]);
  });
});

describe('what is compared', () => {
  it('is a second file', async () => {
    const cwd = scratchFolder({ 'old.json': more, 'new.json': old });
    expect(
      await compareConfiguration({ against: 'old.json', current: 'new.json', cwd }),
    ).toMatchObject({
      owner: '@scope/owner',
      changes: [{ key: 'boost.b', rule: 'field-removed' }],
      exitCode: 1,
    });
  });

  it('is a second file that cannot be read', async () => {
    const cwd = scratchFolder({ 'old.json': more });
    expect(
      await compareConfiguration({ against: 'old.json', current: 'new.json', cwd }),
    ).toMatchObject({
      changes: [],
      findings: [{ code: 'unreadable_file', location: { file: 'new.json' } }],
      exitCode: 2,
    });
  });

  it("is the set of the same owner [configuration-compatibility/Current set is that of the baseline's owner]", async () => {
    const cwd = scratchFolder({ 'old.json': { ...boost, owner: '@scope/owner' } });
    const sets = [boostFieldSet, { ...boostFieldSet, owner: '@scope/owner', version: 3 }];
    const registry = { ...boostConfigRegistry, sets };
    expect(await compareConfiguration({ against: 'old.json', registry, cwd })).toMatchObject({
      owner: '@scope/owner',
      changes: [],
      exitCode: 0,
    });
  });

  it("is no set of another owner [configuration-compatibility/Current set is that of the baseline's owner]", async () => {
    const cwd = scratchFolder({ 'old.json': old, 'other.json': { ...old, owner: '@scope/other' } });
    expect(await compareConfiguration({ against: 'old.json', cwd })).toEqual({
      against: 'old.json',
      changes: [],
      findings: [refusal('@rhdh-boost/config-schema')],
      exitCode: 2,
    });
    const report = await compareConfiguration({ against: 'old.json', current: 'other.json', cwd });
    expect(report).toMatchObject({ findings: [refusal('@scope/other')], exitCode: 2 });
  });

  it('is no code that nothing describes [configuration-compatibility/Code that cannot be compared is named]', async () => {
    const opaque = field({ opaque: true });
    const fields = { 'boost.a': opaque, 'boost.b': opaque, 'boost.c': opaque, 'boost.d': field() };
    const after = {
      'boost.a': opaque,
      'boost.c': field({ rules: ['is odd'] }),
      'boost.d': opaque,
      'boost.e': opaque,
      'boost.f': opaque,
    };
    const migrations = [{ to: 2, renamed: { 'boost.b': 'boost.e' } }];
    const cwd = scratchFolder({
      'old.json': table(fields),
      'new.json': table(after, { version: 2, migrations }),
    });
    const report = await compareConfiguration({ against: 'old.json', current: 'new.json', cwd });
    expect(report.notCompared).toEqual(['boost.a', 'boost.b']);
    expect(await compareConfiguration({ against: 'old.json', current: 'old.json', cwd })).toEqual({
      against: 'old.json',
      owner: '@scope/owner',
      changes: [],
      notCompared: ['boost.a', 'boost.b', 'boost.c'],
      findings: [],
      exitCode: 0,
    });
  });

  it('is no code of a migration, for values that are still there [configuration-compatibility/Code that cannot be compared is named]', async () => {
    const migrations = [
      { to: 2, values: ['boost.gone', 'boost.old'] },
      { to: 3, removed: ['boost.gone'], renamed: { 'boost.old': 'boost.a' } },
      { to: 4, values: ['boost.a'] },
    ];
    const cwd = scratchFolder({
      'old.json': old,
      'new.json': table(old.fields, { version: 4, migrations }),
    });
    const report = await compareConfiguration({ against: 'old.json', current: 'new.json', cwd });
    expect(report.codedMigrations).toEqual([
      { key: 'boost.old', to: 2 },
      { key: 'boost.a', to: 4 },
    ]);
  });

  it.each([
    ['breaks', more, old, 1],
    ['breaks nothing', old, more, 0],
  ] as const)(
    '%s [configuration-compatibility/Exit code says whether something breaks]',
    async (_name, before, after, exitCode) => {
      const cwd = scratchFolder({ 'old.json': before, 'new.json': after });
      const report = await compareConfiguration({ against: 'old.json', current: 'new.json', cwd });
      expect(report.exitCode).toBe(exitCode);
    },
  );

  it('starts from the folder of the process [configuration-compatibility/Baseline is a file]', async () => {
    const against = join(scratchFolder({ 'old.json': boost }), 'old.json');
    expect(await compareConfiguration({ against })).toMatchObject({ changes: [], exitCode: 0 });
  });
});
