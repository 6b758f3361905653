import { expect, test } from 'vitest';
import {
  ada,
  bob,
  openPluginDatabase,
  startConfigBackend,
} from '../../test/backstage-backend.fixture.ts';
import { sampleYaml } from '../../test/sample-fields.fixture.ts';
import { createBoostConfigServiceFactory } from '../backstage/index.ts';
import { type ConfigSetting, SettingForm, type SettingsClient, settingsClient } from './index.ts';

const model = 'boost.model.name';

/** The settings of a backend on an empty database, for its administrator. */
async function startSettings(): Promise<SettingsClient> {
  const database = openPluginDatabase();
  const features = [createBoostConfigServiceFactory({ database, cache: { ttlSeconds: 0 } })];
  const { baseUrl } = await startConfigBackend({ config: sampleYaml, features });
  return clientAs(baseUrl, ada);
}

const clientAs = (baseUrl: string, user: string): SettingsClient =>
  settingsClient({
    baseUrl,
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, authorization: user } }),
  });

async function openForm(key = model) {
  const settings = await startSettings();
  return { settings, form: new SettingForm({ settings, setting: await settings.get(key) }) };
}

test('Portal: a form saves, lists, rolls back and resets a setting [backstage-config-service/Form changes a setting]', async () => {
  const { form } = await openForm();
  const before = form.snapshot;
  await form.loadHistory();
  expect(form.snapshot.history).toEqual([]);
  form.edit('one');
  const saving = form.save();
  expect(form.snapshot).toMatchObject({ draft: 'one', isSaving: true });
  await saving;
  expect(form.snapshot).toMatchObject({
    value: 'one',
    draft: 'one',
    written: expect.stringMatching(/^user:default\/\w+, /),
    done: 'The setting was changed.',
    problem: undefined,
    isSaving: false,
  });
  form.edit('two');
  await form.save();
  const [, first] = form.snapshot.history ?? [];

  await form.rollBack(first?.revision ?? '');

  expect(form.snapshot).toMatchObject({ value: 'one', done: 'The setting was rolled back.' });
  expect(form.snapshot.history?.map(({ text, canRollBack }) => [text, canRollBack])).toEqual([
    ['rollback: one', false],
    ['set: two', true],
    ['set: one', true],
  ]);
  await form.reset();
  expect(form.snapshot).toMatchObject({ value: before.value, written: undefined });
});

test('Portal: a conflict is explained with the current value, and the draft can be saved again [backstage-config-service/Form explains a refusal]', async () => {
  const { settings, form } = await openForm();
  await settings.change([{ key: model, value: 'of-another' }]);
  form.edit('mine');

  await form.save();

  expect(form.snapshot).toMatchObject({ draft: 'mine', value: 'of-another', done: undefined });
  expect(form.snapshot.problem).toMatch(
    /^user:default\/\w+ changed this setting meanwhile.* The value is now: of-another\. /,
  );
  await form.save();
  expect(form.snapshot).toMatchObject({ value: 'mine', problem: undefined });
});

test('Portal: a wrong value is explained, and the draft stays [backstage-config-service/Form explains a refusal]', async () => {
  const { form } = await openForm('boost.model.baseUrl');
  form.edit('no-address');

  await form.save();

  expect(form.snapshot.problem).toContain('boost.model.baseUrl');
  expect(form.snapshot).toMatchObject({ draft: 'no-address', done: undefined });
});

test('Portal: another failure is explained by the page, and leaves the form usable', async () => {
  const settings = clientAs('http://127.0.0.1:1', bob);
  const setting = settingOf({ type: 'string' });
  const form = new SettingForm({ settings, setting, explain: () => 'Explained.' });

  await form.save();

  expect(form.snapshot).toMatchObject({ problem: 'Explained.', isSaving: false, setting });
  await form.loadHistory();
  expect(form.snapshot.historyFailure).toMatchObject({ name: 'SettingsError' });
  const other = new SettingForm({ settings, setting });
  await other.save();
  expect(other.snapshot.problem).toMatch(/^The connection to the portal failed\./);
});

test('Portal: a second change while one is sent is ignored', async () => {
  const { form } = await openForm();
  form.edit('one');

  await Promise.all([form.save(), form.reset()]);

  expect(form.snapshot.history?.map(({ text }) => text)).toEqual(['set: one']);
});

test('Portal: subscribers hear of each change until they leave, and the snapshot is stable', async () => {
  const { form } = await openForm();
  const { snapshot } = form;
  expect(form.snapshot).toBe(snapshot);
  let calls = 0;
  const end = form.subscribe(() => void (calls += 1));

  form.edit('a');
  end();
  form.edit('b');

  expect(calls).toBe(1);
  expect(form.snapshot).toMatchObject({ draft: 'b' });
});

/** A setting with this schema, without a value. */
const settingOf = (
  schema: ConfigSetting['schema'],
  more: Partial<ConfigSetting> = {},
): ConfigSetting => ({
  key: 'boost.any',
  owner: 'any',
  description: '',
  schema,
  required: false,
  sensitive: false,
  writable: true,
  revision: null,
  source: 'default',
  ...more,
});

test.each<[string, ConfigSetting, object, string, unknown]>([
  ['a text', settingOf({ type: 'string' }, { value: 'a' }), { choices: [] }, 'a', 'a'],
  ['a number', settingOf({ type: 'integer' }, { value: 7 }), { type: 'number' }, '7', 7],
  [
    'a switch',
    settingOf({ type: 'boolean' }, { value: true }),
    { choices: [{ draft: '' }, { draft: 'true', text: 'true' }, { draft: 'false' }] },
    'true',
    true,
  ],
  [
    'a choice',
    settingOf({ type: 'string', enum: ['a'] }, { value: 'a' }),
    { choices: [{}, { draft: '"a"', text: 'a' }] },
    '"a"',
    'a',
  ],
  ['a list', settingOf({ type: 'array' }, { value: [1] }), { choices: [] }, '[1]', [1]],
  [
    'a secret',
    settingOf({ type: 'string' }, { sensitive: true, source: 'yaml' }),
    { type: 'password' },
    '',
    '',
  ],
])('Portal: the field and the draft of %s', async (_what, setting, field, draft, sent) => {
  const changes: unknown[] = [];
  const settings = {
    get: async () => setting,
    history: async () => [],
    rollback: clientAs('http://127.0.0.1:1', ada).rollback,
    change: async (all: readonly unknown[]) => {
      changes.push(...all);
      return {};
    },
  };
  const form = new SettingForm({ settings, setting });

  expect(form.field).toMatchObject(field);
  expect(form.snapshot.draft).toBe(draft);
  await form.save();
  expect(changes).toEqual([{ key: 'boost.any', ifRevision: null, value: sent }]);
});

test('Portal: a secret is never shown', () => {
  const settings = clientAs('http://127.0.0.1:1', ada);
  const valueOf = (source: ConfigSetting['source']): string =>
    new SettingForm({ settings, setting: settingOf({}, { sensitive: true, source }) }).snapshot
      .value;

  expect([valueOf('database'), valueOf('default')]).toEqual(['A secret is set', 'Not set']);
});
