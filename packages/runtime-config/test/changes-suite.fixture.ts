import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ConfigResolver } from '../src/config-resolver.ts';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import { type StoreHost, sqliteHost } from './database-host.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { registryBefore, sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

const limit = 'boost.sample.limit';
const title = 'boost.sample.title';
const token = 'boost.sample.token';

/** An app-config that changes, as the root Config of Backstage does. */
function changingConfig(first: object) {
  let data: Record<string, unknown> = { boost: first };
  const listeners = new Set<() => void>();
  return {
    yaml: {
      getOptional: (key?: string) => (key === undefined ? data : data[key]),
      subscribe(listener: () => void) {
        listeners.add(listener);
        return { unsubscribe: () => void listeners.delete(listener) };
      },
    },
    change(boost: object) {
      data = { boost };
      for (const listener of listeners) listener();
    },
  };
}

/** What a subscriber received, and what it resolved then. */
function received(config: ConfigResolver, ...keys: string[]) {
  const calls: (readonly string[])[] = [];
  const values: unknown[] = [];
  const end = config.subscribe(keys, async changed => {
    calls.push(changed);
    for (const key of changed) values.push(await config.resolve(key));
  });
  return { calls, values, end };
}

/** How subscribers hear of changes, wherever overrides are stored. */
export function describeChanges(host: StoreHost): void {
  describe(`changes of overrides ${host.name}`, () => {
    const place = openPlace(host);
    const open: ConfigResolver[] = [];
    afterEach(() => {
      for (const config of open.splice(0)) config.close();
    });
    // Where nothing notifies, the time between two polls is that of the cache.
    const cache = { ttlSeconds: host === sqliteHost ? 0.1 : 60 };
    const resolver = (options: Partial<ConfigResolverOptions> = {}) => {
      const config = place.resolver({ cache, ...options });
      open.push(config);
      return config;
    };
    test('B14: a subscriber is called after own writes, and resolves the new value [runtime-config/Subscriber is called after a change]', async () => {
      const config = resolver({ cache: { ttlSeconds: 60 } });
      const { calls, values } = received(config, limit, token);
      expect(await config.resolve(limit)).toBe(10);
      await config.set(limit, 5);
      await vi.waitFor(() => expect(values).toEqual([5]));
      await config.set(token, 'hidden');
      await vi.waitFor(() => expect(values).toEqual([5, 'hidden']));
      await config.unset(limit);
      await vi.waitFor(() => expect(values).toEqual([5, 'hidden', 10]));
      expect(calls).toEqual([[limit], [token], [limit]]);
    });

    test('B14: a subscriber is called after writes of another replica [runtime-config/Subscriber is called after a change]', async () => {
      const [config, other] = [resolver(), resolver()];
      const { calls, values } = received(config, limit, token);
      expect(await config.resolve(limit)).toBe(10);
      await other.set(title, 'nobody subscribed');
      await other.set(limit, 5);
      await vi.waitFor(() => expect(values).toEqual([5]));
      await other.set(token, 'hidden');
      await vi.waitFor(() => expect(values).toEqual([5, 'hidden']));
      await pause(250);
      expect(calls).toEqual([[limit], [token]]);
    });

    test('B14: a write under a former name calls the subscribers of the name today [runtime-config/Subscriber is called after a change]', async () => {
      const config = resolver();
      const { calls, values } = received(config, title);
      expect(await config.resolve(title)).toBeUndefined();
      await resolver({ registry: registryBefore }).set('boost.sample.name', 'a title');
      await vi.waitFor(() => expect(values).toEqual(['a title']));
      expect(calls).toEqual([[title]]);
    });

    test('B14: a change of app-config calls its subscribers, and nobody else [runtime-config/Subscriber is called after a change]', async () => {
      const appConfig = changingConfig({ ...sampleYaml.boost, sample: { limit: 20 } });
      const config = resolver({ yaml: appConfig.yaml });
      const { calls, values } = received(config, limit, 'boost.security.mode');
      appConfig.change({ ...sampleYaml.boost, sample: { limit: 20, title: 'nobody subscribed' } });
      appConfig.change({ ...sampleYaml.boost, sample: { limit: 30 } });
      await vi.waitFor(() => expect(values).toEqual([30]));
      appConfig.change({
        ...sampleYaml.boost,
        security: { mode: 'plugin-only' },
        sample: { limit: 30 },
      });
      await vi.waitFor(() => expect(values).toEqual([30, 'plugin-only']));
      expect(calls).toEqual([[limit], ['boost.security.mode']]);
    });

    test('B14: a callback that throws or rejects is logged, and the others are called [runtime-config/Failing subscriber harms nobody]', async () => {
      const problems: ConfigOverrideProblem[] = [];
      const lines: string[] = [];
      const config = resolver({
        logger: { warn: line => lines.push(line) },
        onProblem: problem => problems.push(problem),
      });
      config.subscribe([limit], () => {
        throw new Error('canary');
      });
      config.subscribe([limit], async () => {
        throw new Error('canary');
      });
      const { values } = received(config, limit);
      await config.set(limit, 5);
      await vi.waitFor(() => expect(values).toEqual([5]));
      expect(problems.map(({ code }) => code)).toEqual(['callback_failed', 'callback_failed']);
      expect(lines).toEqual(problems.map(({ message }) => message));
      expect(lines[0]).toContain(limit);
      expect(lines.join()).not.toContain('canary');
    });

    test('B14: nobody is called after the subscription or the resolver has ended', async () => {
      const config = resolver();
      const [first, second] = [received(config, limit), received(config, limit)];
      first.end();
      await config.set(limit, 5);
      await vi.waitFor(() => expect(second.calls).toHaveLength(1));
      config.close();
      const late = received(config, limit);
      await config.set(limit, 6);
      await pause(250);
      expect([first.calls.length, second.calls.length, late.calls.length]).toEqual([0, 1, 0]);
      expect(await config.resolve(limit)).toBe(6);
    });

    test('B14: who subscribes after the end of the resolver is not called', async () => {
      const config = resolver();
      received(config, limit);
      config.close();
      const { calls } = received(config, limit);
      await config.set(limit, 6);
      await pause(250);
      expect(calls).toEqual([]);
    });

    test('B14: every unknown key is named', () => {
      const unknown = ['boost.sample.limti', 'boost.sample.titel'];
      expect(() => resolver().subscribe([limit, ...unknown], () => {})).toThrow(
        expect.objectContaining({
          problems: unknown.map(path => expect.objectContaining({ path })),
        }),
      );
    });
  });
}

/** How few queries many readers cause, in a database. */
export function describeReaders(host: StoreHost): void {
  test(`Speed: 1,000 readers when the cache has expired cause one query ${host.name}`, async () => {
    const place = await host.open();
    const knex = place.knex?.();
    if (knex === undefined) throw new Error('There is no database.');
    const config = createConfigResolver({
      yaml: sampleYaml,
      overrides: createKnexOverrideStore(knex),
      registry: sampleRegistry,
      cache: { ttlSeconds: 0.2, listen: false },
    });
    await config.set(limit, 5);
    await config.resolve(limit);
    await pause(250);
    const queries: string[] = [];
    knex.on('query', ({ sql }: { readonly sql: string }) => queries.push(sql));
    const keys = Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? limit : title));
    const values = await Promise.all(keys.map(key => config.resolve(key)));
    expect(new Set(values)).toEqual(new Set([5, undefined]));
    expect(queries).toHaveLength(1);
    config.close();
    await place.close();
  });
}
