import * as fc from 'fast-check';
import { anyKey, anyText, anyTime, anyVersion } from './any-row.fixture.ts';

const rowOf = (columns: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.array(fc.record(columns), { minLength: 1, maxLength: 4 });

/** PostgreSQL's text contains any character but NUL; its integers have 32 bits. */
const text = (maxLength: number) =>
  fc
    .oneof(anyText, fc.string({ unit: 'binary', maxLength }))
    .map(value => value.replaceAll('\0', '').slice(0, maxLength));
const integer = anyVersion.map(version => version | 0);

/** Rows with anything that the columns of PostgreSQL accept. */
export const anyPostgresRows = rowOf({
  key: fc.oneof(
    anyKey.map(key => key.replaceAll('\0', '')),
    text(256),
  ),
  owner: fc.option(text(255)),
  value: text(2000),
  schema_version: integer,
  readable_since: integer,
  updated_at: anyTime,
  updated_by: fc.option(text(255)),
});

const cell = fc.oneof(
  anyText,
  anyVersion,
  fc.double({ noNaN: true }),
  fc.uint8Array({ maxLength: 12 }).map(bytes => Buffer.from(bytes)),
  fc.constantFrom(-(2 ** 63), 2 ** 53, 0.1, Buffer.from('boost.sample.limit'), Buffer.from([0x80])),
);

/** Rows with anything that the columns of SQLite accept, whatever their types say. */
export const anySqliteRows = rowOf({
  key: fc.oneof({ weight: 4, arbitrary: anyKey }, cell, fc.constant(null)),
  owner: fc.option(cell),
  value: cell,
  schema_version: fc.oneof(anyVersion, cell),
  readable_since: fc.oneof(anyVersion, cell),
  updated_at: fc.oneof(anyTime, cell),
  updated_by: fc.option(cell),
});
