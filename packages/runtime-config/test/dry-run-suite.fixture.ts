import type { Knex } from 'knex';
import { expect, onTestFinished, test } from 'vitest';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { checkDatabase } from '../src/database-dialect.ts';
import { tableNames } from '../src/override-tables.ts';
import { contentsOf } from './boost-table.fixture.ts';
import type { StoreHost, StorePlace } from './database-host.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';
import { legacySeal, seal } from './sealed-value.fixture.ts';

const names = tableNames();

/** What `reconcile` says before it is run, in a database. */
export function describeDryRun(host: StoreHost): void {
  test(`B16: a dry run reports ${host.name} what reconcile then does, without a write or a lock [runtime-config/Dry run changes nothing]`, async () => {
    const place = await host.open();
    onTestFinished(() => place.close());
    const [knex, other] = [databaseOf(place), databaseOf(place)];
    await fill(place);
    const logged: string[] = [];
    const config = createConfigResolver({
      yaml: sampleYaml,
      overrides: place.replica(),
      registry: sampleRegistry,
      logger: { warn: line => logged.push(line) },
    });
    const contents = () =>
      contentsOf(knex, names.overrides, names.history, names.rejected, names.imported);
    const before = await contents();
    const plan = await config.reconcile({ dryRun: true });
    expect(logged).toEqual([]);
    expect(await contents()).toEqual(before);
    const writer = await other.transaction();
    await writer.raw(checkDatabase(other).lockTable, [names.overrides]);
    expect(await config.reconcile({ dryRun: true })).toEqual(plan);
    await writer.rollback();

    const report = await config.reconcile();
    expect(report).toEqual(plan);
    expect(new Set(report.entries.map(({ outcome }) => outcome))).toEqual(
      new Set(['kept', 'migrated', 'rejected', 'waiting', 'unchanged', 'reencrypted']),
    );
    expect(await contents()).not.toEqual(before);
  });
}

/** A row for each outcome. */
async function fill(place: StorePlace): Promise<void> {
  await place.write('boost.elsewhere', '"unknown"', 1);
  await place.write('boost.sample.limit', '5', 1);
  await place.write('boost.sample.secret', seal('boost.sample.secret', 'hidden'), 2);
  await place.write('boost.sample.pin', '"in plain text"', 2);
  await place.write('boost.sample.group.name', '"of before"', 1, {
    updatedAt: '2026-01-01T00:00:00.000000Z',
  });
  await place.write('boost.sample.group.title', '"of today"', 3);
  await place.write('boost.sample.group.token', legacySeal('of Boost'), 1);
  await place.write('boost.model.name', '7', 2);
  await place.write('boost.sample.internal', '"as it is"', 3);
}

function databaseOf(place: StorePlace): Knex {
  const knex = place.knex?.();
  if (knex === undefined) throw new Error('A lock needs a database.');
  return knex;
}
