import { boostFieldSet } from '@rhdh-boost/config-schema';
import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { createFieldTable } from '@rhdh-boost/config-schema/artefacts';
import { describe, expect, it } from 'vitest';
import { field, table } from '../../test/compat/field-table.fixture.ts';
import { compareFieldTables } from './compare-field-tables.ts';

const changesOf = (before: FieldTable, after: FieldTable) =>
  compareFieldTables(before, after).map(
    ({ key, kind, rule, description }) => `${key} ${kind} ${rule}: ${description}`,
  );

const old = table({ 'boost.a': field(), 'boost.b.c': field() });
const version2 = (fields: FieldTable['fields'], ...migrations: FieldTable['migrations']) =>
  table(fields, { version: 2, migrations });

describe('two tables', () => {
  it('that are the same differ in nothing [configuration-compatibility/Identical tables give no change]', () => {
    const boost = createFieldTable(boostFieldSet);
    expect(compareFieldTables(boost, boost)).toEqual([]);
    expect(compareFieldTables(boost, structuredClone(boost))).toEqual([]);
    expect(compareFieldTables(old, version2(old.fields))).toEqual([]);
  });

  it('of which the second has one more field', () => {
    expect(changesOf(old, table({ ...old.fields, 'boost.d': field() }))).toEqual([
      'boost.d compatible field-added: is new',
    ]);
  });

  it('of which the second has one more field that must be set', () => {
    expect(changesOf(old, table({ ...old.fields, 'boost.d': field({ required: true }) }))).toEqual([
      'boost.d breaking required-field-added: is new and must be set',
    ]);
  });

  it('of which the second has a change inside a field [configuration-compatibility/Every change has a rule and a reason]', () => {
    const after = table({ 'boost.a': field({ scope: 'db-only' }), 'boost.b.c': field() });
    expect(compareFieldTables(old, after)).toEqual([
      {
        key: 'boost.a',
        kind: 'breaking',
        rule: 'scope-narrowed',
        description: 'was yaml-only, is db-only: it can no longer be set in app-config',
      },
    ]);
  });

  it('of which the second is a version behind', () => {
    expect(changesOf(version2(old.fields), old)).toEqual([
      '@scope/owner breaking version-lowered: version was 2, is 1',
    ]);
  });
});

describe('a field that was removed', () => {
  const rest = { 'boost.a': field() };

  it('has no migration [configuration-compatibility/Removed field without a migration is breaking]', () => {
    const lost = [
      'boost.b.c breaking field-removed: was removed without a migration from the old version',
    ];
    expect(changesOf(old, version2(rest))).toEqual(lost);
    expect(changesOf(old, version2(rest, { to: 2 }))).toEqual(lost);
    expect(
      changesOf(old, version2(rest, { to: 2, removed: ['boost.b.cc', 'boost.b.', 'b.c'] })),
    ).toEqual(lost);
    expect(changesOf(old, version2(rest, { to: 2, removed: ['boost.b.c.d'] }))).toEqual(lost);
  });

  it.each(['boost.b.c', 'boost.b'])(
    'is named by a migration as %s [configuration-compatibility/Removed field with a migration is compatible]',
    name => {
      expect(changesOf(old, version2(rest, { to: 2, removed: [name] }))).toEqual([
        'boost.b.c compatible field-removed-with-migration: was removed, and a migration removes its values',
      ]);
    },
  );

  it('is named by a migration that was there before', () => {
    const migration = { to: 2, removed: ['boost.b.c'] };
    expect(changesOf(version2(old.fields), version2(rest, migration))).toEqual([
      'boost.b.c breaking field-removed: was removed without a migration from the old version',
    ]);
  });
});

describe('a field that is renamed', () => {
  it('keeps what it was [configuration-compatibility/Renamed field is compared under its new key]', () => {
    const after = version2(
      { 'boost.a': field(), 'boost.d': field() },
      { to: 2, renamed: { 'boost.b.c': 'boost.d' } },
    );
    expect(changesOf(old, after)).toEqual(['boost.b.c compatible field-renamed: is boost.d now']);
  });

  it('changes as well [configuration-compatibility/Renamed field is compared under its new key]', () => {
    const after = version2(
      { 'boost.a': field(), 'boost.d': field({ required: true }) },
      { to: 2, renamed: { 'boost.b.c': 'boost.d' } },
    );
    expect(changesOf(old, after)).toEqual([
      'boost.b.c compatible field-renamed: is boost.d now',
      'boost.b.c breaking became-required: must be set',
    ]);
  });

  it('goes on in later migrations, in whatever order they stand [configuration-compatibility/Renamed field is compared under its new key]', () => {
    const migrations = [
      { to: 3, renamed: { 'boost.d': 'boost.e' }, removed: ['boost.b'] },
      { to: 2, renamed: { 'boost.b.c': 'boost.d' } },
    ];
    const after = table({ 'boost.a': field(), 'boost.e': field() }, { version: 3, migrations });
    expect(changesOf(old, after)).toEqual(['boost.b.c compatible field-renamed: is boost.e now']);
  });

  it('is renamed out of a section that goes [configuration-compatibility/Renamed field is compared under its new key]', () => {
    const after = version2(
      { 'boost.a': field(), 'boost.d': field() },
      { to: 2, removed: ['boost.b'], renamed: { 'boost.b.c': 'boost.d' } },
    );
    expect(changesOf(old, after)).toEqual(['boost.b.c compatible field-renamed: is boost.d now']);
  });

  it('to a key that is no field [configuration-compatibility/Removed field without a migration is breaking]', () => {
    const after = version2({ 'boost.a': field() }, { to: 2, renamed: { 'boost.b.c': 'boost.d' } });
    expect(changesOf(old, after)).toEqual([
      'boost.b.c breaking field-removed: was removed: a migration renames it to boost.d, which is not a field',
    ]);
  });
});

describe('two fields that get one key', () => {
  const merged = { 'boost.d': field() };

  it('are both renamed to it', () => {
    const renamed = { 'boost.a': 'boost.d', 'boost.b.c': 'boost.d' };
    expect(changesOf(old, version2(merged, { to: 2, renamed }))).toEqual([
      'boost.a breaking renames-collide: is boost.d now, and so is boost.b.c',
      'boost.b.c breaking renames-collide: is boost.d now, and so is boost.a',
    ]);
  });

  it('meet in different versions, and change as well', () => {
    const migrations = [
      { to: 2, renamed: { 'boost.a': 'boost.e' } },
      { to: 3, renamed: { 'boost.e': 'boost.d', 'boost.b.c': 'boost.d' } },
    ];
    const after = table({ 'boost.d': field({ required: true }) }, { version: 3, migrations });
    expect(changesOf(old, after)).toEqual([
      'boost.a breaking renames-collide: is boost.d now, and so is boost.b.c',
      'boost.a breaking became-required: must be set',
      'boost.b.c breaking renames-collide: is boost.d now, and so is boost.a',
      'boost.b.c breaking became-required: must be set',
    ]);
  });

  it('are one that had it and one that is renamed to it', () => {
    const after = version2({ 'boost.a': field() }, { to: 2, renamed: { 'boost.b.c': 'boost.a' } });
    expect(changesOf(old, after)).toEqual([
      'boost.b.c breaking renames-collide: is boost.a now, which was a field before',
    ]);
  });

  it('do so one after the other [configuration-compatibility/Renamed field is compared under its new key]', () => {
    const renamed = { 'boost.a': 'boost.d', 'boost.b.c': 'boost.a' };
    const after = version2({ 'boost.a': field(), ...merged }, { to: 2, renamed });
    expect(changesOf(old, after)).toEqual([
      'boost.a breaking values-led-away: is still a field, and a migration moves its values to boost.d',
      'boost.b.c compatible field-renamed: is boost.a now',
      'boost.d compatible field-added: is new',
    ]);
  });
});

describe('a field that stays', () => {
  const away = 'boost.b.c breaking values-led-away: is still a field, and a migration';

  it('is renamed all the same', () => {
    const fields = { ...old.fields, 'boost.d': field() };
    const renamed = { 'boost.b.c': 'boost.d' };
    expect(changesOf(old, version2(fields, { to: 2, renamed }))).toEqual([
      `${away} moves its values to boost.d`,
      'boost.d compatible field-added: is new',
    ]);
  });

  it.each(['boost.b.c', 'boost.b'])('is removed all the same, by %s', name => {
    const fields = { ...old.fields, 'boost.b.c': field({ required: true }) };
    expect(changesOf(old, version2(fields, { to: 2, removed: [name] }))).toEqual([
      `${away} removes its values`,
      'boost.b.c breaking became-required: must be set',
    ]);
  });

  it('was led elsewhere by a migration of before', () => {
    const after = version2(old.fields, { to: 2, removed: ['boost.b.c'] });
    expect(changesOf(version2(old.fields), after)).toEqual([]);
  });
});

describe('a migration that was removed', () => {
  const migrations = [{ to: 2, removed: ['boost.x'], renamed: { 'boost.y': 'boost.a' } }];
  const before = version2(old.fields, ...migrations);

  it('leaves old keys where they are', () => {
    const dropped = 'breaking migration-dropped: what was written before version 2 was';
    expect(changesOf(before, version2(old.fields))).toEqual([
      `boost.x ${dropped} removed, and is left where it is now`,
      `boost.y ${dropped} moved to boost.a, and is left where it is now`,
    ]);
    const other = { to: 2, removed: ['boost.y'], renamed: { 'boost.x': 'boost.b.c' } };
    expect(changesOf(before, version2(old.fields, other))).toEqual([
      `boost.x ${dropped} removed, and is moved to boost.b.c now`,
      `boost.y ${dropped} moved to boost.a, and is removed now`,
    ]);
  });

  it('led beyond versions that do not exist', () => {
    const six = table(old.fields, { version: 6, migrations: [{ to: 6, removed: ['boost.x'] }] });
    expect(changesOf(six, table(old.fields, { version: 6 }))).toEqual([
      'boost.x breaking migration-dropped: what was written before version 6 was removed, and is left where it is now',
    ]);
  });

  it('is of no use for a key that is a field again', () => {
    const fields = { ...old.fields, 'boost.x.z': field(), 'boost.y': field() };
    expect(changesOf(before, version2(fields))).toEqual([
      'boost.x.z compatible field-added: is new',
      'boost.y compatible field-added: is new',
    ]);
  });

  it('goes on in a later one [configuration-compatibility/Removed field with a migration is compatible]', () => {
    const after = table(
      { 'boost.b.c': field(), 'boost.d': field() },
      { version: 3, migrations: [...migrations, { to: 3, renamed: { 'boost.a': 'boost.d' } }] },
    );
    expect(changesOf(before, after)).toEqual(['boost.a compatible field-renamed: is boost.d now']);
  });
});

describe('a migration of values', () => {
  const changing = version2(old.fields, { to: 2, values: ['boost.a'] });
  const renamedSince = table(
    { 'boost.b.c': field(), 'boost.d': field() },
    {
      version: 3,
      migrations: [...changing.migrations, { to: 3, renamed: { 'boost.a': 'boost.d' } }],
    },
  );
  const removedSince = table(
    { 'boost.b.c': field() },
    { version: 3, migrations: [{ to: 3, removed: ['boost.a'] }] },
  );
  const dropped =
    'boost.a breaking value-migration-dropped: what was written before version 2 was changed by code, and is now left as it was';

  it.each([
    ['with all of its version', []],
    ['alone', [{ to: 2, values: ['boost.b.c'] }]],
    ['for one to another version', [{ to: 3, values: ['boost.a'] }]],
  ])('was removed, %s', (_, migrations) => {
    const after = table(old.fields, { version: 3, migrations });
    expect(changesOf(changing, after)).toEqual([dropped]);
  });

  it.each([
    ['is kept', version2(old.fields), changing],
    ['is kept, for a key that has another name since', changing, renamedSince],
    ['is gone with the values', changing, removedSince],
  ])('%s', (_, from, to) => {
    expect(changesOf(from, to).filter(change => change.includes('migration-dropped'))).toEqual([]);
  });
});

it('a key that every object has is a field like others', () => {
  const after = table({ ...old.fields, toString: field(), constructor: field() });
  expect(changesOf(old, after)).toEqual([
    'toString compatible field-added: is new',
    'constructor compatible field-added: is new',
  ]);
  expect(
    changesOf(after, version2(old.fields, { to: 2, removed: ['toString', 'constructor'] })),
  ).toEqual([
    'toString compatible field-removed-with-migration: was removed, and a migration removes its values',
    'constructor compatible field-removed-with-migration: was removed, and a migration removes its values',
  ]);
});
