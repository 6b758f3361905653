import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConfigChangeEvent } from '../src/change-events.ts';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import type { StoreHost, StorePlace } from './database-host.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

const title = 'boost.sample.title';
const token = 'boost.sample.token';

function resolverOn(knex: Knex, onChange: (event: ConfigChangeEvent) => void = () => {}) {
  return createConfigResolver({
    onChange,
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
    cache: { ttlSeconds: 60, listen: false }, // a notification has rows read once more
  });
}

/** What resolvers do in a transaction of their caller, on a database. */
export function describeTransactions(host: StoreHost): void {
  describe(`transactions of the caller ${host.name}`, () => {
    let place: StorePlace;
    let knex: Knex;
    beforeEach(async () => {
      place = await host.open();
      knex = createKnex({ ...place.connection, pool: { min: 0, max: 1 } });
      await knex.schema.createTable('beside', table => table.increments('id'));
    });
    afterEach(async () => {
      await knex.destroy();
      await place.close();
    });

    const keysInTable = async () => (await place.rows()).map(({ key }) => key);

    test('A5: with a pool of one, all is read and written on the connection of the transaction [runtime-config/Transaction of the caller is used]', async () => {
      const config = resolverOn(knex);
      expect(await config.resolve(title)).toBeUndefined();
      const startedAt = performance.now();
      await knex.transaction(async transaction => {
        await transaction('beside').insert({ id: 1 });
        await config.set(title, 'in it', { transaction });
        await config.set(token, 'hidden', { transaction });
        expect(await config.resolve(title, { transaction })).toBe('in it');
        expect(await config.resolve(token, { transaction })).toBe('hidden');
        expect(await config.unset(token, { transaction })).toBe(true);
        expect(await config.resolve('boost.security.mode', { transaction })).toBe('full');
      });
      expect(performance.now() - startedAt).toBeLessThan(2000);
      expect(await config.resolve(title)).toBe('in it');
      expect(await keysInTable()).toEqual([title]);
    });

    test('A5: a transaction that is rolled back leaves neither a row nor a cached value [runtime-config/Rolled back transaction leaves nothing]', async () => {
      const config = resolverOn(knex);
      expect(await config.resolve(title)).toBeUndefined();
      const rollback = knex.transaction(async transaction => {
        await config.set(title, 'never', { transaction });
        expect(await config.resolve(title, { transaction })).toBe('never');
        throw new Error('The caller changed its mind.');
      });
      await expect(rollback).rejects.toThrow('changed its mind');
      expect(await config.resolve(title)).toBeUndefined();
      expect(await keysInTable()).toEqual([]);
    });

    test('A5: values that others have cached are read again after the commit, not before and not after a rollback', async () => {
      const config = resolverOn(knex);
      const reads: string[] = [];
      await config.set(title, 'before');
      expect(await config.resolve(title)).toBe('before');
      knex.on('query', ({ sql }: { readonly sql: string }) => {
        if (/^select .* from .boost_config_overrides.$/.test(sql)) reads.push(sql);
      });
      const undone = await knex.transaction();
      await config.set(title, 'undone', { transaction: undone });
      await undone.rollback();
      expect(await config.resolve(title)).toBe('before');
      expect(reads).toHaveLength(0);
      const outer = await knex.transaction();
      await outer.transaction(inner => config.set(title, 'after', { transaction: inner }));
      expect(await config.resolve(title)).toBe('before');
      await outer.commit();
      expect(await config.resolve(title)).toBe('after');
      expect(reads).toHaveLength(1);
    });

    test('A5: what a savepoint undoes is not reported, and what precedes it is', async () => {
      const events: ConfigChangeEvent[] = [];
      const config = resolverOn(knex, event => events.push(event));
      await knex.transaction(async transaction => {
        await config.set(title, 'kept', { transaction });
        const inner = await transaction.transaction();
        await config.set(token, 'undone', { transaction: inner });
        await inner.rollback();
        await transaction.raw('savepoint "of_the_caller"');
        await config.set(token, 'undone too', { transaction });
        await transaction.raw('rollback to savepoint "of_the_caller"');
        await transaction.transaction(released =>
          config.set('boost.sample.limit', 7, { transaction: released }),
        );
        expect(events).toEqual([]);
      });
      expect(events.map(({ key }) => key)).toEqual([title, 'boost.sample.limit']);
      expect(await keysInTable()).toEqual(['boost.sample.limit', title]);
    });

    test('A5: a transaction is committed only where the database commits it', async () => {
      const events: ConfigChangeEvent[] = [];
      const config = resolverOn(knex, event => events.push(event));
      const transaction = await knex.transaction();
      await config.set(title, 'x', { transaction });
      await expect(transaction('missing').select()).rejects.toThrow('missing');
      // PostgreSQL rolls back here, and SQLite commits.
      await transaction.commit();
      expect(events.map(({ key }) => key)).toEqual(await keysInTable());
    });

    test('A5: many writes in one transaction cause no warning of Node', async () => {
      const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
      const config = resolverOn(knex);
      await knex.transaction(async transaction => {
        for (let limit = 1; limit < 12; limit += 1)
          await config.set('boost.sample.limit', limit, { transaction });
      });
      expect(warn).not.toHaveBeenCalled();
      warn.mockRestore();
    });

    test('A5: a write that fails leaves the transaction as it was before it', async () => {
      const config = resolverOn(knex);
      await config.set(token, 'hidden');
      await knex.transaction(async transaction => {
        await config.set(title, 'kept', { transaction });
        await expect(config.set(title, 'x'.repeat(300_000), { transaction })).rejects.toMatchObject(
          { code: 'too_large' },
        );
        await transaction.raw('drop table boost_config_overrides_history');
        await expect(config.set(title, 'lost', { transaction })).rejects.toMatchObject({
          code: 'missing_table',
        });
        expect(await config.resolve(title, { transaction })).toBe('kept');
      });
      expect(await keysInTable()).toEqual([title, token]);
    });

    test('A5: several calls at the same time share the transaction', async () => {
      const config = resolverOn(knex);
      await knex.transaction(async transaction => {
        await Promise.all([
          config.set(title, 'one', { transaction }),
          config.set('boost.sample.limit', 7, { transaction }),
          config.resolve(title, { transaction }),
        ]);
        expect(await config.resolve('boost.sample.limit', { transaction })).toBe(7);
      });
      expect(await keysInTable()).toEqual(['boost.sample.limit', title]);
    });

    test.each(['another Knex', 'committed or rolled back', 'not a transaction'])(
      'A5: a transaction that is refused: %s',
      async what => {
        const config = resolverOn(knex);
        const other = createKnex({ ...place.connection });
        const transactions: Record<string, () => Promise<Knex.Transaction>> = {
          'another Knex': () => other.transaction(),
          'committed or rolled back': async () => {
            const ended = await knex.transaction();
            await ended.commit();
            return ended;
          },
          'not a transaction': async () => Reflect.apply(Object, undefined, [knex]),
        };
        const transaction = await transactions[what]?.();
        for (const call of [
          () => config.resolve(title, { transaction }),
          () => config.set(title, 'x', { transaction }),
          () => config.unset(title, { transaction }),
        ])
          await expect(call()).rejects.toMatchObject({
            code: 'invalid_option',
            message: expect.stringContaining(what),
          });
        if (what === 'another Knex') await transaction?.rollback();
        await other.destroy();
      },
    );

    test('A5: a call that waits for a connection that its caller keeps names the cause, before ten seconds are over [runtime-config/Exhausted pool is named]', async () => {
      const config = resolverOn(knex);
      await knex.transaction(async transaction => {
        await transaction('beside').insert({ id: 1 });
        for (const call of [
          () => config.resolve(token),
          () => config.resolve(title),
          () => config.set(title, 'x'),
        ]) {
          const startedAt = performance.now();
          await expect(call()).rejects.toMatchObject({
            code: 'store_unavailable',
            message: expect.stringContaining(
              'All connections of the Knex pool are in use (1 of 1)',
            ),
            hint: expect.stringContaining('{ transaction }'),
          });
          expect(performance.now() - startedAt).toBeLessThan(4000);
        }
      });
      // What was given up must not be written later.
      await expect.poll(() => knex.client.pool.numPendingAcquires()).toBe(0);
      expect(await keysInTable()).toEqual([]);
      await config.set(title, 'later');
      expect(await config.resolve(title)).toBe('later');
    }, 20_000);

    test('A5: a pool whose connections come back makes nobody fail, however long the queue is', async () => {
      const config = resolverOn(knex);
      const busy = async () => {
        for (let round = 0; round < 8; round += 1)
          await knex.transaction(async transaction => {
            await transaction('beside').select();
            await new Promise(resolve => setTimeout(resolve, 150));
          });
      };
      const others = [busy(), busy(), busy()];
      for (let round = 0; round < 4; round += 1)
        expect(await config.resolve(token)).toBeUndefined();
      await Promise.all(others);
    }, 20_000);
  });
}
