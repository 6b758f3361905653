import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { approvalRegistry, endpoint, mode, workflow } from './approval-fields.fixture.ts';
import { operationsOf, type StoreHost } from './database-host.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { sampleYaml, secret } from './sample-fields.fixture.ts';
import { seal } from './sealed-value.fixture.ts';
import { callUnchecked } from './unchecked-call.fixture.ts';

const title = 'boost.sample.title';
const limit = 'boost.sample.limit';
const token = 'boost.sample.token';
const former = 'the secret before this one';
const actor = 'user:default/ada';

/** What becomes of rows that were moved aside, wherever they are kept. */
export function describeRejected(host: StoreHost): void {
  describe(`rows that were moved aside ${host.name}`, () => {
    const place = openPlace(host);
    const rows = () => operationsOf(place.replica()).read();
    const rotated = (previous: readonly string[]) =>
      place.resolver({
        yaml: {
          boost: {
            ...sampleYaml.boost,
            encryptionSecret: secret,
            previousEncryptionSecrets: previous,
          },
        },
      });

    test('A9: rows that were moved aside are listed without their values [runtime-config/Moved rows are listed without values]', async () => {
      const config = place.resolver();
      expect(await config.rejected()).toEqual([]);
      await place.write(limit, '"canary"', 3, { updatedBy: 'user:default/bob' });
      await place.write('boost.sample.old', '"canary"', 2);
      const [written] = await rows();
      await config.reconcile({ actor });
      const rejected = await config.rejected();
      expect(rejected.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
        {
          id: expect.any(Number),
          key: limit,
          code: 'invalid_value',
          reason: expect.stringContaining('must be a number'),
          movedAt: expect.stringMatching(/^\d{4}-.*Z$/),
          movedBy: actor,
          updatedAt: written?.updatedAt,
          updatedBy: 'user:default/bob',
          bytes: 8,
        },
        expect.objectContaining({ key: 'boost.sample.old', code: 'removed_key', updatedBy: null }),
      ]);
      expect(JSON.stringify(rejected)).not.toContain('canary');
    });

    test('A9: a row that was moved aside is restored as it was [runtime-config/Moved row is restored]', async () => {
      await place.write(limit, '"2 000"', 3, {
        updatedBy: 'user:default/bob',
        owner: '@acme/sample',
      });
      const before = await rows();
      const config = place.resolver();
      await config.reconcile();
      expect(await rows()).toEqual([]);
      const [row] = await config.rejected();
      await config.restore(row?.id ?? 0, { actor });
      expect(await rows()).toEqual(before);
      expect(await config.rejected()).toEqual([]);
    });

    /** A row that was moved aside although its value is valid. */
    const moveAside = (key: string, value: string) =>
      operationsOf(place.replica()).write(async write => {
        const left = { owner: null, schemaVersion: 2, readableSince: 1, updatedBy: null };
        const row = await write.put({ ...left, key, value });
        await write.reject(row, { code: 'invalid_value', reason: 'a test', movedBy: null });
      });

    test('A9: a restored value is used immediately', async () => {
      await moveAside('boost.model.name', '"granite"');
      const config = place.resolver({ cache: { ttlSeconds: 60 } });
      expect(await config.resolve('boost.model.name')).toBeUndefined();
      const [row] = await config.rejected();
      await config.restore(row?.id ?? 0);
      expect(await config.resolve('boost.model.name')).toBe('granite');
    });

    test.each([
      ['under the same name', limit, limit, '"canary"', 3],
      ['under a former name', 'boost.sample.name', title, '7', 1],
    ])(
      'A9: a row %s is not restored over an override [runtime-config/Moved row is not restored over an override]',
      async (_what, key, today, value, version) => {
        const config = place.resolver();
        await place.write(key, value, version);
        await config.reconcile();
        const { revision } = await config.set(today, '5');
        const before = await rows();
        const rejected = await config.rejected();
        await expect(config.restore(rejected[0]?.id ?? 0)).rejects.toMatchObject({
          code: 'conflict',
          currentRevision: revision,
          message: expect.stringContaining(key),
        });
        expect(await rows()).toEqual(before);
        expect(await config.rejected()).toEqual(rejected);
      },
    );

    test('A9: a row is not restored where a rule between fields refuses it', async () => {
      const config = place.resolver({ registry: approvalRegistry });
      await moveAside(mode, '"sonataflow"');
      const [row] = await config.rejected();
      await expect(config.restore(row?.id ?? 0)).rejects.toMatchObject({
        problems: [{ path: endpoint, code: 'required' }],
      });
      expect(await config.rejected()).toHaveLength(1);
      await config.set(endpoint, workflow);
      await config.restore(row?.id ?? 0);
      expect(await config.resolve(mode)).toBe('sonataflow');
    });

    test('A9: rows are purged by id or time', async () => {
      const config = place.resolver();
      const move = async () => {
        await place.write(limit, '"canary"');
        await config.reconcile();
      };
      for (let count = 0; count < 3; count += 1) await move();
      const [first, second, third] = await config.rejected();
      expect(await config.purge({ ids: [first?.id ?? 0, first?.id ?? 0, 99_999] }, { actor })).toBe(
        1,
      );
      expect(await config.rejected()).toEqual([second, third]);
      await wait(5);
      const before = new Date(await now());
      await wait(5);
      await move();
      expect(await config.purge({ before })).toBe(2);
      const [left] = await config.rejected();
      expect(left?.id).toBeGreaterThan(third?.id ?? Number.NaN);
      expect(await config.purge({ before })).toBe(0);
    });

    /** The time of the database. */
    async function now(): Promise<string> {
      const config = place.resolver();
      await config.set('boost.sample.internal', 'x');
      const [row] = await operationsOf(place.replica()).read(['boost.sample.internal']);
      return row?.updatedAt ?? '';
    }

    test('A9: rejected secrets do not block rotation for ever [runtime-config/Purge lets an old secret go]', async () => {
      await place.write('boost.sample.old', seal('boost.sample.old', 'hidden', former), 2);
      await place.write(token, seal(token, 5, former), 3);
      await rotated([former]).reconcile();
      const config = rotated([former]);
      const movedAside = async () =>
        (await config.reencrypt()).entries.filter(({ code }) => code === 'moved_aside');
      expect(await movedAside()).toMatchObject([{ key: 'boost.sample.old' }, { key: token }]);
      const [old, wrong] = (await config.rejected()).toSorted((a, b) => (a.key < b.key ? -1 : 1));
      await config.restore(wrong?.id ?? 0);
      expect(await movedAside()).toMatchObject([{ key: 'boost.sample.old' }]);
      await config.purge({ ids: [old?.id ?? 0] });
      expect(await movedAside()).toEqual([]);
      expect((await rotated([]).reencrypt()).entries).toEqual([
        { key: token, outcome: 'unchanged' },
      ]);
    });

    test.each<[string, unknown]>([
      ['nothing', undefined],
      ['an empty object', {}],
      ['both', { ids: [1], before: new Date() }],
      ['ids that are text', { ids: ['1'] }],
      ['ids that are fractions', { ids: [1.5] }],
      ['too many ids', { ids: Array.from({ length: 10_001 }, (_, index) => index) }],
      ['a time as text', { before: '2026-01-01' }],
      ['no time', { before: new Date(Number.NaN) }],
      ['a year beyond 9999', { before: new Date(8.64e15) }],
    ])('Bad input: purge of %s is refused', async (_what, which) => {
      const config = place.resolver();
      await place.write(limit, '"canary"');
      await config.reconcile();
      await expect(callUnchecked(config, 'purge', which)).rejects.toMatchObject({
        code: 'invalid_option',
      });
      expect(await config.rejected()).toHaveLength(1);
    });

    test('Bad input: ids that no row has are not found', async () => {
      const config = place.resolver();
      const ids = [0, -1, 7, 2 ** 31, 2 ** 53 - 1];
      for (const id of [...ids, 1.5, 'canary'])
        await expect(callUnchecked(config, 'restore', id)).rejects.toMatchObject({
          code: 'not_found',
          message: expect.not.stringContaining('canary'),
        });
      expect(await config.purge({ ids })).toBe(0);
      expect(await config.purge({ ids: Array.from({ length: 10_000 }, (_, id) => id) })).toBe(0);
    });
  });
}
