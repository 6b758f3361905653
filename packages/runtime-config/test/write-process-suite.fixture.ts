import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import createKnex from 'knex';
import { describe, expect, test } from 'vitest';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { tableNames } from '../src/override-tables.ts';
import { byKey } from '../src/reconcile.ts';
import { approvalRegistry, endpoint, mode, workflow } from './approval-fields.fixture.ts';
import { type CallOutcome, type CallTask, counted, increments } from './call-process.fixture.ts';
import { operationsOf, type StoreHost } from './database-host.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { seal } from './sealed-value.fixture.ts';
import { callUnchecked } from './unchecked-call.fixture.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('./call-process.fixture.ts', import.meta.url));
const title = 'boost.sample.title';
const limit = 'boost.sample.limit';
const token = 'boost.sample.token';
const sealed = seal('boost.sample.old', 'hidden');
const actor = 'user:default/ada';

/** What processes of administrators do to each other, and what a killed one leaves, in a database. */
export function describeWriteProcesses(host: StoreHost): void {
  describe(`processes of administrators on overrides ${host.name}`, () => {
    const place = openPlace(host);

    async function start(...call: CallTask['call']): Promise<CallOutcome> {
      return startTask({ call });
    }

    async function startTask(task: Partial<CallTask>): Promise<CallOutcome> {
      const whole = { connection: place.connection, ...task };
      const { stdout } = await run(process.execPath, [program, JSON.stringify(whole)]);
      return JSON.parse(stdout);
    }

    /** Everything that is stored, without the times of this run and the forms of this encryption. */
    async function contents() {
      const store = operationsOf(place.replica());
      const rows = (await store.read()).toSorted(byKey);
      const rejected = await store.readRejected();
      return {
        rows: rows.map(({ key, schemaVersion, updatedBy }) => ({ key, schemaVersion, updatedBy })),
        values: rows.filter(({ key }) => key !== token).map(({ value }) => value),
        rejected: rejected.map(({ key, value, code }) => ({ key, value, code })),
        history: await history(),
      };
    }

    async function history() {
      const knex = createKnex(place.connection ?? {});
      const rows = await knex(tableNames().history)
        .select('key', 'action', 'from_value', 'to_value', 'sensitive', 'changed_by')
        .orderBy('id');
      await knex.destroy();
      for (const row of rows) row.sensitive = Boolean(row.sensitive);
      return rows;
    }

    async function fill(): Promise<number[]> {
      await place.clear();
      await place.write(title, '"before"');
      await place.write('boost.sample.name', '"former"', 1);
      await place.write(limit, '"canary"');
      await place.write('boost.sample.old', sealed, 2);
      await place.write('boost.sample.internal', '7');
      const config = place.resolver();
      await config.reconcile();
      await place.write('boost.sample.labels', '["a"]');
      return (await config.rejected()).map(({ id }) => id);
    }

    test('B11: processes that raise a number by its revision lose no write', async () => {
      const startAt = Date.now() + 1500;
      const call = ['increment'] as const;
      const outcomes = await Promise.all([1, 2].map(() => startTask({ call, startAt })));
      expect(outcomes.map(({ code }) => code)).toEqual([undefined, undefined]);
      expect(await place.rows()).toMatchObject([{ key: counted, value: String(2 * increments) }]);
    });

    test('B11: of two processes that break a rule together the second is refused', async () => {
      const config = place.resolver({ registry: approvalRegistry });
      for (let round = 0; round < 3; round += 1) {
        await config.setMany([
          { key: mode, value: 'built-in' },
          { key: endpoint, value: workflow },
        ]);
        const startAt = Date.now() + 1200;
        const outcomes = await Promise.all([
          startTask({ call: ['setMany', [{ key: mode, value: 'sonataflow' }]], startAt }),
          startTask({ call: ['setMany', [{ key: endpoint, unset: true }]], startAt }),
        ]);
        expect(outcomes.map(({ code }) => code ?? 'written').toSorted()).toEqual([
          'invalid_changes',
          'written',
        ]);
      }
    }, 60_000);

    test.each<[string, (ids: readonly number[]) => CallTask['call']]>([
      [
        'setMany',
        () => [
          'setMany',
          [
            { key: title, value: 'after' },
            { key: token, value: 'hidden' },
            { key: 'boost.sample.labels', unset: true },
          ],
          { actor },
        ],
      ],
      ['restore', ids => ['restore', ids.at(1), { actor }]],
      ['purge', ids => ['purge', { ids }, { actor }]],
    ])(
      'Bad input: a process killed before any statement of %s leaves all or nothing [runtime-config/Killed write leaves all or nothing]',
      async (_method, callOn) => {
        await fill();
        const before = await contents();
        const { statements, code } = await start(...callOn(await idsOf()));
        expect(code).toBeUndefined();
        const after = await contents();
        expect(after).not.toEqual(before);
        expect(statements).toBeGreaterThanOrEqual(5);
        for (let killBefore = 1; killBefore <= statements; killBefore += 1) {
          await fill();
          const call = callOn(await idsOf());
          await expect(startTask({ call, killBefore })).rejects.toMatchObject({
            signal: 'SIGKILL',
          });
          expect(await contents(), `killed before statement ${killBefore}`).toEqual(before);
          const [method, ...args] = call;
          const next = place.resolver({ registry: approvalRegistry });
          if (method !== 'increment') await callUnchecked(next, method, ...args);
          expect(await contents(), `repeated after statement ${killBefore}`).toEqual(after);
        }
      },
      180_000,
    );

    const idsOf = async () => (await place.resolver().rejected()).map(({ id }) => id);

    test('B11: overrides are written and read together in a transaction of the caller', async () => {
      const knex = createKnex({ ...place.connection, pool: { min: 0, max: 1 } });
      const overrides = createKnexOverrideStore(knex);
      const config = place.resolver({ overrides, registry: approvalRegistry });
      const changes = [
        { key: limit, value: 5 },
        { key: token, value: 'hidden' },
      ];
      const keys = [limit, token, mode] as const;
      const before = { [limit]: 10, [token]: undefined, [mode]: undefined };
      const after = { [limit]: 5, [token]: 'hidden', [mode]: undefined };
      const transaction = await knex.transaction();
      const { revisions } = await config.setMany(changes, { transaction });
      await expect(
        config.setMany(
          [
            { key: mode, value: 'sonataflow' },
            { key: limit, value: 6, ifRevision: revisions[limit] ?? null },
          ],
          { transaction },
        ),
      ).rejects.toMatchObject({ code: 'invalid_changes', problems: [{ key: endpoint }] });
      expect(await config.resolveMany(keys, { transaction })).toEqual(after);
      await transaction.rollback();
      expect(await config.resolveMany(keys)).toEqual(before);
      await knex.transaction(own => config.setMany(changes, { transaction: own }));
      expect(await config.resolveMany(keys)).toEqual(after);
      await knex.destroy();
    });

    test('A9: what is restored and purged is in the history with its actor', async () => {
      const ids = await fill();
      const earlier = (await history()).length;
      const config = place.resolver();
      const restored = (await config.rejected()).find(({ key }) => key === limit)?.id ?? 0;
      await config.restore(restored, { actor });
      await config.purge({ ids: ids.filter(id => id !== restored) }, { actor });
      const added = (await history()).slice(earlier);
      const none = { from_value: null, to_value: null, sensitive: false, changed_by: actor };
      expect(added[0]).toEqual({
        ...none,
        key: limit,
        action: 'restore',
        to_value: '"canary"',
      });
      expect(added.slice(1)).toEqual([
        { ...none, key: 'boost.sample.internal', action: 'purge' },
        { ...none, key: 'boost.sample.old', action: 'purge', sensitive: true },
        { ...none, key: title, action: 'purge' },
      ]);
      const [listed] = await config.history({ key: title, limit: 1 });
      expect(listed).toMatchObject({ action: 'purge', sensitive: false, actor });
    });
  });
}
