import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigChangeEvent } from '../src/change-events.ts';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { tableNames } from '../src/override-tables.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import { agingRegistry } from './aging-fields.fixture.ts';
import { approvalRegistry, endpoint, mode } from './approval-fields.fixture.ts';
import { operationsOf, type StoreHost, type StorePlace } from './database-host.fixture.ts';
import { sampleYaml, secret } from './sample-fields.fixture.ts';
import { legacySeal } from './sealed-value.fixture.ts';

const aging = (name: string) => `boost.aging.${name}`;
const [ada, bob] = ['user:default/ada', 'user:default/bob'];
/** A revision of the right form that no row has. */
const unknownRevision = 'AAAAAAAAAAAAAAAAAAAAAA';

function fail(): never {
  throw new Error('canary');
}

/** Every setting, by its key. */
async function settingsOf(config: ReturnType<Resolver>) {
  return Object.fromEntries((await config.list()).map(setting => [setting.key, setting]));
}

/** What administrators see and do beyond setting a value, wherever overrides are kept. */
export function describeAdministration(host: StoreHost): void {
  describe(`administration ${host.name}`, () => {
    let place: StorePlace;
    beforeEach(async () => {
      place = await host.open();
    });
    afterEach(() => place.close());

    function resolver(version: 1 | 2 = 1, options: Partial<ConfigResolverOptions> = {}) {
      return createConfigResolver({
        yaml: sampleYaml,
        overrides: place.replica(),
        registry: agingRegistry[version],
        cache: { ttlSeconds: 0 },
        ...options,
      });
    }

    /** All that is stored, as one text: of a database, each column of each table. */
    async function everything(): Promise<string> {
      const knex = place.knex?.();
      if (knex !== undefined) {
        const { overrides, rejected, history, imported } = tableNames();
        const tables = [overrides, rejected, history, imported];
        return JSON.stringify(await Promise.all(tables.map(table => knex(table).select())));
      }
      const store = operationsOf(place.replica());
      const filter = { limit: 1000, maxBytes: 2 ** 30 };
      const history = await store.readHistory(filter);
      return JSON.stringify([await store.read(), await store.readRejected(), history]);
    }

    test('B12: the history lists who changed what, the newest first [runtime-config/History says who changed what]', async () => {
      const config = resolver();
      const key = aging('label');
      const set = await config.set(key, 'a', { actor: ada });
      const changed = await config.set(key, 'b', { actor: bob });
      await config.unset(key, { actor: ada });
      await config.set(aging('color'), 'blue');
      const entries = await config.history({ key });
      expect(entries).toEqual([
        expect.objectContaining({ key, action: 'unset', actor: ada, from: 'b', sensitive: false }),
        expect.objectContaining({ action: 'set', actor: bob, from: 'a', to: 'b' }),
        expect.objectContaining({ action: 'set', actor: ada, to: 'a' }),
      ]);
      expect(entries.map(({ revision }) => revision)).toEqual([
        expect.stringMatching(/^[\w-]{22}$/),
        changed.revision,
        set.revision,
      ]);
      expect(entries[0]).not.toHaveProperty('to');
      expect(entries[2]).not.toHaveProperty('from');
      for (const { at } of entries)
        expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000);
      expect((await config.history()).map(({ actor }) => actor)).toEqual([null, ada, bob, ada]);
    });

    test('B12: pages follow one another, and a key has the changes of its former name', async () => {
      const old = resolver(1);
      for (const value of [1, 2, 3]) await old.set(aging('delay'), value);
      const config = resolver(2);
      await config.set(aging('wait'), 4000);
      const key = aging('wait');
      const page = await config.history({ key, limit: 3 });
      expect(page.map(({ to }) => to)).toEqual([4000, 3, 2]);
      const rest = await config.history({ key, limit: 3, before: page[2]?.id });
      expect(rest.map(each => [each.key, each.to])).toEqual([[aging('delay'), 1]]);
      expect(await config.history({ key: 'boost.unknown' })).toEqual([]);
    });

    test('B12: a large value is left out of a page, and a rollback still uses it', async () => {
      const config = resolver();
      const key = aging('label');
      const { revision } = await config.set(key, 'x'.repeat(16 * 1024));
      await config.set(key, 'short');
      const [newest, large] = await config.history({ key });
      expect([newest, large]).toMatchObject([
        { to: 'short', isShortened: true },
        { isShortened: true },
      ]);
      expect(newest).not.toHaveProperty('from');
      expect(large).not.toHaveProperty('to');
      await config.rollback(key, revision);
      expect(await config.resolve(key)).toHaveLength(16 * 1024);
    });

    test.each([
      [{ limit: 0 }],
      [{ limit: 1001 }],
      [{ limit: 1.5 }],
      [{ before: 0 }],
      [{ before: 2 ** 31 }],
      [{ before: Number.NaN }],
      [{ key: 'a\0b' }],
    ])('B12: the query %j is refused', async query => {
      await expect(resolver().history(query)).rejects.toMatchObject({ code: 'invalid_option' });
    });

    test('B12: no value of a secret is kept [runtime-config/History keeps no secret]', async () => {
      const config = resolver();
      const key = aging('key');
      await config.set(key, 'canary-1', { actor: ada });
      await config.set(key, 'canary-2', { actor: bob });
      await config.unset(key, { actor: ada });
      await config.set(key, 'canary-3');
      const entries = await config.history({ key });
      expect(entries.map(({ action, sensitive }) => [action, sensitive])).toEqual([
        ['set', true],
        ['unset', true],
        ['set', true],
        ['set', true],
      ]);
      for (const entry of entries) {
        expect(entry).not.toHaveProperty('from');
        expect(entry).not.toHaveProperty('to');
      }
      const stored = await everything();
      expect(stored).not.toContain('canary');
      // Not even what is encrypted is copied: a rotation would not reach it.
      expect(stored.match(/boost1:/g)).toHaveLength(1);
    });

    test('B12: a field that becomes a secret loses its old values [runtime-config/Field that becomes a secret loses its old values]', async () => {
      const key = aging('hidden');
      const old = resolver(1);
      await old.set(key, 'canary-1');
      await old.set(key, 'canary-2');
      await old.set(aging('delay'), 7);
      expect(JSON.stringify(await old.history())).toContain('canary-1');

      const config = resolver(2);
      const hidden = await config.history({ key });
      expect(hidden.map(({ sensitive }) => sensitive)).toEqual([true, true]);
      expect(JSON.stringify(hidden)).not.toContain('canary');
      await config.set(key, 'canary-3');
      expect(await everything()).toContain('canary');
      await config.reconcile();
      expect(await everything()).not.toContain('canary');
      expect(await config.history({ key })).toHaveLength(3);
      // Values of other fields stay, also under a former name.
      expect(await config.history({ key: aging('wait') })).toMatchObject([
        { action: 'migrate', from: 7, to: 7000 },
        { action: 'set', to: 7 },
      ]);
    });

    test('B12: reencrypt clears the old values of a field that became a secret too', async () => {
      const key = aging('hidden');
      await resolver(1).set(key, 'canary-1');
      await resolver(1).unset(key);
      await resolver(2).reencrypt();
      expect(await everything()).not.toContain('canary');
    });

    test('B12: what is encrypted is not copied where the field is no secret any more', async () => {
      const key = aging('label');
      await place.write(key, legacySeal('canary', secret), 1);
      await resolver(1).set(key, 'plain');
      const [entry] = await resolver(1).history({ key });
      expect(entry).toMatchObject({ action: 'set', sensitive: true });
    });

    test('B12: a committed change is logged and reported [runtime-config/Committed change is logged and reported]', async () => {
      const [lines, events]: [[string, unknown][], ConfigChangeEvent[]] = [[], []];
      const config = resolver(1, {
        logger: { warn: () => {}, info: (message, meta) => lines.push([message, meta]) },
        onChange: event => events.push(event),
      });
      const key = aging('label');
      const { revision } = await config.set(key, 'canary-1', { actor: ada });
      expect(lines).toEqual([
        [
          'The override of boost.aging.label was set by user:default/ada.',
          { action: 'set', key, actor: ada, revision },
        ],
      ]);
      expect(events).toEqual([{ action: 'set', key, actor: ada, revision, sensitive: false }]);
      await config.set(aging('key'), 'canary-2');
      await config.unset(key, { actor: bob });
      expect(events.slice(1)).toMatchObject([
        { action: 'set', actor: null, sensitive: true },
        { action: 'unset', actor: bob },
      ]);
      expect(JSON.stringify([lines, events])).not.toContain('canary');

      await expect(config.set(key, 5)).rejects.toThrow(key);
      await expect(config.rollback(key, unknownRevision)).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await config.unset(key)).toBe(false);
      expect([lines.length, events.length]).toEqual([3, 3]);
    });

    test('B12: each row that reconcile changes is reported with its actor', async () => {
      const events: ConfigChangeEvent[] = [];
      await resolver(1).set(aging('delay'), 7, { actor: ada });
      await place.write(aging('color'), '7', 2);
      const config = resolver(2, { onChange: event => events.push(event) });
      await config.reconcile({ actor: bob });
      expect(events).toMatchObject([
        { action: 'migrate', key: aging('wait'), actor: bob },
        { action: 'reject', key: aging('color'), actor: bob },
      ]);
      // The value is still the one that the first administrator set.
      const setting = (await config.list()).find(({ key }) => key === aging('wait'));
      expect(setting?.override).toMatchObject({ updatedBy: ada });
    });

    test('B12: a listener that throws does not fail the write', async () => {
      const config = resolver(1, { logger: { warn: fail, info: fail }, onChange: fail });
      await config.set(aging('label'), 'a');
      expect(await config.resolve(aging('label'))).toBe('a');
    });

    test.each([
      ['an empty text', ''],
      ['a text that is too long', 'a'.repeat(256)],
      ['a line break', 'ada\nset by root'],
      ['a line separator', 'ada\u2028bob'],
      ['a control character', 'ada\u0000'],
      ['a number', 7],
      ['null', null],
    ])(
      'B12: %s is refused as actor [runtime-config/Bad actor is refused]',
      async (_what, actor) => {
        const config = resolver();
        const key = aging('label');
        const options: { readonly actor: string } = Object({ actor });
        const refused = { code: 'invalid_option', message: expect.stringContaining('actor') };
        await expect(config.set(key, 'a', options)).rejects.toMatchObject(refused);
        await expect(config.unset(key, options)).rejects.toMatchObject(refused);
        await expect(config.rollback(key, unknownRevision, options)).rejects.toMatchObject(refused);
        await expect(config.reconcile(options)).rejects.toMatchObject(refused);
        await expect(config.reencrypt(options)).rejects.toMatchObject(refused);
        expect(await config.history()).toEqual([]);
        expect(await place.rows()).toEqual([]);
      },
    );

    test('B12: an actor of 255 characters is stored', async () => {
      const actor = 'ä'.repeat(255);
      await resolver().set(aging('label'), 'a', { actor });
      expect(await resolver().history()).toMatchObject([{ actor }]);
    });

    test('B12: a rollback sets the earlier value, migrated [runtime-config/Rollback restores the value of a revision]', async () => {
      const { revision } = await resolver(1).set(aging('delay'), 7);
      const config = resolver(2, { cache: { ttlSeconds: 60 } });
      const key = aging('wait');
      await config.set(key, 1);
      expect(await config.resolve(key)).toBe(1);
      const back = await config.rollback(key, revision, { actor: ada });
      expect(await config.resolve(key)).toBe(7000);
      expect((await place.rows()).find(row => row.key === key)).toMatchObject({
        value: '7000',
        version: 2,
      });
      expect((await config.history({ key, limit: 1 }))[0]).toMatchObject({
        action: 'rollback',
        actor: ada,
        from: 1,
        to: 7000,
        revision: back.revision,
      });
    });

    test('B12: a rollback to a removed override removes it [runtime-config/Rollback to no override]', async () => {
      const yaml = { boost: { ...sampleYaml.boost, aging: { label: 'of app-config' } } };
      const config = resolver(1, { yaml, cache: { ttlSeconds: 60 } });
      const key = aging('label');
      await config.set(key, 'a');
      await config.unset(key);
      const [removed] = await config.history({ key });
      await config.set(key, 'b');
      expect(await config.rollback(key, removed?.revision ?? '', { actor: ada })).toEqual({
        revision: null,
      });
      expect(await config.resolve(key)).toBe('of app-config');
      expect(await place.rows()).toEqual([]);
      const [entry] = await config.history({ key });
      expect(entry).toMatchObject({ action: 'rollback', actor: ada, from: 'b' });
      expect(entry).not.toHaveProperty('to');
      // What a rollback has removed can be brought back, and removed again.
      const [, before] = await config.history({ key });
      await config.rollback(key, before?.revision ?? '');
      expect(await config.resolve(key)).toBe('b');
      await config.rollback(key, entry?.revision ?? '');
      expect(await config.resolve(key)).toBe('of app-config');
    });

    test.each(['""', '"\\u0000"', '"a b"', '{}', 'null'])(
      'Bad input: a rollback to the revision %s is not found',
      async json => {
        await resolver().set(aging('label'), 'a');
        const rollback = resolver().rollback(aging('label'), JSON.parse(json));
        await expect(rollback).rejects.toMatchObject({ code: 'not_found' });
      },
    );

    test("B12: a rollback obeys the rules of today [runtime-config/Rollback obeys today's rules]", async () => {
      const key = aging('label');
      const { revision } = await resolver(1).set(key, 'any text');
      const config = resolver(2);
      await config.set(key, 'full');
      const before = await everything();
      await expect(config.set(key, 'any text')).rejects.toMatchObject({
        problems: [{ path: key, code: 'invalid_value' }],
      });
      await expect(config.rollback(key, revision)).rejects.toMatchObject({
        problems: [{ path: key, code: 'invalid_value' }],
      });
      await expect(config.rollback(key, unknownRevision)).rejects.toMatchObject({
        code: 'not_found',
        hint: expect.stringContaining('history'),
      });
      await expect(config.rollback(aging('color'), revision)).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(config.rollback('boost.unknown', revision)).rejects.toThrow('boost.unknown');
      await expect(config.rollback(aging('fixed'), revision)).rejects.toMatchObject({
        code: 'not_overridable',
      });
      expect(await everything()).toBe(before);
    });

    test('B12: a rollback of a secret is refused [runtime-config/Rollback of a secret is refused]', async () => {
      const { revision } = await resolver(1).set(aging('key'), 'canary-1');
      const plain = await resolver(1).set(aging('hidden'), 'canary-2');
      const config = resolver(2);
      for (const [key, at] of [
        [aging('key'), revision],
        [aging('hidden'), plain.revision],
      ] as const) {
        const refused = config.rollback(key, at);
        await expect(refused).rejects.toMatchObject({
          code: 'not_restorable',
          hint: expect.stringContaining('Set the secret again'),
        });
        await expect(refused).rejects.not.toThrow('canary');
      }
    });

    test('B12: a rollback obeys the rules between fields, and ifRevision', async () => {
      const config = resolver(1, { registry: approvalRegistry });
      await config.setMany([
        { key: mode, value: 'sonataflow' },
        { key: endpoint, value: 'https://flows.example.com' },
      ]);
      const [{ revision } = { revision: '' }] = await config.history({ key: mode });
      await config.setMany([
        { key: mode, value: 'built-in' },
        { key: endpoint, unset: true },
      ]);
      await expect(config.rollback(mode, revision)).rejects.toMatchObject({
        problems: [{ path: endpoint }],
      });
      await config.set(endpoint, 'https://flows.example.com');
      const conflict = config.rollback(mode, revision, { ifRevision: unknownRevision });
      await expect(conflict).rejects.toMatchObject({ code: 'conflict' });
      expect(await config.resolve(mode)).toBe('built-in');
      await config.rollback(mode, revision);
      expect(await config.resolve(mode)).toBe('sonataflow');
    });

    test('B12: what was moved aside, and a value of a later version, are not rolled back to', async () => {
      await place.write(aging('color'), '7', 2);
      const newer = resolver(2);
      await newer.reconcile();
      const [moved] = await newer.history({ key: aging('color') });
      await expect(newer.rollback(aging('color'), moved?.revision ?? '')).rejects.toMatchObject({
        code: 'not_restorable',
        message: expect.stringContaining('moved aside'),
      });
      const { revision } = await newer.set(aging('label'), 'full');
      await expect(resolver(1).rollback(aging('label'), revision)).rejects.toMatchObject({
        code: 'not_restorable',
        message: expect.stringContaining('version 2'),
      });
    });

    describeNone(
      () => resolver,
      () => place,
    );
    describeListing(
      () => resolver,
      () => place,
    );
    if (host.name !== 'in memory') describeTables(() => place);
  });
}

type Resolver = (
  version?: 1 | 2,
  options?: Partial<ConfigResolverOptions>,
) => ReturnType<typeof createConfigResolver>;

function describeNone(resolverOf: () => Resolver, placeOf: () => StorePlace): void {
  const yaml = {
    boost: { ...sampleYaml.boost, aging: { color: 'green', label: 'a', key: 'canary', delay: 3 } },
  };

  test('B13: null clears the value of app-config [runtime-config/Null clears the value of app-config]', async () => {
    const config = resolverOf()(1, { yaml, cache: { ttlSeconds: 60 } });
    const other = resolverOf()(1, { yaml });
    const cases = [
      [aging('color'), 'green', 'red'],
      [aging('key'), 'canary', undefined],
      [aging('label'), 'a', undefined],
    ] as const;
    for (const [key, before, cleared] of cases) {
      expect(await config.resolve(key)).toBe(before);
      await config.set(key, null, { actor: ada });
      for (const each of [config, other]) {
        expect(await each.resolve(key)).toBe(cleared);
        expect((await each.resolveAll())[key]?.source).toBe('default');
      }
    }
    expect((await config.resolveAll())[aging('color')]?.value).toBe('red');
    const listed = (await config.list()).filter(({ override }) => override !== undefined);
    expect(listed.map(({ key, source, override }) => [key, source, override?.isNone])).toEqual(
      cases.map(([key]) => [key, 'default', true]),
    );
    for (const [key, before] of cases) {
      await config.unset(key);
      expect(await config.resolve(key)).toBe(before);
    }
  });

  test('B13: a secret is cleared by what is encrypted', async () => {
    await resolverOf()(1).set(aging('key'), null);
    const [row] = await placeOf().rows();
    expect(JSON.parse(String(row?.value))).toMatch(/^boost1:/);
    expect(await resolverOf()(1, { yaml }).resolve(aging('key'))).toBeUndefined();
  });

  test('B13: migrations leave an explicit none alone, and a rollback restores it', async () => {
    const { revision } = await resolverOf()(1).set(aging('delay'), null);
    const config = resolverOf()(2, { yaml: { boost: { ...yaml.boost, aging: { wait: 5 } } } });
    const key = aging('wait');
    expect(await config.resolve(key)).toBeUndefined();
    expect((await config.reconcile()).entries).toMatchObject([{ outcome: 'migrated' }]);
    expect(await placeOf().rows()).toEqual([{ key, value: 'null', version: 2 }]);
    expect(await config.resolve(key)).toBeUndefined();
    await config.set(key, 6);
    await config.rollback(key, revision);
    expect(await config.resolve(key)).toBeUndefined();
    expect((await config.history({ key }))[0]).toMatchObject({ action: 'rollback', to: null });
  });

  test('B13: a field that needs a value refuses null [runtime-config/Needed value cannot be cleared]', async () => {
    const config = resolverOf()(1);
    const key = aging('needed');
    await expect(config.set(key, null)).rejects.toThrow(key);
    expect(await placeOf().rows()).toEqual([]);
    // Another version may have accepted it.
    await placeOf().write(key, 'null', 1);
    const setting = (await config.list()).find(each => each.key === key);
    expect(setting?.override?.ignored).toMatchObject({ code: 'invalid_value' });
  });
}

function describeListing(resolverOf: () => Resolver, placeOf: () => StorePlace): void {
  test('B13: each source of a value is listed [runtime-config/Each source of a value is listed]', async () => {
    const config = resolverOf()(1, {
      yaml: { boost: { ...sampleYaml.boost, aging: { color: 'green', fixed: 'a' } } },
    });
    const { revision } = await config.set(aging('color'), 'blue', { actor: ada });
    const settings = await settingsOf(config);
    expect(Object.keys(settings)).toEqual(Object.keys(agingRegistry[1].fields));
    expect(settings[aging('color')]).toEqual({
      key: aging('color'),
      owner: '@acme/aging',
      description: expect.stringContaining('changed over'),
      schema: expect.objectContaining({ type: 'string' }),
      required: false,
      sensitive: false,
      writable: true,
      deprecated: { message: 'Colours are chosen by the theme.' },
      default: 'red',
      appConfig: { value: 'green' },
      override: {
        value: 'blue',
        isNone: false,
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        updatedBy: ada,
      },
      revision,
      value: 'blue',
      source: 'database',
    });
    expect(settings[aging('fixed')]).toMatchObject({
      writable: false,
      notWritable: expect.stringContaining('app-config'),
      appConfig: { value: 'a' },
      revision: null,
      value: 'a',
      source: 'yaml',
    });
    expect(settings[aging('label')]).not.toHaveProperty('value');
    expect(settings[aging('needed')]).toMatchObject({ required: true, source: 'default' });
    const all = await config.resolveAll();
    for (const [key, { value, source, sensitive }] of Object.entries(settings)) {
      const resolved = sensitive ? undefined : await config.resolve(key);
      expect([key, value, source]).toEqual([key, resolved, all[key]?.source]);
    }
    const list = await config.list();
    expect(JSON.parse(JSON.stringify(list))).toEqual(list);
  });

  test('B13: one wrong value does not fail the list [runtime-config/One wrong value does not fail the list]', async () => {
    const config = resolverOf()(1, {
      yaml: { boost: { ...sampleYaml.boost, aging: { delay: 'canary', label: 'a' } } },
    });
    await placeOf().write(aging('label'), '"canary', 1, { updatedBy: ada });
    const settings = await settingsOf(config);
    expect(Object.keys(settings)).toEqual(Object.keys(agingRegistry[1].fields));
    expect(settings[aging('delay')]).toMatchObject({
      source: 'yaml',
      appConfig: { problems: [{ path: aging('delay'), message: 'must be a number' }] },
    });
    expect(settings[aging('delay')]).not.toHaveProperty('value');
    expect(settings[aging('label')]).toMatchObject({
      override: { ignored: { code: 'not_json' }, updatedBy: ada },
      value: 'a',
      source: 'yaml',
    });
    expect(JSON.stringify(settings)).not.toContain('canary');
    await config.set(aging('delay'), 4);
    expect((await settingsOf(config))[aging('delay')]).toMatchObject({
      value: 4,
      source: 'database',
      appConfig: { problems: [{}] },
    });
  });

  test('B13: a secret is listed without its value [runtime-config/Secret is listed without its value]', async () => {
    const yaml = { boost: { ...sampleYaml.boost, aging: { key: 'canary-1' } } };
    const config = resolverOf()(1, { yaml });
    const { revision } = await config.set(aging('key'), 'canary-2', { actor: ada });
    const setting = (await settingsOf(config))[aging('key')];
    expect(setting).toMatchObject({
      sensitive: true,
      writable: true,
      appConfig: {},
      override: { isNone: false, updatedBy: ada },
      revision,
      source: 'database',
    });
    expect(JSON.stringify(await config.list())).not.toMatch(/canary|boost1:/);
    const without = await settingsOf(resolverOf()(1, { yaml: {} }));
    expect(without[aging('key')]).toMatchObject({
      writable: false,
      notWritable: expect.stringContaining('boost.encryptionSecret'),
      override: { ignored: { code: 'no_encryption_secret' } },
    });
  });

  test('B13: the newest row of several names is the listed one', async () => {
    await resolverOf()(1).set(aging('delay'), 7);
    await resolverOf()(2).set(aging('wait'), 1);
    const { revision } = await resolverOf()(1).set(aging('delay'), 8);
    const settings = await settingsOf(resolverOf()(2));
    expect(settings[aging('wait')]).toMatchObject({ value: 8000, source: 'database', revision });
  });

  test('B13: health counts what needs an administrator [runtime-config/Health counts what needs an administrator]', async () => {
    const old = resolverOf()(1);
    const config = resolverOf()(2);
    expect(await config.health()).toEqual({
      status: 'ok',
      counts: { rows: 0, waiting: 0, legacyRows: 0, newerRows: 0, ignored: {}, rejected: 0 },
      changes: expect.stringMatching(/^(?:listen|poll|memory)$/),
      problems: [],
    });
    await placeOf().write(aging('color'), '7', 2);
    await config.reconcile();
    await old.set(aging('delay'), 7);
    await config.set(aging('hidden'), 'a secret');
    await placeOf().write(aging('label'), '"full"', 3, { readableSince: 3 });
    await placeOf().write('boost.elsewhere.key', '1', 1);
    await placeOf().write(aging('key'), legacySeal('x', secret), 1);
    expect(await config.health()).toMatchObject({
      status: 'warning',
      counts: {
        rows: 5,
        waiting: 1,
        legacyRows: 1,
        newerRows: 1,
        ignored: { newer_version: 1, unknown_key: 1 },
        rejected: 1,
      },
      problems: [
        { code: 'newer_version', message: expect.stringContaining(aging('label')) },
        { code: 'waiting', message: expect.stringContaining(aging('delay')) },
      ],
    });
  });

  test('B13: health reports a bad encryption secret, and a store that fails', async () => {
    const boost = { ...sampleYaml.boost, encryptionSecret: 'canary' };
    const health = await resolverOf()(1, { yaml: { boost } }).health();
    expect(health).toMatchObject({
      status: 'warning',
      problems: [{ message: expect.stringContaining('boost.encryptionSecret') }],
    });
    expect(JSON.stringify(health)).not.toContain('canary');
  });
}

/** What only tables have: limits by age, and statements to count. */
function describeTables(placeOf: () => StorePlace): void {
  const names = tableNames();
  let knex: Knex;
  beforeEach(() => {
    const opened = placeOf().knex?.();
    if (opened === undefined) throw new Error('This place has no database.');
    knex = opened;
  });

  const resolverOn = (
    history: { readonly days?: number; readonly perKey?: number } = {},
    registry: ConfigRegistry = agingRegistry[1],
  ) =>
    createConfigResolver({
      yaml: sampleYaml,
      overrides: createKnexOverrideStore(knex, { history }),
      registry,
      cache: { listen: false }, // statements are counted
    });
  const age = (key: string, days: number) =>
    knex(names.history)
      .where({ key })
      .update({ changed_at: new Date(Date.now() - days * 86_400_000).toISOString() });
  const keysOf = async () =>
    (await resolverOn().history()).map(({ key, to }) => [key.split('.')[2], to]);

  test('B12: the history is bounded by count and age [runtime-config/History is bounded]', async () => {
    const config = resolverOn({ days: 30, perKey: 3 });
    await config.set(aging('color'), 'blue');
    await config.set(aging('delay'), 1);
    await age(aging('color'), 31);
    await age(aging('delay'), 29);
    for (const value of ['a', 'b', 'c', 'd', 'e']) await config.set(aging('label'), value);
    expect(await keysOf()).toEqual([
      ['label', 'e'],
      ['label', 'd'],
      ['label', 'c'],
      ['delay', 1],
    ]);
    // The overrides themselves have no limit.
    expect(await config.resolve(aging('color'))).toBe('blue');
  });

  test('B12: 100 changes of a key and 90 days are the default', async () => {
    const config = resolverOn();
    await config.set(aging('delay'), 1);
    await age(aging('delay'), 91);
    await config.set(aging('color'), 'blue');
    await age(aging('color'), 89);
    for (let value = 1; value <= 102; value += 1) await config.set(aging('label'), `${value}`);
    const kept = await config.history({ limit: 1000 });
    expect(kept).toHaveLength(101);
    expect(kept.at(-1)).toMatchObject({ to: 'blue' });
    expect(kept.at(-2)).toMatchObject({ to: '3' });
  });

  test.each([
    [{ days: 0 }],
    [{ days: 1.5 }],
    [{ perKey: 0 }],
    [{ perKey: Number.POSITIVE_INFINITY }],
  ])('B12: the limits %j are refused', history => {
    const [name = ''] = Object.keys(history);
    expect(() => createKnexOverrideStore(knex, { history })).toThrow(`history.${name}`);
  });

  test('A5: in a transaction of the caller a rollback is reported once it is committed', async () => {
    const key = aging('label');
    const events: ConfigChangeEvent[] = [];
    const config = createConfigResolver({
      yaml: sampleYaml,
      overrides: createKnexOverrideStore(knex),
      registry: agingRegistry[1],
      onChange: event => events.push(event),
    });
    const { revision } = await config.set(key, 'a');
    await config.set(key, 'b');
    events.length = 0;
    const undone = await knex.transaction();
    await config.rollback(key, revision, { transaction: undone });
    await undone.rollback();
    await knex.transaction(async transaction => {
      await config.rollback(key, revision, { transaction, actor: ada });
      expect(events).toEqual([]);
    });
    // The listener of a commit is called after the commit.
    await expect.poll(() => events).toMatchObject([{ action: 'rollback', key, actor: ada }]);
    expect(await config.resolve(key)).toBe('a');
    expect((await config.history({ key })).map(({ action }) => action)).toEqual([
      'rollback',
      'set',
      'set',
    ]);
  });

  test('Speed: the list and the health take one query each', async () => {
    const config = resolverOn();
    await config.set(aging('label'), 'a');
    await config.set(aging('key'), 'a secret');
    const queries: string[] = [];
    knex.on('query', ({ sql }) => queries.push(sql));
    await config.list();
    expect(queries).toHaveLength(1);
    await config.health();
    expect(queries).toHaveLength(2);
  });

  test('B12: a write needs six statements apart from those of its transaction and the notification', async () => {
    const config = resolverOn();
    const queries: string[] = [];
    knex.on('query', ({ sql }) => queries.push(sql));
    await config.set(aging('label'), 'a');
    expect(queries.filter(sql => !/^(?:BEGIN|COMMIT|select pg_notify)/.test(sql))).toHaveLength(6);
  });

  test('B13: health of a database that cannot be read is failed [runtime-config/Health of an unreachable database]', async () => {
    const config = resolverOn();
    await knex.schema.dropTable(names.overrides);
    expect(await config.health()).toMatchObject({
      status: 'failed',
      problems: [{ code: 'missing_table', hint: expect.stringContaining('migrateOverrideStore') }],
    });
    await knex.destroy();
    expect(await config.health()).toMatchObject({
      status: 'failed',
      problems: [{ code: 'store_unavailable' }],
    });
  });
}
