import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mistakesIn } from '../test/definition-mistakes.fixture.ts';
import { fieldWith } from '../test/field.fixture.ts';
import type { ConfigMigration } from './field-set.ts';

const text = z.string().optional();

describe('the migrations of a set', () => {
  const fields = { 'boost.acme.field': fieldWith(text) };
  const mistakesWith = (...migrations: ConfigMigration[]) =>
    mistakesIn({ version: 4, fields, migrations });

  it('are taken in ascending order, with gaps [boost-configuration/Migrations out of order are refused]', () => {
    expect(
      mistakesWith(
        {
          to: 2,
          renamed: { 'boost.acme.one': 'boost.acme.two' },
          placeholders: { 'boost.acme.two': '${TWO}' },
        },
        {
          to: 4,
          renamed: { 'boost.acme.two': 'boost.acme.field' },
          values: { 'boost.acme.field': String },
        },
      ),
    ).toEqual([]);
  });

  it('are refused out of order, and beyond the version [boost-configuration/Migrations out of order are refused]', () => {
    expect(mistakesWith({ to: 3 }, { to: 2 }, { to: 2 }, { to: 5 })).toEqual([
      'the migration to version 2 is out of order: it must lead beyond version 3.',
      'the migration to version 2 is out of order: it must lead beyond version 2.',
      'the migration to version 5 leads beyond version 4.',
    ]);
    expect(mistakesWith({ to: 1 })).toEqual([
      'the migration to version 1 is out of order: it must lead beyond version 1.',
    ]);
    expect(mistakesWith({ to: Number.NaN })).toEqual([
      'a migration must say to which version it leads.',
    ]);
  });

  it('are refused with keys that do not fit the fields [boost-configuration/Migrations out of order are refused]', () => {
    expect(
      mistakesWith({
        to: 2,
        removed: { 'boost.acme.field': 'nothing replaces it', 'acme.gone': 'nothing replaces it' },
        renamed: { 'boost.acme.old': 'boost.acme.new' },
        values: { 'boost.acme.other': value => value },
        placeholders: { 'boost.acme.third': '${THIRD}' },
        placeholdersUnless: ['boost.acme.fourth'],
      }),
    ).toEqual([
      'boost.acme.field is gone in the migration to version 2, and a field all the same.',
      'acme.gone in the migration to version 2 is no key below boost.',
      'boost.acme.new in the migration to version 2 is no field of the set.',
      'boost.acme.other in the migration to version 2 is no field of the set.',
      'boost.acme.third in the migration to version 2 is no field of the set.',
      'boost.acme.fourth in the migration to version 2 is no field of the set.',
    ]);
  });

  it('are refused where what they remove is there', () => {
    expect(mistakesWith({ to: 2, removed: { 'boost.acme': 'nothing replaces it' } })).toEqual([
      'boost.acme is removed in the migration to version 2, and boost.acme.field below it is a field: name the keys that are gone one by one.',
    ]);
    expect(mistakesWith({ to: 2, removed: { 'boost.acme.fie': 'nothing replaces it' } })).toEqual(
      [],
    );
  });

  it('are refused where they remove what they rename', () => {
    expect(
      mistakesWith({
        to: 2,
        removed: { 'boost.acme.old': 'nothing replaces it' },
        renamed: { 'boost.acme.old': 'boost.acme.field' },
      }),
    ).toEqual([
      'boost.acme.old is both removed and renamed in the migration to version 2: keep the new name alone.',
    ]);
  });
});
