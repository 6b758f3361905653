import { describe, expect, test } from 'vitest';
import type { StoreHost } from './database-host.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { seal } from './sealed-value.fixture.ts';

const group = (name: string) => `boost.sample.group.${name}`;
const stampKey = group('__schemaVersion');

/** How a group of values with a version key is brought to today's version, wherever it is kept. */
export function describeGroups(host: StoreHost): void {
  describe(`groups ${host.name}`, () => {
    const place = openPlace(host);
    const { resolver, reconcile, row } = place;

    test('a group goes from version to version with its key', async () => {
      await place.write(stampKey, '1', 5);
      await place.write(group('size'), '5', 5);
      await place.write(group('name'), '"a name"', 5);
      await place.write(group('token'), seal(group('token'), 'hidden'), 5);
      const entries = await reconcile();
      expect(entries.map(entry => [entry.key, entry.outcome])).toEqual([
        [stampKey, 'migrated'],
        [group('name'), 'migrated'],
        [group('size'), 'migrated'],
        [group('token'), 'migrated'],
      ]);
      expect(await row(stampKey)).toEqual({ key: stampKey, value: '3', version: 3 });
      expect(await row(group('size'))).toEqual({ key: group('size'), value: '51', version: 3 });
      expect(await row(group('title'))).toMatchObject({ value: '"a name"', version: 2 });
      const config = resolver();
      expect(await config.resolve(group('token'))).toBe('hidden-2');
      expect(await config.resolve(stampKey)).toBe(3);
    });

    test('a group without a version begins at version 1', async () => {
      await place.write(group('size'), '5', 5);
      await reconcile();
      expect(await row(group('size'))).toMatchObject({ value: '51' });
      expect(await row(stampKey)).toMatchObject({ value: '3' });
    });

    test('a group stays whole at the last version that took all of it', async () => {
      await place.write(stampKey, '1', 5);
      await place.write(group('size'), '900', 5);
      await place.write(group('name'), '"a name"', 5);
      expect(await reconcile()).toMatchObject([
        { key: stampKey, outcome: 'migrated' },
        { key: group('name'), outcome: 'migrated' },
        { key: group('size'), outcome: 'kept', code: 'migration_failed' },
      ]);
      expect(await row(stampKey)).toMatchObject({ value: '2' });
      expect(await row(group('size'))).toMatchObject({ value: '9000' });
      await place.write(stampKey, '1', 5);
      await place.write(group('size'), '5000', 5);
      await place.write(group('token'), seal(group('token'), 'hidden'), 5);
      expect(await reconcile()).toMatchObject([
        { key: stampKey, outcome: 'unchanged' },
        { key: group('size'), code: 'migration_failed' },
        { key: group('title'), outcome: 'unchanged' },
        { key: group('token'), outcome: 'waiting' },
      ]);
      expect(await row(stampKey)).toMatchObject({ value: '1' });
      expect(await resolver().resolve(group('token'))).toBe('hidden-2');
    });

    test('what the group cannot read waits with it, or is moved aside', async () => {
      await place.write(stampKey, '1', 5);
      await place.write(group('size'), 'no JSON', 5);
      await place.write(
        group('token'),
        seal(group('token'), 'hidden', 'another secret, a lost one'),
        5,
      );
      expect(await reconcile()).toMatchObject([
        { key: stampKey, outcome: 'unchanged' },
        { key: group('size'), outcome: 'rejected', code: 'not_json' },
        { key: group('token'), outcome: 'kept', code: 'undecryptable' },
      ]);
      expect(await row(stampKey)).toMatchObject({ value: '1' });
    });

    test.each([
      ['-7', 'invalid_value'],
      ['no JSON', 'not_json'],
    ])(
      'a value of %s is moved aside from a group as it was stored [runtime-config/Bad row is moved aside]',
      async (value, code) => {
        await place.write(stampKey, '1', 5);
        await place.write(group('size'), value, 5);
        await place.write(group('name'), '"a name"', 5);
        expect(await reconcile()).toMatchObject([
          { key: stampKey, outcome: 'migrated' },
          { key: group('name'), outcome: 'migrated' },
          { key: group('size'), outcome: 'rejected', code },
        ]);
        expect(await place.rejected()).toMatchObject([{ key: group('size'), value, version: 5 }]);
        expect(await row(stampKey)).toMatchObject({ value: '3' });
      },
    );

    test('a clear value that its secret does not take is moved aside as it was stored [runtime-config/Bad row is moved aside]', async () => {
      await place.write(stampKey, '2', 5);
      await place.write(group('token'), '0', 5);
      expect(await reconcile()).toMatchObject([
        { key: stampKey, outcome: 'migrated' },
        { key: group('token'), outcome: 'rejected', code: 'invalid_value' },
      ]);
      expect(await place.rejected()).toMatchObject([
        { key: group('token'), value: '0', version: 5 },
      ]);
    });

    test.each(['"x"', '0', '-1', '1.5', 'no JSON', '{}'])(
      'a group whose version is %s is left alone',
      async stamp => {
        await place.write(stampKey, stamp, 5);
        await place.write(group('size'), '5', 5);
        await place.write(group('title'), '7', 5);
        const before = await place.rows();
        expect(await reconcile()).toMatchObject([
          { key: stampKey, outcome: 'kept' },
          { key: group('size'), outcome: 'unchanged' },
          { key: group('title'), outcome: 'kept', code: 'invalid_value' },
        ]);
        expect(await place.rows()).toEqual(before);
        await expect(resolver().set(group('size'), 6)).rejects.toMatchObject({
          code: 'version_conflict',
        });
      },
    );

    test('a write to an empty group stamps it', async () => {
      await resolver().set(group('size'), 6);
      expect(await place.rows()).toEqual([
        { key: stampKey, value: '3', version: 3 },
        { key: group('size'), value: '6', version: 3 },
      ]);
    });

    test('a write to a group of an earlier version migrates it first', async () => {
      await place.write(stampKey, '1', 5);
      await place.write(group('size'), '5', 5);
      await resolver().set(group('title'), 'new');
      expect(await row(group('size'))).toMatchObject({ value: '51' });
      expect(await row(stampKey)).toMatchObject({ value: '3' });
    });

    test.each([
      ['that cannot be migrated', '1'],
      ['of a later version', '4'],
    ])('a write to a group %s is refused', async (_what, stamp) => {
      await place.write(stampKey, stamp, 5);
      await place.write(group('size'), '5000', 5);
      const before = await place.rows();
      const refused = resolver().set(group('title'), 'new');
      await expect(refused).rejects.toMatchObject({ code: 'version_conflict' });
      expect(await place.rows()).toEqual(before);
    });

    test('writes to a group while it is migrated are not migrated themselves', async () => {
      await place.write(stampKey, '1', 5);
      await place.write(group('size'), '5', 5);
      const [one, two, three] = [resolver(), resolver(), resolver()];
      await Promise.all([
        one.reconcile(),
        two.set(group('title'), 'written'),
        three.set(group('token'), 'written'),
        two.reconcile(),
      ]);
      expect(await one.resolve(group('title'))).toBe('written');
      expect(await one.resolve(group('token'))).toBe('written');
      expect(await one.resolve(group('size'))).toBe(51);
    });
  });
}
