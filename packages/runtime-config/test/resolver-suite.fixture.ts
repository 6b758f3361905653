import { describe, expect, test } from 'vitest';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import type { StoreHost } from './database-host.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

const title = 'boost.sample.title';
const limit = 'boost.sample.limit';

/** How values are resolved, set and unset, wherever they are kept. */
export function describeResolver(host: StoreHost): void {
  describe(`overrides ${host.name}`, () => {
    const place = openPlace(host);
    const resolver = (options: Partial<ConfigResolverOptions> = {}) =>
      place.resolver({ cache: { ttlSeconds: 60 }, ...options });

    test('an override comes before app-config, and app-config before the default [runtime-config/Override before app-config before default]', async () => {
      const yaml = { boost: { ...sampleYaml.boost, sample: { limit: '20' } } };
      const config = resolver({ yaml });
      await config.set(limit, 30);
      expect(await config.resolve(limit)).toBe(30);
      await config.unset(limit);
      expect(await config.resolve(limit)).toBe(20);
      expect(await resolver().resolve(limit)).toBe(10);
    });

    test('an override of one of our own fields has its type [runtime-config/Override before app-config before default]', async () => {
      const config = resolver({ yaml: { boost: { systemPrompt: 'Be brief.' } } });
      const before: string | undefined = await config.resolve('boost.systemPrompt');
      await config.set('boost.systemPrompt', 'Be kind.');
      expect([before, await config.resolve('boost.systemPrompt')]).toEqual([
        'Be brief.',
        'Be kind.',
      ]);
    });

    test('all values are listed with their sources [runtime-config/Source of each value is reported]', async () => {
      const yaml = { boost: { ...sampleYaml.boost, sample: { labels: ['a'] } } };
      const config = resolver({ yaml });
      await config.set(title, 'A title');
      const all = await config.resolveAll();
      expect(all[title]).toEqual({ value: 'A title', source: 'database', sensitive: false });
      expect(all['boost.sample.labels']).toMatchObject({ value: ['a'], source: 'yaml' });
      expect(all[limit]).toMatchObject({ value: 10, source: 'default' });
      expect(all['boost.model.name']).toMatchObject({ value: undefined, source: 'default' });
      expect(Object.keys(all)).toEqual(Object.keys(sampleRegistry.fields));
    });

    test('a secret is listed without its value [runtime-config/Source of each value is reported]', async () => {
      const config = resolver();
      await config.set('boost.sample.token', 'canary');
      const all = await config.resolveAll();
      expect(all['boost.sample.token']).toEqual({
        value: undefined,
        source: 'database',
        sensitive: true,
      });
      expect(all['boost.encryptionSecret']).toMatchObject({ value: undefined, source: 'yaml' });
      expect(await config.resolve('boost.sample.token')).toBe('canary');
    });

    test('a row of a yaml-only field is ignored [runtime-config/App-config alone for yaml-only fields]', async () => {
      const problems: ConfigOverrideProblem[] = [];
      await place.write('boost.security.mode', '"plugin-only"', 2);
      const config = resolver({ onProblem: problem => problems.push(problem) });
      expect(await config.resolve('boost.security.mode')).toBe('full');
      expect((await config.resolveAll())['boost.security.mode']?.source).toBe('yaml');
      expect(problems).toMatchObject([{ code: 'not_overridable', key: 'boost.security.mode' }]);
    });

    test('app-config has no say in a db-only field', async () => {
      const config = resolver({ yaml: { boost: { sample: { internal: 'from app-config' } } } });
      expect(await config.resolve('boost.sample.internal')).toBeUndefined();
      await config.set('boost.sample.internal', 'from the database');
      expect(await config.resolve('boost.sample.internal')).toBe('from the database');
    });

    test.each([
      ['a whole number', limit, '42', '42'],
      ['text', title, 'ä "quoted" ☃ \0 \ud83d', JSON.stringify('ä "quoted" ☃ \0 \ud83d')],
      ['a list', 'boost.sample.labels', ['a', 'b'], '["a","b"]'],
      ['a boolean', 'boost.features.agentCreation', 'false', 'false'],
    ])(
      '%s is stored as JSON under the version of its set [runtime-config/Value is checked and stored]',
      async (_what, key, value, stored) => {
        const config = resolver();
        await config.set(key, value);
        const version = key.startsWith('boost.sample') ? 3 : 2;
        expect(await place.rows()).toEqual([{ key, value: stored, version }]);
        expect(await resolver().resolve(key)).toEqual(JSON.parse(stored));
      },
    );

    test('a value that its field does not take is not stored [runtime-config/Bad value is refused]', async () => {
      const config = resolver();
      await config.set(limit, 5);
      const refused = config.set(limit, 'canary');
      await expect(refused).rejects.toMatchObject({
        name: 'BoostConfigError',
        problems: [{ path: limit, hint: expect.stringContaining('A number.') }],
      });
      await expect(refused).rejects.toThrow(`${limit} must be a number`);
      await expect(refused).rejects.not.toThrow('canary');
      expect(await place.rows()).toMatchObject([{ key: limit, value: '5' }]);
      expect(await config.resolve(limit)).toBe(5);
    });

    test.each([
      ['yaml-only', 'boost.security.mode', 'full', 'Set it in app-config'],
      ['the version of a group', 'boost.sample.group.__schemaVersion', 3, 'its own version'],
    ])(
      'a field that is %s is neither set nor unset [runtime-config/App-config alone cannot be overridden]',
      async (_what, key, value, hint) => {
        const config = resolver();
        const refusals = [config.set(key, value), config.unset(key)];
        for (const refusal of refusals)
          await expect(refusal).rejects.toMatchObject({
            code: 'not_overridable',
            hint: expect.stringContaining(hint),
          });
        expect(await place.rows()).toEqual([]);
      },
    );

    test('unset removes the override and reports it [runtime-config/App-config applies after unset]', async () => {
      const config = resolver();
      await config.set(limit, 5);
      expect(await config.unset(limit)).toBe(true);
      expect(await config.unset(limit)).toBe(false);
      expect(await config.resolve(limit)).toBe(10);
      expect(await place.rows()).toEqual([]);

      const withYaml = resolver({ yaml: { boost: { sample: { limit: 20 } } } });
      await withYaml.set(limit, 5);
      expect(await withYaml.resolve(limit)).toBe(5);
      await withYaml.unset(limit);
      expect(await withYaml.resolve(limit)).toBe(20);
    });

    test('unset removes what is stored under a former name too [runtime-config/App-config applies after unset]', async () => {
      await place.write('boost.sample.name', '"old"', 1);
      const config = resolver();
      expect(await config.resolve(title)).toBe('old');
      expect(await config.unset(title)).toBe(true);
      expect(await config.resolve(title)).toBeUndefined();
    });

    test('unset removes an override that a reconcile is moving to its new name', async () => {
      await place.write('boost.sample.name', '"old"', 1);
      await Promise.all([resolver().reconcile(), resolver().unset(title)]);
      expect(await place.rows()).toEqual([]);
      expect(await resolver().resolve(title)).toBeUndefined();
    });

    test.each([
      ['no number', limit, '"canary"', 3, 'invalid_value', 'boost.sample.limit must be a number. '],
      ['no JSON', limit, 'canary', 3, 'not_json', 'the value is not JSON. '],
      ['nothing', limit, '', 3, 'not_json', 'the value is not JSON. '],
      [
        'a number that an old migration does not take',
        limit,
        '2000',
        1,
        'migration_failed',
        'the migration to version 2 does not accept it. ',
      ],
      [
        'text without encryption',
        'boost.sample.token',
        '"canary"',
        3,
        'plain_text',
        'the field is a secret, and its value is not encrypted. ',
      ],
    ])(
      'a row that contains %s is ignored and reported once [runtime-config/Bad row falls back]',
      async (_what, key, value, version, code, reason) => {
        await place.write(key, value, version);
        const before = await place.rows();
        const problems: ConfigOverrideProblem[] = [];
        const lines: string[] = [];
        const config = resolver({
          cache: { ttlSeconds: 0 },
          logger: { warn: message => lines.push(message) },
          onProblem: problem => problems.push(problem),
        });
        for (let reading = 0; reading < 3; reading += 1)
          expect(await config.resolve(key)).toBe(key === limit ? 10 : undefined);
        expect(problems).toMatchObject([{ code, key }]);
        expect(lines).toEqual([problems[0]?.message]);
        expect(lines[0]).toContain(`The stored value of ${key} is ignored: ${reason}`);
        expect(lines[0]).not.toContain('canary');
        const sample = { limit: 20, token: 'of app-config' };
        const withYaml = resolver({ yaml: { boost: { ...sampleYaml.boost, sample } } });
        expect(await withYaml.resolve(key)).toBe(key === limit ? sample.limit : sample.token);
        expect(await place.rows()).toEqual(before);
      },
    );

    test('a bad row that is fixed and bad again is reported again [runtime-config/Bad row falls back]', async () => {
      const problems: ConfigOverrideProblem[] = [];
      const config = resolver({ cache: { ttlSeconds: 0 }, onProblem: p => problems.push(p) });
      for (const value of ['"a"', '1', '"b"']) {
        await place.write(limit, value);
        await config.resolve(limit);
      }
      expect(problems).toHaveLength(2);
    });

    test('a write of another replica is seen after the time of the cache [runtime-config/Write of another replica is seen in time]', async () => {
      const [reader, writer] = [resolver({ cache: { ttlSeconds: 0.2 } }), resolver()];
      const uncached = resolver({ cache: { ttlSeconds: 0 } });
      expect(await reader.resolve(limit)).toBe(10);
      expect(await uncached.resolve(limit)).toBe(10);
      await writer.set(limit, 11);
      expect(await uncached.resolve(limit)).toBe(11);
      await new Promise(resolve => setTimeout(resolve, 210));
      expect(await reader.resolve(limit)).toBe(11);
    });

    test('an own write is seen immediately, whatever is being read [runtime-config/Own write is seen immediately]', async () => {
      const config = resolver();
      for (let value = 1; value < 20; value += 1) {
        const [readBefore] = [config.resolve(limit), config.set(limit, value)];
        await config.set(limit, value * 100);
        expect(await config.resolve(limit)).toBe(value * 100);
        await readBefore;
        expect(await config.resolve(limit)).toBe(value * 100);
        await config.unset(limit);
        expect(await config.resolve(limit)).toBe(10);
      }
    });

    test('writes that are made at the same time end as in the store [runtime-config/Own write is seen immediately]', async () => {
      const config = resolver();
      await config.resolve(limit);
      await Promise.all([1, 2, 3, 4, 5].map(value => config.set(limit, value)));
      expect(await config.resolve(limit)).toBe(5);
      expect(await place.rows()).toMatchObject([{ value: '5' }]);
    });

    test('a secret is read anew each time [runtime-config/Secrets are not kept]', async () => {
      const [reader, writer] = [resolver(), resolver()];
      await writer.set('boost.sample.token', 'one');
      expect(await reader.resolve('boost.sample.token')).toBe('one');
      await writer.set('boost.sample.token', 'two');
      expect(await reader.resolve('boost.sample.token')).toBe('two');
    });
  });
}
