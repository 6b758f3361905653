import { describe, expect, test } from 'vitest';
import {
  approvalRegistry,
  clientId,
  clientSecret,
  endpoint,
  mode,
  workflow,
} from './approval-fields.fixture.ts';
import { operationsOf, type StoreHost } from './database-host.fixture.ts';
import { migratedRegistry } from './migrated-fields.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { sampleYaml } from './sample-fields.fixture.ts';
import { callUnchecked } from './unchecked-call.fixture.ts';

const title = 'boost.sample.title';
const limit = 'boost.sample.limit';
const token = 'boost.sample.token';

/** How several overrides are written and read together, wherever they are kept. */
export function describeWrites(host: StoreHost): void {
  describe(`writes of administrators ${host.name}`, () => {
    const place = openPlace(host);
    const approval = (boost: object = {}) =>
      place.resolver({
        registry: approvalRegistry,
        yaml: { boost: { ...sampleYaml.boost, ...boost } },
      });
    const revisionOf = async (key: string) =>
      (await operationsOf(place.replica()).read([key]))[0]?.revision;

    test('B11: a write with an outdated revision is refused [runtime-config/Outdated revision is a conflict]', async () => {
      const [one, other] = [place.resolver(), place.resolver()];
      const { revision } = await one.set(limit, 1);
      const current = (await other.set(limit, 2, { ifRevision: revision })).revision;
      expect(current).not.toBe(revision);
      const refusals = [
        one.set(limit, 3, { ifRevision: revision }),
        one.set(limit, 3, { ifRevision: null }),
        one.unset(limit, { ifRevision: revision }),
        one.setMany([{ key: limit, value: 3, ifRevision: revision }]),
      ];
      for (const refused of refusals)
        await expect(refused).rejects.toMatchObject({
          name: 'ConfigOverrideError',
          code: 'conflict',
          currentRevision: current,
          message: expect.stringContaining(limit),
        });
      expect(await place.rows()).toMatchObject([{ key: limit, value: '2' }]);
      expect(await one.unset(limit, { ifRevision: current })).toBe(true);
      expect(await place.rows()).toEqual([]);
    });

    test('B11: null as revision writes only a key without an override [runtime-config/Null revision creates an override]', async () => {
      const config = place.resolver();
      const { revision } = await config.set(limit, 1, { ifRevision: null });
      await expect(config.set(limit, 2, { ifRevision: null })).rejects.toMatchObject({
        code: 'conflict',
        currentRevision: revision,
      });
      await config.unset(limit);
      await expect(config.set(limit, 2, { ifRevision: revision })).rejects.toMatchObject({
        code: 'conflict',
        currentRevision: null,
      });
      expect(await place.rows()).toEqual([]);
      expect(await config.unset(limit, { ifRevision: null })).toBe(false);
    });

    test('B11: the revision under former names is that of the newest row', async () => {
      await place.write('boost.sample.name', '"old"', 1);
      const config = place.resolver();
      await expect(config.set(title, 'new', { ifRevision: null })).rejects.toMatchObject({
        currentRevision: await revisionOf('boost.sample.name'),
      });
      const former = await revisionOf('boost.sample.name');
      const { revision } = await config.set(title, 'new', { ifRevision: former });
      expect(await config.resolve(title)).toBe('new');
      await place.write('boost.sample.name', '"newer"', 1);
      await expect(config.set(title, 'x', { ifRevision: revision })).rejects.toMatchObject({
        currentRevision: await revisionOf('boost.sample.name'),
      });
    });

    test('B11: a row that cannot be used has a revision too', async () => {
      await place.write(limit, '"canary"');
      const config = place.resolver();
      const revision = await revisionOf(limit);
      await expect(config.set(limit, 1, { ifRevision: null })).rejects.toMatchObject({
        currentRevision: revision,
      });
      await config.set(limit, 1, { ifRevision: revision });
      expect(await config.resolve(limit)).toBe(1);
    });

    test('Bad input: of two administrators with the same revision one wins [runtime-config/One of two administrators wins]', async () => {
      const replicas = [place.resolver(), place.resolver()];
      let ifRevision: string | null = null;
      for (let round = 0; round < 10; round += 1) {
        const results = await Promise.allSettled(
          replicas.map((config, index) => config.set(limit, round * 2 + index, { ifRevision })),
        );
        const won = results.find(({ status }) => status === 'fulfilled');
        const lost = results.find(({ status }) => status === 'rejected');
        const revision = (await revisionOf(limit)) ?? null;
        expect(won).toMatchObject({ value: { revision } });
        expect(lost).toMatchObject({ reason: { code: 'conflict', currentRevision: revision } });
        ifRevision = revision;
      }
    });

    test('B11: several overrides are written and removed together [runtime-config/Several overrides are written together]', async () => {
      const config = place.resolver({ cache: { ttlSeconds: 60 } });
      await config.set('boost.sample.labels', ['a']);
      expect(await config.resolve(limit)).toBe(10);
      const { revisions } = await config.setMany(
        [
          { key: limit, value: '5' },
          { key: title, value: 'A title' },
          { key: token, value: 'hidden' },
          { key: 'boost.sample.labels', unset: true },
          { key: 'boost.sample.internal', unset: true },
        ],
        { actor: 'user:default/ada' },
      );
      expect(revisions).toEqual({
        [limit]: await revisionOf(limit),
        [title]: await revisionOf(title),
        [token]: await revisionOf(token),
        'boost.sample.labels': null,
        'boost.sample.internal': null,
      });
      for (const reader of [config, place.resolver()])
        expect(await reader.resolveMany([limit, title, token, 'boost.sample.labels'])).toEqual({
          [limit]: 5,
          [title]: 'A title',
          [token]: 'hidden',
          'boost.sample.labels': undefined,
        });
      expect(await config.resolve(limit)).toBe(5);
      expect(await config.resolve('boost.sample.labels')).toBeUndefined();
      const rows = await operationsOf(place.replica()).read();
      expect(rows.map(({ updatedBy }) => updatedBy)).toEqual(rows.map(() => 'user:default/ada'));
    });

    test('B11: all changes are refused together, each with its problem [runtime-config/Every refused change is named]', async () => {
      const config = place.resolver();
      await config.set(title, 'A title');
      const before = await place.rows();
      const refused = config.setMany([
        { key: title, value: 'canary' },
        { key: limit, value: 'canary' },
        { key: 'boost.sample.limt', value: 1 },
        { key: 'boost.security.mode', value: 'full' },
        { key: 'boost.sample.labels', value: undefined },
        { key: title, unset: true },
      ]);
      await expect(refused).rejects.toMatchObject({
        name: 'ConfigOverrideError',
        code: 'invalid_changes',
        problems: [
          { key: limit, code: 'wrong_type', message: expect.stringContaining(`${limit} must`) },
          {
            key: 'boost.sample.limt',
            code: 'unknown_key',
            hint: `Did you mean ${limit}?`,
          },
          { key: 'boost.security.mode', code: 'not_overridable' },
          { key: 'boost.sample.labels', code: 'not_storable' },
          {
            key: title,
            code: 'invalid_option',
            message: expect.stringContaining('more than once'),
          },
        ],
      });
      await expect(refused).rejects.not.toThrow('canary');
      expect(await place.rows()).toEqual(before);
    });

    test('B11: every outdated revision is named', async () => {
      const config = place.resolver();
      const { revisions } = await config.setMany([
        { key: limit, value: 1 },
        { key: title, value: 'A title' },
      ]);
      const conflict = config.setMany([
        { key: limit, value: 2, ifRevision: 'outdated' },
        { key: 'boost.sample.internal', value: 'x' },
        { key: title, unset: true, ifRevision: null },
        { key: 'boost.sample.labels', value: ['a'], ifRevision: 'outdated' },
      ]);
      await expect(conflict).rejects.toMatchObject({
        code: 'conflict',
        currentRevision: revisions[limit],
        problems: [
          { key: limit, code: 'conflict', currentRevision: revisions[limit] },
          { key: title, code: 'conflict', currentRevision: revisions[title] },
          { key: 'boost.sample.labels', code: 'conflict', currentRevision: null },
        ],
      });
      expect(await place.rows()).toHaveLength(2);
    });

    test('B11: an empty list changes nothing', async () => {
      expect(await place.resolver().setMany([])).toEqual({ revisions: {} });
    });

    test.each<[string, unknown]>([
      ['no list', { key: title, value: 'x' }],
      ['null', [null]],
      ['text', ['boost.sample.title']],
      ['no key', [{ value: 'x' }, { unset: true }]],
      ['a key that is a number', [{ key: 1, value: 'x' }]],
      ['a value and unset', [{ key: title, value: 'x', unset: true }]],
      ['unset that is false', [{ key: title, value: 'x', unset: false }]],
      ['a revision that is a number', [{ key: title, value: 'x', ifRevision: 1 }]],
    ])('Bad input: changes with %s are refused', async (_what, changes) => {
      const refused = callUnchecked(place.resolver(), 'setMany', changes);
      await expect(refused).rejects.toMatchObject({
        message: expect.not.stringContaining('undefined'),
        hint: expect.any(String),
      });
      await expect(
        refused.catch(error => [error, ...(error.problems ?? [])]),
      ).resolves.toContainEqual(expect.objectContaining({ code: 'invalid_option' }));
      expect(await place.rows()).toEqual([]);
    });

    test('B11: sonataflow without an endpoint is refused in each way [runtime-config/Rules between fields judge the result]', async () => {
      const config = approval();
      const missing = { path: endpoint, code: 'required' };
      await expect(config.set(mode, 'sonataflow')).rejects.toMatchObject({
        name: 'BoostConfigError',
        problems: [missing],
      });
      await expect(config.setMany([{ key: mode, value: 'sonataflow' }])).rejects.toMatchObject({
        code: 'invalid_changes',
        problems: [{ key: endpoint, code: 'required', message: expect.stringContaining(mode) }],
      });
      expect(await place.rows()).toEqual([]);
      await config.setMany([
        { key: mode, value: 'sonataflow' },
        { key: endpoint, value: workflow },
      ]);
      const before = await place.rows();
      await expect(config.unset(endpoint)).rejects.toMatchObject({ problems: [missing] });
      await expect(config.setMany([{ key: endpoint, unset: true }])).rejects.toMatchObject({
        problems: [{ key: endpoint, code: 'required' }],
      });
      expect(await place.rows()).toEqual(before);
      await config.setMany([
        { key: endpoint, unset: true },
        { key: mode, value: 'built-in' },
      ]);
      await expect(
        approval({ agentApproval: { mode: 'sonataflow' } }).unset(mode),
      ).rejects.toMatchObject({ problems: [missing] });
    });

    test('B11: rules between fields count app-config', async () => {
      const config = approval({ agentApproval: { sonataflow: { endpoint: workflow } } });
      await config.set(mode, 'sonataflow');
      expect(await config.resolve(mode)).toBe('sonataflow');
      const misspelt = approval({ agentApproval: { sonataflow: { endpont: workflow } } });
      await expect(misspelt.set(mode, 'sonataflow')).resolves.toBeDefined();
      await config.unset(mode);
      await expect(misspelt.set(mode, 'sonataflow')).rejects.toMatchObject({
        problems: [{ path: endpoint }],
      });
    });

    test('B11: rules between fields count secrets', async () => {
      const account = { issuer: 'https://keycloak.example.com/realms/boost', clientId: 'boost' };
      const config = approval({
        kagenti: { auth: account },
        providers: { kagenti: { baseUrl: 'https://kagenti.example.com' } },
      });
      await config.set(clientSecret, 'canary');
      const refused = config.unset(clientSecret);
      await expect(refused).rejects.toMatchObject({ problems: [{ path: clientSecret }] });
      expect(await config.resolve(clientSecret)).toBe('canary');
      const noAccount = approval();
      await expect(
        noAccount.setMany([
          { key: clientSecret, unset: true },
          { key: clientId, value: 'boost' },
        ]),
      ).rejects.toMatchObject({ code: 'invalid_changes' });
    });

    test('B11: a portal whose app-config is incomplete can still be changed [runtime-config/Earlier problems block no change]', async () => {
      const incomplete = {
        boost: {
          encryptionSecret: 'short',
          agentApproval: { mode: 'sonataflow' },
          model: { baseUrl: 5 },
        },
      };
      const config = place.resolver({ yaml: incomplete, registry: approvalRegistry });
      await config.set('boost.model.name', 'granite');
      await config.set(mode, 'sonataflow');
      await config.unset(mode);
      await config.setMany([{ key: endpoint, value: workflow }]);
      await expect(config.unset(endpoint)).rejects.toMatchObject({
        problems: [{ path: endpoint, code: 'required' }],
      });
    });

    test('B11: changes of two replicas that are only wrong together are refused for the second [runtime-config/Rules hold across replicas]', async () => {
      const [one, other] = [approval(), approval()];
      for (let round = 0; round < 5; round += 1) {
        await one.setMany([
          { key: mode, value: 'built-in' },
          { key: endpoint, value: workflow },
        ]);
        const results = await Promise.allSettled([
          one.setMany([{ key: mode, value: 'sonataflow' }]),
          other.setMany([{ key: endpoint, unset: true }]),
        ]);
        expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
        expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
          reason: { problems: [{ key: endpoint, code: 'required' }] },
        });
      }
    });

    test('B11: unset removes no row of another key', async () => {
      await place.write('boost.elsewhere', '"kept"', 1);
      await place.write('boost.sample.name', '"old"', 1);
      const config = place.resolver();
      expect(await config.unset(title, { ifRevision: await revisionOf('boost.sample.name') })).toBe(
        true,
      );
      expect(await place.rows()).toMatchObject([{ key: 'boost.elsewhere' }]);
    });

    test('A2: what is set decides, also when the time of the database went back', async () => {
      const updatedAt = '2099-01-01T00:00:00.000000Z';
      await place.write('boost.sample.name', '"of a later time"', 1, { updatedAt });
      const config = place.resolver();
      const { revision } = await config.set(title, 'set now');
      expect(await config.resolve(title)).toBe('set now');
      expect(await revisionOf(title)).toBe(revision);
      expect(await place.rejected()).toMatchObject([
        { key: 'boost.sample.name', value: '"of a later time"' },
      ]);
    });

    test('Bad input: a key of 256 characters is written, listed and rolled back', async () => {
      const key = `boost.${'k'.repeat(250)}`;
      const config = place.resolver({ registry: migratedRegistry([key], 1, []) });
      const { revision } = await config.set(key, 'first');
      await config.set(key, 'second', { ifRevision: revision });
      expect((await config.list()).find(setting => setting.key === key)).toMatchObject({
        value: 'second',
        source: 'database',
      });
      expect((await config.reconcile()).entries).toEqual([{ key, outcome: 'unchanged' }]);
      await config.rollback(key, revision);
      expect(await config.resolve(key)).toBe('first');
      const longer = `${key}k`;
      const refused = place.resolver({ registry: migratedRegistry([longer], 1, []) });
      await expect(refused.set(longer, 'x')).rejects.toMatchObject({ code: 'not_storable' });
    });
  });
}
