import { describe, expect, test } from 'vitest';
import type { StoreHost } from './database-host.fixture.ts';
import { storeWith } from './memory-rows.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { sampleYaml, secret } from './sample-fields.fixture.ts';
import { callUnchecked } from './unchecked-call.fixture.ts';

const title = 'boost.sample.title';
const limit = 'boost.sample.limit';
const token = 'boost.sample.token';

/** How several values are read together, wherever they are kept. */
export function describeResolveMany(host: StoreHost): void {
  describe(`values read together ${host.name}`, () => {
    const place = openPlace(host);

    test('B11: values of every source are read with one query [runtime-config/Several values are read together]', async () => {
      await place.write('boost.sample.name', '"former"', 1);
      const writer = place.resolver();
      await writer.set(token, 'hidden');
      const reads: unknown[] = [];
      const counted = storeWith(place.replica(), rows => ({
        read: keys => {
          reads.push(keys);
          return rows.read(keys);
        },
      }));
      const yaml = { boost: { ...sampleYaml.boost, sample: { labels: ['a'], title: 'not used' } } };
      const config = place.resolver({ overrides: counted, yaml });
      const keys = [
        title,
        limit,
        token,
        'boost.sample.labels',
        'boost.security.mode',
        'boost.encryptionSecret',
        'boost.model.name',
        'boost.sample.group.__schemaVersion',
        token,
      ] as const;
      const values = await config.resolveMany(keys);
      expect(values).toEqual({
        [title]: 'former',
        [limit]: 10,
        [token]: 'hidden',
        'boost.sample.labels': ['a'],
        'boost.security.mode': 'full',
        'boost.encryptionSecret': secret,
        'boost.model.name': undefined,
        'boost.sample.group.__schemaVersion': 3,
      });
      expect(reads).toHaveLength(1);
      for (const key of keys) expect(await config.resolve(key)).toEqual(values[key]);
      const mode: 'development-only-no-auth' | 'plugin-only' | 'full' =
        values['boost.security.mode'];
      expect(mode).toBe('full');
      expect(Object.isFrozen(values['boost.sample.labels'])).toBe(true);
    });

    test('B11: values that are written together are read together', async () => {
      const [reader, writer] = [place.resolver(), place.resolver()];
      const writing = (async () => {
        for (let count = 1; count <= 30; count += 1)
          await writer.setMany([
            { key: limit, value: count },
            { key: token, value: String(count) },
          ]);
        return 'ended';
      })();
      const seen = new Set<unknown>();
      while ((await Promise.race([writing, Promise.resolve('writing')])) === 'writing') {
        const values = await reader.resolveMany([limit, token]);
        expect(values[token] ?? '10').toBe(String(values[limit]));
        seen.add(values[limit]);
      }
      expect(seen.size).toBeGreaterThan(1);
    });

    test('B11: every unknown key is named', async () => {
      await expect(
        place.resolver().resolveMany([limit, 'boost.sample.limt', 'boost.elsewhere']),
      ).rejects.toMatchObject({
        name: 'BoostConfigError',
        problems: [
          { path: 'boost.sample.limt', code: 'unknown_key' },
          { path: 'boost.elsewhere', code: 'unknown_key' },
        ],
      });
    });

    test('B11: every bad value of app-config is named, unless an override replaces it [runtime-config/Every bad value is named]', async () => {
      const yaml = {
        boost: {
          encryptionSecret: 'short',
          security: { mode: 'canary' },
          model: { baseUrl: 5 },
          sample: { limit: 'canary' },
        },
      };
      const config = place.resolver({ yaml });
      await config.set(limit, 3);
      const keys = ['boost.model.baseUrl', limit, token, 'boost.security.mode'];
      const refused = config.resolveMany([...keys, 'boost.encryptionSecret']);
      await expect(refused).rejects.toMatchObject({
        name: 'BoostConfigError',
        problems: [
          { path: 'boost.encryptionSecret' },
          { path: 'boost.model.baseUrl' },
          { path: 'boost.security.mode' },
        ],
      });
      await expect(refused).rejects.not.toThrow('canary');
      expect(await config.resolveMany([limit])).toEqual({ [limit]: 3 });
    });

    test('Bad input: keys that are no list are refused', async () => {
      for (const keys of [limit, undefined, [1]])
        await expect(callUnchecked(place.resolver(), 'resolveMany', keys)).rejects.toMatchObject({
          code: 'invalid_option',
        });
      expect(await place.resolver().resolveMany([])).toEqual({});
    });
  });
}
