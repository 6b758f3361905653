import * as fc from 'fast-check';
import createKnex from 'knex';
import { expect, test } from 'vitest';
import { anySqliteRows } from '../test/any-columns.fixture.ts';
import {
  anyKey,
  anyOwner,
  anyText,
  anyTime,
  anyVersion,
  keys,
  tryAnyRows,
} from '../test/any-row.fixture.ts';
import { operationsOf } from '../test/database-host.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';
import type { OverrideStore } from './override-store.ts';

const plainKeys = keys.filter(
  key => key in sampleRegistry.fields && sampleRegistry.fields[key]?.sensitive !== true,
);

const anyVersionCell = fc.oneof(anyVersion, fc.constant(null), fc.constant('x'));

const resolver = (overrides: OverrideStore) => memoryResolver({ yaml: sampleYaml, overrides });

test(
  'any rows are resolved, reconciled without a loss, and no more to do the second time',
  async () => {
    const rowList = fc.uniqueArray(
      fc.record({
        key: anyKey,
        value: anyText,
        schemaVersion: anyVersionCell,
        readableSince: anyVersionCell,
        owner: anyOwner,
        updatedAt: anyTime,
      }),
      { selector: row => row.key, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(rowList, async rows => {
        const store = createMemoryOverrideStore(rows);
        const config = resolver(store);
        const before = await operationsOf(store).read();
        const all = await config.resolveAll();
        const read = plainKeys.map(async key => [key, await config.resolve(key)] as const);
        expect(await Promise.all(read)).toEqual(plainKeys.map(key => [key, all[key]?.value]));
        expect(await operationsOf(store).read()).toEqual(before);

        const { entries } = await config.reconcile();
        expect(entries.map(({ key }) => key).toSorted()).toEqual(
          rows.map(({ key }) => key).toSorted(),
        );
        const kept = await operationsOf(store).read();
        const rejected = await operationsOf(store).readRejected();
        expect(kept).toHaveLength(rows.length - rejected.length);
        expect(await config.resolveAll()).toEqual(all);
        const again = await config.reconcile();
        expect(
          again.entries.filter(
            ({ outcome }) => !['unchanged', 'kept', 'waiting'].includes(outcome),
          ),
        ).toEqual([]);
        expect(await operationsOf(store).read()).toEqual(kept);
      }),
      manyCases,
    );
  },
  manyCasesTimeout,
);

test(
  'Bad input: whatever the columns of a SQLite table contain, no row is lost or changed',
  async () => {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    await migrateOverrideStore(knex);
    await expect(tryAnyRows(knex, anySqliteRows)).resolves.toBeUndefined();
    await knex.destroy();
  },
  manyCasesTimeout,
);
