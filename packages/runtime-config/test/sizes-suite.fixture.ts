import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigResolver } from '../src/config-resolver.ts';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import type { StoreHost, StorePlace } from './database-host.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';
import { timeOf } from './time-of.fixture.ts';

const title = 'boost.sample.title';
const token = 'boost.sample.token';

/** Text whose JSON has so many bytes. */
export const jsonOf = (bytes: number) => 'x'.repeat(bytes - 2);

async function medianTimeOf(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) times.push(await timeOf(call));
  return times.toSorted((a, b) => a - b)[2] ?? Number.NaN;
}

/** How large values may be, on a database. */
export function describeSizes(host: StoreHost): void {
  describe(`sizes of values ${host.name}`, () => {
    let place: StorePlace;
    let knex: Knex;
    beforeEach(async () => {
      place = await host.open();
      const own = place.knex?.();
      if (own === undefined) throw new Error('There is no database.');
      knex = own;
    });
    afterEach(() => place.close());

    const problems: string[] = [];
    beforeEach(() => {
      problems.length = 0;
    });
    const resolver = (options: Partial<ConfigResolverOptions> = {}): ConfigResolver =>
      createConfigResolver({
        yaml: sampleYaml,
        overrides: place.replica(),
        registry: sampleRegistry,
        cache: { ttlSeconds: 0 },
        onProblem: ({ message }) => problems.push(message),
        ...options,
      });

    test('A9: a value of 256 KiB is stored, and a larger one refused [runtime-config/Value above the limit is refused]', async () => {
      const config = resolver();
      await config.set(title, jsonOf(262_144));
      const canary = `${'ä'.repeat(131_071)}x`;
      await expect(config.set(title, canary)).rejects.toMatchObject({
        code: 'too_large',
        message: `The value for ${title} is too large: it has 262145 bytes as stored, and maxValueBytes is 262144.`,
        hint: expect.stringContaining('maxValueBytes'),
      });
      expect(await config.resolve(title)).toBe(jsonOf(262_144));
      await expect(config.set(token, jsonOf(262_144))).rejects.toMatchObject({ code: 'too_large' });
      expect(await place.rows()).toHaveLength(1);
    });

    test('A9: a limit is raised and lowered for single fields', async () => {
      const config = resolver({ maxValueBytes: { [title]: 300_000, [token]: 50 } });
      await config.set(title, jsonOf(300_000));
      expect(await config.resolve(title)).toBe(jsonOf(300_000));
      await expect(config.set(token, 'hidden')).rejects.toMatchObject({ code: 'too_large' });
      await expect(config.set('boost.systemPrompt', jsonOf(262_145))).rejects.toMatchObject({
        code: 'too_large',
      });
      const lowered = resolver({ maxValueBytes: 10 });
      await lowered.set(title, jsonOf(10));
      await expect(lowered.set(title, jsonOf(11))).rejects.toMatchObject({ code: 'too_large' });
    });

    test.each([
      ['than its own limit', 20, { [title]: 19, 'boost.systemPrompt': 1000 }],
      ['than any limit', 300_000, undefined],
    ])(
      'A9: a stored value that is larger %s is ignored, kept and reported [runtime-config/Stored value above the limit is ignored]',
      async (_what, bytes, maxValueBytes) => {
        const stored = JSON.stringify(jsonOf(bytes));
        await place.write(title, stored);
        const config = resolver(maxValueBytes === undefined ? {} : { maxValueBytes });
        expect(await config.resolve(title)).toBeUndefined();
        expect(problems).toHaveLength(1);
        expect(problems[0]).toContain(`${bytes} bytes`);
        expect(problems[0]).toContain('Raise maxValueBytes');
        expect((await config.reconcile()).entries).toMatchObject([
          { key: title, outcome: 'kept', code: 'too_large' },
        ]);
        expect(await place.rows()).toMatchObject([{ value: stored }]);
        expect(await resolver({ maxValueBytes: 400_000 }).resolve(title)).toBe(jsonOf(bytes));
      },
    );

    test('A9: a value that a migration makes too large is used, and its row stays as it is', async () => {
      await place.write('boost.sample.limit', '100', 1);
      const config = resolver({ maxValueBytes: { 'boost.sample.limit': 3 } });
      expect(await config.resolve('boost.sample.limit')).toBe(1001);
      expect((await config.reconcile()).entries).toMatchObject([{ outcome: 'waiting' }]);
      expect(await place.rows()).toMatchObject([{ value: '100', version: 1 }]);
      expect(await config.resolve('boost.sample.limit')).toBe(1001);
    });

    test('A9: a row of 40 MB costs other readers nothing', async () => {
      await place.write(title, '"small"');
      await place.write('boost.systemPrompt', `"${'x'.repeat(40 * 2 ** 20)}"`);
      const config = resolver();
      const loaded = await medianTimeOf(async () => knex('boost_config_overrides').select('value'));
      const read = await medianTimeOf(async () =>
        expect(await config.resolve(title)).toBe('small'),
      );
      expect(read).toBeLessThan(loaded / 4);
      expect(problems.join()).toContain('boost.systemPrompt');
    }, 60_000);

    test('Bad input: a NUL character and half of a surrogate pair in a value come back as they were', async () => {
      const config = resolver();
      for (const value of ['a\0b', 'a\ud800b', '\u2028\u{1f600}']) {
        await config.set(title, value);
        await config.set(token, value);
        expect(await config.resolve(title)).toBe(value);
        expect(await config.resolve(token)).toBe(value);
      }
    });
  });
}
