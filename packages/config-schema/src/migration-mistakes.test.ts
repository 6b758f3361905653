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
      'the migration to version 2 is out of order: its version must be above 3.',
      'the migration to version 2 is out of order: its version must be above 2.',
      'the migration to version 5 is above version 4 of the set: raise version, or correct the migration.',
    ]);
    expect(mistakesWith({ to: 1 })).toEqual([
      'the migration to version 1 is out of order: its version must be above 1.',
    ]);
    expect(mistakesWith({ to: Number.NaN })).toEqual([
      'a migration has no version: write to, a whole number from 2.',
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
        becameSensitive: ['boost.acme.fifth'],
      }),
    ).toEqual([
      'boost.acme.field is removed or renamed in the migration to version 2, but is still a field: remove the field, or correct the migration.',
      'acme.gone in the migration to version 2 is not a valid key: begin it with boost. and separate plain names by dots.',
      'boost.acme.new in the migration to version 2 is not a field of the set: correct its name.',
      'boost.acme.other in the migration to version 2 is not a field of the set: correct its name.',
      'boost.acme.third in the migration to version 2 is not a field of the set: correct its name.',
      'boost.acme.fourth in the migration to version 2 is not a field of the set: correct its name.',
      'boost.acme.fifth in the migration to version 2 is not a field of the set: correct its name.',
    ]);
  });

  it('A8: name fields that became sensitive, with a name of before and after [boost-configuration/Field that became sensitive is declared]', () => {
    const secret = fieldWith(text, { visibility: 'secret', sensitive: true, since: 3 });
    const sensitive = (
      becameSensitive: string[],
      { token = secret, ...more }: { token?: object; renamed?: Record<string, string> } = {},
    ) =>
      mistakesIn({
        version: 4,
        fields: { 'boost.acme.token': { ...secret, ...token } },
        migrations: [{ to: 3, becameSensitive, ...more }, { to: 4 }],
      });
    const place = 'boost.acme.token is in becameSensitive of the migration to version 3';
    expect(sensitive(['boost.acme.token'], { token: { since: 2 } })).toEqual([]);
    const renamed = { 'boost.acme.pin': 'boost.acme.token' };
    expect(sensitive(['boost.acme.token'], { renamed })).toEqual([]);
    expect(sensitive(['boost.acme.token'])).toEqual([
      `${place}, but exists only since version 3: remove it there.`,
    ]);
    const plain = { visibility: 'backend', sensitive: false, since: 2 };
    expect(sensitive(['boost.acme.token'], { token: plain })).toEqual([
      `${place}, but is not sensitive: set sensitive and visibility.`,
    ]);
  });

  it('are refused where what they remove is there', () => {
    expect(mistakesWith({ to: 2, removed: { 'boost.acme': 'nothing replaces it' } })).toEqual([
      'boost.acme is removed in the migration to version 2, but boost.acme.field is still a field: list the removed keys one by one.',
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
      'boost.acme.old is both removed and renamed in the migration to version 2: keep it in renamed only.',
    ]);
  });
});
