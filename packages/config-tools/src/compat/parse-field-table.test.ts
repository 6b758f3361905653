import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { field, table } from '../../test/compat/field-table.fixture.ts';
import { compareFieldTables } from './compare-field-tables.ts';
import { parseFieldTable } from './parse-field-table.ts';

const messageOf = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return parseFieldTable(text, 'a.json').problem?.message;
};
const numRuns = propertyRuns(10_000);

const whole = table(
  {
    'boost.a': field({
      scope: 'db-only',
      visibility: 'frontend',
      required: true,
      sensitive: true,
      rules: ['is short'],
      opaque: true,
      default: 1,
      deprecated: { message: 'a' },
    }),
    'boost.b': field({ scope: 'db-overridable', visibility: 'secret' }),
  },
  {
    version: 2,
    migrations: [
      { to: 2, removed: ['boost.c'], renamed: { 'boost.d': 'boost.a' }, values: ['boost.b'] },
    ],
  },
);

/** A table with a schema that goes so many levels deeper. */
function nested(levels: number): string {
  const schema = `${'{"items":'.repeat(levels)}{}${'}'.repeat(levels)}`;
  const text = JSON.stringify(table({ 'boost.a': field({ schema: {} }) }));
  return text.replace('"schema":{}', `"schema":${schema}`);
}

describe('a table', () => {
  it('is read as it stands [configuration-compatibility/Baseline is a file]', () => {
    expect(parseFieldTable(JSON.stringify(whole), 'a.json')).toEqual({ table: whole });
  });

  it.each([
    [{ ...whole, owner: 1 }, 'owner must be text'],
    [{ ...whole, version: 0 }, 'version must be a whole number above 0'],
    [{ ...whole, version: 1.5 }, 'version must be a whole number above 0'],
    [{ ...whole, version: '1' }, 'version must be a whole number above 0'],
    [{ ...whole, fields: [] }, 'fields must be a mapping'],
    [{ ...whole, migrations: {} }, 'migrations must be a list'],
    [{ ...whole, more: 1 }, 'more is nothing that this release knows of a table'],
    [{ owner: 'a' }, 'version is missing, and 2 more like this'],
    [[], 'must be a mapping'],
    [null, 'must be a mapping'],
    ['1', 'must be a mapping'],
  ])('%j is none', (value, what) => {
    expect(messageOf(value)).toBe(`is no table of fields: ${what}`);
  });

  it.each([
    [{ scope: 'yaml' }, 'scope must be yaml-only, db-overridable, db-only'],
    [{ visibility: 'all' }, 'visibility must be frontend, backend, secret'],
    [{ required: false }, 'required must be true'],
    [{ sensitive: 'yes' }, 'sensitive must be true'],
    [{ rules: 'is short' }, 'rules must be a list of text'],
    [{ opaque: false }, 'opaque must be true'],
    [{ since: 0 }, 'since must be a whole number above 0'],
    [{ deprecated: true }, 'deprecated must be a mapping'],
    [{ description: 1 }, 'description must be text'],
    [{ schema: true }, 'schema must be a mapping'],
    [{ schema: undefined }, 'schema is missing'],
    [{ configScope: 1 }, 'configScope is nothing that this release knows of a table'],
  ])('with a field of %j is none', (differences, what) => {
    expect(messageOf({ ...whole, fields: { 'boost.a': { ...field(), ...differences } } })).toBe(
      `is no table of fields: fields["boost.a"].${what}`,
    );
  });

  it.each([
    [{}, 'migrations[1].to is missing'],
    [{ to: '2' }, 'migrations[1].to must be a whole number above 0'],
    [{ to: 2, removed: [1] }, 'migrations[1].removed must be a list of text'],
    [{ to: 2, removed: 'a' }, 'migrations[1].removed must be a list of text'],
    [{ to: 2, renamed: { a: 1 } }, 'migrations[1].renamed must be a mapping from text to text'],
    [{ to: 2, renamed: [] }, 'migrations[1].renamed must be a mapping from text to text'],
    [{ to: 2, values: {} }, 'migrations[1].values must be a list of text'],
    [{ to: 2, code: {} }, 'migrations[1].code is nothing that this release knows of a table'],
    [1, 'migrations[1] must be a mapping'],
  ])('with a migration of %j is none', (migration, what) => {
    expect(messageOf({ ...whole, migrations: [{ to: 2 }, migration] })).toBe(
      `is no table of fields: ${what}`,
    );
  });

  it('nested without end is none', () => {
    const deep = 'is no table of fields: is nested more than 64 levels deep';
    expect(messageOf(nested(61))).toBeUndefined();
    expect(messageOf(nested(62))).toBe(deep);
    expect(messageOf(nested(100_000))).toBe(deep);
  });
});

describe('text that is no JSON', () => {
  it.each(['{"a": 1,\n  "password": c4n4ry}', '', 'password: c4n4ry'])(
    '%j is refused without its text',
    text => {
      const { problem } = parseFieldTable(text, 'a.json');
      expect(problem).toEqual({
        severity: 'error',
        code: 'invalid_json',
        message: 'is no JSON',
        hint: 'Name a fields.json; JSON has no comments, and no comma after the last item.',
        location: { file: 'a.json', line: 1, column: 1, endLine: 1, endColumn: 1 },
      });
    },
  );
});

describe('any text', () => {
  const anySchema = fc.dictionary(
    fc.constantFrom('type', 'anyOf', 'enum', 'const', 'items', 'properties', 'minimum', 'not'),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const anyTable = anySchema.map(schema => table({ 'boost.a': field({ schema }) }));

  it('is a table or refused', () => {
    const text = fc.oneof(
      fc.string(),
      fc.jsonValue().map(value => JSON.stringify(value)),
      fc
        .record({ owner: fc.jsonValue(), fields: fc.jsonValue() })
        .map(parts => JSON.stringify({ ...whole, ...parts })),
    );
    fc.assert(
      fc.property(text, given => {
        const { table: read, problem } = parseFieldTable(given, 'a.json');
        expect([read, problem].filter(part => part !== undefined)).toHaveLength(1);
      }),
      { numRuns },
    );
  }, 180_000);

  it('that is a table is compared, whatever its schemas are', () => {
    fc.assert(
      fc.property(anyTable, anyTable, (before, after) => {
        expect(compareFieldTables(before, before)).toEqual([]);
        expect(Array.isArray(compareFieldTables(before, after))).toBe(true);
      }),
      { numRuns },
    );
  }, 180_000);
});
