import { describe, expect, test } from 'vitest';
import type { StoreHost } from './database-host.fixture.ts';
import { storeWith } from './memory-rows.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { seal, unseal } from './sealed-value.fixture.ts';

const title = 'boost.sample.title';
const limit = 'boost.sample.limit';
const group = (name: string) => `boost.sample.group.${name}`;
/** Times of the database, in this order. */
const [early, late] = ['2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:01.000000Z'];

/** How stored values are brought to today's versions, wherever they are kept. */
export function describeReconcile(host: StoreHost): void {
  describe(`reconcile ${host.name}`, () => {
    const place = openPlace(host);
    const { resolver, reconcile, row } = place;

    test('a row takes each of its steps, and has the version of the last [runtime-config/Old row is migrated step by step]', async () => {
      await place.write(limit, '5', 1);
      expect(await reconcile()).toEqual([{ key: limit, outcome: 'migrated' }]);
      expect(await row(limit)).toEqual({ key: limit, value: '51', version: 3 });
      expect(await resolver().resolve(limit)).toBe(51);
    });

    test('a row that no migration concerns is left as it is', async () => {
      await place.write('boost.sample.labels', '["a"]', 1);
      expect(await reconcile()).toEqual([{ key: 'boost.sample.labels', outcome: 'unchanged' }]);
      expect(await row('boost.sample.labels')).toMatchObject({ version: 1 });
    });

    test('a row at the version between takes the last step alone [runtime-config/Old row is migrated step by step]', async () => {
      await place.write(limit, '5', 2);
      await reconcile();
      expect(await row(limit)).toEqual({ key: limit, value: '6', version: 3 });
    });

    test('a value is migrated for its reader before its row is [runtime-config/Old row is read before it is migrated]', async () => {
      await place.write(limit, '5', 1);
      await place.write(group('size'), '7', 1);
      await place.write('boost.sample.secret', seal('boost.sample.secret', 'hidden'), 1);
      const before = await place.rows();
      const config = resolver();
      expect(await config.resolve(limit)).toBe(51);
      expect(await config.resolve(group('size'))).toBe(71);
      expect(await config.resolve('boost.sample.token')).toBe('hidden');
      expect(await place.rows()).toEqual(before);
    });

    test('a step that does not take a value leaves it at the last version that did', async () => {
      await place.write(limit, '900', 1);
      for (let run = 0; run < 2; run += 1) {
        const [entry] = await reconcile();
        expect(entry).toMatchObject({ outcome: 'kept', code: 'migration_failed' });
        expect(entry?.reason).toBe('the migration to version 3 does not accept it');
        expect(await row(limit)).toEqual({ key: limit, value: '9000', version: 2 });
      }
      expect(await resolver().resolve(limit)).toBe(10);
      await place.write(limit, '90', 2);
      expect(await reconcile()).toEqual([{ key: limit, outcome: 'migrated' }]);
      expect(await resolver().resolve(limit)).toBe(91);
    });

    test('a value moves to the new name of its key', async () => {
      await place.write('boost.sample.name', '"called name"', 1);
      const [entry] = await reconcile();
      expect(entry).toEqual({ key: 'boost.sample.name', outcome: 'migrated', renamedTo: title });
      expect(await place.rows()).toEqual([{ key: title, value: '"called name"', version: 2 }]);
    });

    test('a secret is encrypted anew for the new name of its key', async () => {
      await place.write('boost.sample.secret', seal('boost.sample.secret', 'hidden'), 2);
      await reconcile();
      const [found] = await place.rows();
      expect(found).toMatchObject({ key: 'boost.sample.token', version: 3 });
      expect(unseal('boost.sample.token', found?.value)).toBe('hidden');
    });

    test('a row under a former name is moved aside where the new one is set', async () => {
      await place.write('boost.sample.name', '"old"', 1);
      await place.write(title, '"new"', 3);
      expect(await resolver().resolve(title)).toBe('new');
      expect(await reconcile()).toMatchObject([
        { key: 'boost.sample.name', outcome: 'rejected', reason: expect.stringContaining(title) },
        { key: title, outcome: 'unchanged' },
      ]);
      expect(await place.rejected()).toMatchObject([{ key: 'boost.sample.name', value: '"old"' }]);
      expect(await place.rows()).toMatchObject([{ key: title, value: '"new"' }]);
    });

    test('a newer bad row under the new name is not undone by one under a former name', async () => {
      await place.write('boost.sample.name', '"old"', 1, { updatedAt: early });
      await place.write(title, '', 3, { updatedAt: late });
      for (const config of [resolver(), resolver()]) {
        expect(await config.resolve(title)).toBeUndefined();
        await config.reconcile();
      }
      expect(await place.rows()).toEqual([]);
      expect(await place.rejected()).toHaveLength(2);
    });

    test.each([
      ['a removed key', 'boost.sample.old', 2, 'boost.sample.title replaces it'],
      ['a key below a removed section', 'boost.kagenti.auth.tokenExchange.audience', 1, 'Keycloak'],
    ])('%s is moved aside', async (_what, key, version, reason) => {
      await place.write(key, '"x"', version);
      const [entry] = await reconcile();
      expect(entry).toMatchObject({ key, outcome: 'rejected', code: 'removed_key' });
      expect(await place.rejected()).toEqual([
        { key, value: '"x"', version, reason: expect.stringContaining(reason) },
      ]);
      expect(await place.rows()).toEqual([]);
    });

    test('a value of a later version is used when it fits', async () => {
      await place.write(limit, '7', 4);
      await place.write(title, '7', 4);
      await place.write('boost.sample.old', '7', 4);
      await place.write('boost.security.mode', '"full"', 4);
      const before = await place.rows();
      expect(await reconcile()).toMatchObject([
        { key: limit, outcome: 'unchanged', reason: expect.stringContaining('version 4') },
        { key: 'boost.sample.old', outcome: 'kept', code: 'unknown_key' },
        { key: title, outcome: 'kept', code: 'invalid_value' },
        { key: 'boost.security.mode', outcome: 'kept', code: 'not_overridable' },
      ]);
      expect(await place.rows()).toEqual(before);
      expect(await resolver().resolve(limit)).toBe(7);
    });

    test('a row with a key that nobody has is kept', async () => {
      await place.write('boost.elsewhere.key', 'canary', 1);
      const entries = await reconcile();
      expect(entries).toMatchObject([
        { key: 'boost.elsewhere.key', outcome: 'kept', code: 'unknown_key' },
      ]);
      expect(JSON.stringify(entries)).not.toContain('canary');
      expect(await place.rows()).toHaveLength(1);
    });

    test.each([
      ['a value of the wrong type', limit, '"canary"', 3, 'invalid_value'],
      ['a value that is wrong once it is migrated', title, '7', 1, 'invalid_value'],
      ['no JSON', limit, 'canary', 3, 'not_json'],
      ['a yaml-only key', 'boost.security.mode', '"full"', 2, 'not_overridable'],
    ])(
      '%s is moved aside, twice [runtime-config/Bad row is moved aside]',
      async (_what, key, value, version, code) => {
        for (let time = 1; time <= 2; time += 1) {
          await place.write(key, value, version);
          const entries = await reconcile();
          expect(entries).toMatchObject([{ key, outcome: 'rejected', code }]);
          expect(JSON.stringify(entries)).not.toContain('canary');
          expect(await place.rows()).toEqual([]);
          const moved = await place.rejected();
          expect(moved).toHaveLength(time);
          expect(moved[time - 1]).toMatchObject({ key, value, version });
          expect(moved[time - 1]?.reason).toBe(entries[0]?.reason);
        }
      },
    );

    test('a value that would be wrong after all steps is moved aside as it was written [runtime-config/Bad row is moved aside]', async () => {
      await place.write(limit, '-7', 1);
      expect(await reconcile()).toMatchObject([{ outcome: 'rejected', code: 'invalid_value' }]);
      expect(await place.rejected()).toMatchObject([{ value: '-7', version: 1 }]);
    });

    test.each([
      ['is to be migrated', '5', 1, '71'],
      ['is to be moved aside', '"bad"', 3, '7'],
    ])(
      'a row that %s when another writes it keeps the newer value [runtime-config/Newer write is never overwritten]',
      async (_what, value, version, after) => {
        await place.write(limit, value, version);
        const busy = storeWith(place.replica(), operations => ({
          async write(work) {
            await place.write(limit, '7', version);
            return operations.write(work);
          },
        }));
        await reconcile(resolver({ overrides: busy }));
        expect(await row(limit)).toMatchObject({ value: after, version: 3 });
        expect(await place.rejected()).toEqual([]);
      },
    );

    test('a row that another removes meanwhile is reported as superseded [runtime-config/Newer write is never overwritten]', async () => {
      await place.write(limit, '"bad"', 3);
      const busy = storeWith(place.replica(), operations => ({
        async write(work) {
          await place.clear();
          return operations.write(work);
        },
      }));
      expect(await reconcile(resolver({ overrides: busy }))).toEqual([
        { key: limit, outcome: 'superseded' },
      ]);
      expect(await place.rejected()).toEqual([]);
    });

    test('many reconciles at the same time migrate each value once', async () => {
      await place.write(limit, '5', 1);
      await place.write('boost.sample.name', '"a name"', 1);
      await place.write('boost.sample.old', '"gone"', 1);
      await place.write(group('size'), '5', 1);
      const replicas = [resolver(), resolver(), resolver(), resolver()];
      await Promise.all(replicas.map(config => config.reconcile()));
      expect(await place.rows()).toMatchObject([
        { key: group('size'), value: '51' },
        { key: limit, value: '51' },
        { key: title, value: '"a name"' },
      ]);
      expect(await place.rejected()).toMatchObject([{ key: 'boost.sample.old' }]);
    });

    test('a second reconcile changes no row', async () => {
      await place.write(limit, '5', 1);
      await place.write('boost.sample.secret', seal('boost.sample.secret', 'hidden'), 1);
      await place.write(group('name'), '"a name"', 1);
      await reconcile();
      const before = await place.rows();
      const outcomes = (await reconcile()).map(entry => entry.outcome);
      expect(new Set(outcomes)).toEqual(new Set(['unchanged']));
      expect(await place.rows()).toEqual(before);
    });
  });
}
