import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { expect } from 'vitest';
import type { ConfigResolver } from '../src/config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { tableNames } from '../src/override-tables.ts';
import { manyCases } from './many-cases.fixture.ts';
import { memoryResolver } from './memory-resolver.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';
import { seal } from './sealed-value.fixture.ts';

const sealed = seal('boost.sample.token', 'hidden');

/** Keys of the sample's fields, today's and former ones, and some of Boost's own. */
export const keys = [
  ...Object.keys(sampleRegistry.fields).filter(key => key.startsWith('boost.sample')),
  'boost.sample.name',
  'boost.sample.secret',
  'boost.sample.old',
  'boost.sample.group.name',
  'boost.security.mode',
  'boost.devSpaces.credentials',
];

/** A key: mostly one of our own. */
export const anyKey = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...keys) },
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'boost',
    'boost.',
    'boost.sample',
    '.',
    'boost.__proto__.x',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
/** What a text column may contain. */
export const anyText = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map(value => JSON.stringify(value)),
  fc.integer({ min: -5, max: 2000 }).map(String),
  fc.constantFrom(
    sealed,
    sealed.slice(0, -9),
    '"boost1:"',
    '{"__proto__":{"a":1}}',
    '1e999',
    '',
    'null',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
/** What a column of numbers may contain. */
export const anyVersion = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -1, max: 5 }) },
  fc.constantFrom(2 ** 31 - 1, 2 ** 53, 1.5, -(2 ** 31)),
);
/** Who wrote a row: nobody, one of our sets, or another one. */
export const anyOwner = fc.constantFrom(null, '@acme/sample', '@acme/elsewhere');

/** Times that PostgreSQL's type accepts. */
export const anyTime = fc.constantFrom(
  'infinity',
  '-infinity',
  '4713-01-01 BC',
  '2026-01-01T00:00:00.000001Z',
  '2026-01-01T00:00:00.000002Z',
);

/** Fails where something of any rows is lost, whatever is in them. */
export async function tryAnyRows(knex: Knex, rows: fc.Arbitrary<readonly object[]>): Promise<void> {
  const { overrides, rejected } = tableNames();
  const contents = async () => {
    const found = await Promise.all(
      [overrides, rejected].map(table =>
        knex(table).select([
          'key',
          'owner',
          'value',
          'schema_version',
          'readable_since',
          'updated_by',
          knex.raw('cast(updated_at as text) as updated_at'),
        ]),
      ),
    );
    return found
      .flat()
      .map(row => JSON.stringify(row))
      .toSorted();
  };
  const config = memoryResolver({ yaml: sampleYaml, overrides: createKnexOverrideStore(knex) });
  await fc.assert(
    fc.asyncProperty(rows, async left => {
      await knex(overrides).delete();
      await knex(rejected).delete();
      await knex(overrides).insert(left).onConflict('key').ignore();
      expect(await findLosses(config, contents)).toEqual([]);
    }),
    manyCases,
  );
}

/** What the columns of a SQLite table of others accept besides that. */
export const anyCell = fc.oneof(
  fc.uint8Array({ maxLength: 12 }).map(bytes => Buffer.from(bytes)),
  fc.double({ noNaN: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);

/**
 * Reads and reconciles what a database contains, twice, and returns what went wrong: reading changes nothing,
 * reconcile loses no row and changes none that it does not report as changed, and the second one
 * changes nothing.
 *
 * @param contents - each row of both tables as one text, byte by byte, in an order that is always the same
 */
async function findLosses(
  config: ConfigResolver,
  contents: () => Promise<readonly string[]>,
): Promise<string[]> {
  const before = await contents();
  const all = await config.resolveAll();
  const read = await contents();
  const { entries } = await config.reconcile();
  const reconciled = await contents();
  await config.reconcile();
  const again = await contents();
  // A value that a later migration does not accept stays at the last version that accepted it. Plain text of a
  // field that became a secret is moved aside encrypted.
  const changed = entries.filter(
    ({ key, outcome, code }) =>
      outcome === 'migrated' ||
      outcome === 'reencrypted' ||
      code === 'migration_failed' ||
      (outcome === 'rejected' && key === 'boost.sample.pin'),
  );
  const gone = before.filter(row => !reconciled.includes(row));
  const losses = {
    'a field was not resolved': Object.keys(all).length < Object.keys(sampleRegistry.fields).length,
    'reading changed a row': !isDeepStrictEqual(read, before),
    'a row was lost': reconciled.length < before.length,
    'a row was changed that is reported as it was': gone.length > changed.length,
    'the second reconcile changed a row': !isDeepStrictEqual(again, reconciled),
  };
  return Object.entries(losses).flatMap(([loss, isThere]) => (isThere ? [loss] : []));
}
