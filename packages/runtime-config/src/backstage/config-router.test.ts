import { createServiceFactory } from '@backstage/backend-plugin-api';
import { BoostConfigError } from '@rhdh-boost/config-schema';
import { describe, expect, test } from 'vitest';
import {
  ada,
  type BackendParts,
  bob,
  job,
  openPluginDatabase,
  startConfigBackend,
} from '../../test/backstage-backend.fixture.ts';
import { sampleYaml } from '../../test/sample-fields.fixture.ts';
import { createConfigResolver } from '../create-config-resolver.ts';
import { createMemoryOverrideStore } from '../memory-override-store.ts';
import { ConfigOverrideError, type ConfigOverrideErrorCode } from '../override-error.ts';
import { configAdministrationRef } from './config-administration.ts';

const model = 'boost.model.name';

/** A backend whose resolver is asked, and answers, as the test says. */
async function withResolver(
  answers: Record<string, unknown>,
  parts: BackendParts = {},
  boost: unknown = 'of Boost',
) {
  const calls: unknown[][] = [];
  const resolver = createConfigResolver({
    yaml: sampleYaml,
    overrides: createMemoryOverrideStore(),
  });
  for (const [name, answer] of Object.entries(answers)) {
    Reflect.set(resolver, name, async (...args: unknown[]) => {
      calls.push([name, ...args]);
      if (answer instanceof Error) throw answer;
      return answer;
    });
  }
  const administration = createServiceFactory({
    service: configAdministrationRef,
    deps: {},
    factory: () => ({
      resolver,
      longestBody: 2 ** 20,
      withBoostRows: use => use(Object({ knex: boost })),
    }),
  });
  return { ...(await startConfigBackend({ ...parts, features: [administration] })), calls };
}

function fullDisk(): never {
  throw new Error('The disk is full.');
}

const revisions = { [model]: 'r1' };
const change = { changes: [{ key: model, value: 'granite-4', ifRevision: null }] };
const report = {
  entries: [
    { key: 'a', outcome: 'migrated' },
    { key: 'b', outcome: 'migrated' },
    { key: 'c', outcome: 'kept' },
  ],
};

/** Each route that writes, with what the resolver is called with and what the audit log has. */
const writes: readonly (readonly [
  method: string,
  path: string,
  body: object | undefined,
  answers: Record<string, unknown>,
  call: readonly unknown[],
  eventId: string,
  answer: object,
])[] = [
  [
    'PATCH',
    '/settings',
    change,
    { setMany: { revisions } },
    ['setMany', change.changes, { actor: ada }],
    'settings-change',
    { revisions },
  ],
  [
    'PATCH',
    '/settings',
    { changes: [{ key: model, unset: true }] },
    { setMany: { revisions: {} } },
    ['setMany', [{ key: model, unset: true }], { actor: ada }],
    'settings-change',
    { revisions: { [model]: null } },
  ],
  [
    'DELETE',
    `/settings/${model}?ifRevision=r1`,
    undefined,
    { unset: true },
    ['unset', model, { ifRevision: 'r1', actor: ada }],
    'settings-change',
    { removed: true },
  ],
  [
    'POST',
    '/rollback',
    { key: model, revision: 'r1', ifRevision: 'r2' },
    { rollback: { revision: 'r3' } },
    ['rollback', model, 'r1', { ifRevision: 'r2', actor: ada }],
    'settings-rollback',
    { revision: 'r3' },
  ],
  [
    'POST',
    '/rejected/7/restore',
    undefined,
    { restore: undefined },
    ['restore', 7, { actor: ada }],
    'rejected-restore',
    { restored: true },
  ],
  [
    'DELETE',
    '/rejected?id=7&id=8',
    undefined,
    { purge: 2 },
    ['purge', { ids: [7, 8] }, { actor: ada }],
    'rejected-purge',
    { purged: 2 },
  ],
  [
    'DELETE',
    '/rejected?before=2026-11-28T00:00:00Z',
    undefined,
    { purge: 5 },
    ['purge', { before: new Date('2026-11-28T00:00:00Z') }, { actor: ada }],
    'rejected-purge',
    { purged: 5 },
  ],
  [
    'POST',
    '/reconcile',
    { dryRun: true },
    { reconcile: report },
    ['reconcile', { dryRun: true, actor: ada }],
    'settings-reconcile',
    report,
  ],
  [
    'POST',
    '/reconcile',
    { dryRun: true, importedFromBoost: true },
    { reconcile: report },
    ['reconcile', { dryRun: true, importedFrom: { knex: 'of Boost' }, actor: ada }],
    'settings-reconcile',
    report,
  ],
  [
    'POST',
    '/reencrypt',
    undefined,
    { reencrypt: report },
    ['reencrypt', { actor: ada }],
    'settings-reencrypt',
    report,
  ],
  [
    'POST',
    '/import',
    {},
    { importRows: report },
    ['importRows', { knex: 'of Boost' }, { actor: ada }],
    'settings-import',
    report,
  ],
];

describe.each(writes)('%s %s %j', (method, path, body, answers, call, eventId, answer) => {
  test('B15: is done in the name of the user, and audited', async () => {
    const { send, calls, audit } = await withResolver(answers);

    const answered = await send(ada, method, path, body);

    expect(answered).toEqual({ status: 200, body: answer });
    expect(calls).toEqual([call]);
    expect(audit.map(line => `${line.eventId} ${line.status}`)).toEqual([
      `${eventId} initiated`,
      `${eventId} succeeded`,
    ]);
  });

  test('B15: is refused without boost.config.manage, and audited', async () => {
    const { send, calls, audit } = await withResolver(answers);

    const answered = await send(bob, method, path, body);

    expect(answered).toMatchObject({ status: 403, body: { error: { name: 'NotAllowedError' } } });
    expect(calls).toEqual([]);
    expect(audit.at(-1)).toMatchObject({ eventId, status: 'failed' });
  });

  test('B15: is not done while the audit log cannot be written [backstage-config-service/Audit log that fails stops a change]', async () => {
    const { send, calls } = await withResolver(answers, { beforeAudit: fullDisk });

    expect(await send(ada, method, path, body)).toMatchObject({ status: 500 });

    expect(calls).toEqual([]);
  });
});

test('B12: the audit log names the settings and no value', async () => {
  const { send, audit } = await withResolver({ setMany: { revisions } });

  await send(ada, 'PATCH', '/settings', {
    changes: [
      { key: model, value: 'canary' },
      { key: 'canary of a value\n', value: 1 },
    ],
  });

  expect(audit).toEqual([
    {
      eventId: 'settings-change',
      severityLevel: 'medium',
      status: 'initiated',
      meta: { settings: [model] },
    },
    {
      eventId: 'settings-change',
      severityLevel: 'medium',
      status: 'succeeded',
      meta: { settings: [model] },
    },
  ]);
});

test('B12: the audit log marks a dry run', async () => {
  const { send, audit } = await withResolver({ reconcile: report });

  await send(ada, 'POST', '/reconcile', { dryRun: true });
  await send(ada, 'POST', '/reconcile', { dryRun: false });

  expect(audit.map(({ severityLevel, meta }) => [severityLevel, meta])).toEqual([
    ['low', { dryRun: true }],
    ['low', { dryRun: true, migrated: 2, kept: 1 }],
    ['medium', {}],
    ['medium', { migrated: 2, kept: 1 }],
  ]);
});

test('B12: the audit log counts what became of rows', async () => {
  const { send, audit } = await withResolver({ reconcile: report });

  await send(ada, 'POST', '/reconcile');

  expect(audit.at(-1)?.meta).toEqual({ migrated: 2, kept: 1 });
});

describe('B15: a service', () => {
  test.each([
    ['POST', '/reconcile'],
    ['GET', '/health'],
  ])('may call %s %s', async (method, path) => {
    const { send, calls } = await withResolver({
      reconcile: report,
      health: { status: 'ok', problems: [] },
    });

    expect(await send(job, method, path)).toMatchObject({ status: 200 });
    expect(JSON.stringify(calls)).toContain(method === 'POST' ? `"actor":"${job}"` : 'health');
  });

  test.each([
    ['GET', '/settings'],
    ['GET', '/history'],
    ['PATCH', '/settings'],
    ['POST', '/reencrypt'],
    ['POST', '/import'],
    ['DELETE', '/rejected?id=1'],
  ])('may not call %s %s', async (method, path) => {
    const { send, calls } = await withResolver({ list: [], history: [] });

    expect(await send(job, method, path, method === 'PATCH' ? change : undefined)).toMatchObject({
      status: 403,
    });
    expect(calls).toEqual([]);
  });
});

test('B15: a user without boost.config.read reads nothing', async () => {
  const answers = { list: [], history: [], rejected: [], health: { status: 'ok' } };
  const { send, calls } = await withResolver(answers, { policy: () => false });

  for (const path of ['/settings', `/settings/${model}`, '/history', '/rejected', '/health']) {
    expect(await send(ada, 'GET', path)).toMatchObject({ status: 403 });
  }
  expect(calls).toEqual([]);
});

test('B15: reads list, history and rejected rows', async () => {
  const answers = { list: [{ key: model }], history: [{ id: 1 }], rejected: [{ id: 7 }] };
  const { send, calls } = await withResolver(answers);

  expect(await send(bob, 'GET', '/settings')).toEqual({
    status: 200,
    body: { items: [{ key: model }] },
  });
  expect(await send(bob, 'GET', `/settings/${model}`)).toEqual({
    status: 200,
    body: { key: model },
  });
  expect(await send(bob, 'GET', '/settings/boost.unknown')).toMatchObject({ status: 404 });
  expect(await send(bob, 'GET', `/history?key=${model}&limit=5&before=9`)).toMatchObject({
    body: { items: [{ id: 1 }] },
  });
  expect(await send(bob, 'GET', '/rejected')).toMatchObject({ body: { items: [{ id: 7 }] } });
  expect(calls.find(([name]) => name === 'history')).toEqual([
    'history',
    { key: model, limit: 5, before: 9 },
  ]);
});

test.each([
  ['PATCH', '/settings', undefined],
  ['PATCH', '/settings', []],
  ['PATCH', '/settings', { changes: [] }],
  ['PATCH', '/settings', { changes: [{ key: model }] }],
  ['PATCH', '/settings', { changes: [{ key: model, value: 1, unset: true }] }],
  ['PATCH', '/settings', { changes: [{ key: model, value: 1, ifRevison: 'canary' }] }],
  ['PATCH', '/settings', { changes: [{ key: 7, value: 1 }] }],
  ['PATCH', '/settings', { changes: [{ key: 'k'.repeat(257), value: 1 }] }],
  ['PATCH', '/settings', '{"canary'],
  ['DELETE', `/settings/${model}?force=canary`, undefined],
  ['POST', '/rollback', { key: model }],
  ['POST', '/rejected/canary/restore', undefined],
  ['DELETE', '/rejected', undefined],
  ['DELETE', '/rejected?id=1&before=2026-11-28T00:00:00Z', undefined],
  ['DELETE', '/rejected?before=yesterday', undefined],
  ['POST', '/reconcile', { dryRun: 'canary' }],
  ['POST', '/reencrypt', { 'canary of a value': true }],
  ['GET', '/history?limit=0', undefined],
  ['GET', '/history?limit=canary', undefined],
  ['GET', '/history?key=a&key=b', undefined],
])('Bad input: %s %s with %j is a 400 that repeats no value', async (method, path, body) => {
  const names = ['setMany', 'unset', 'rollback', 'restore', 'purge', 'reconcile', 'reencrypt'];
  const answers = Object.fromEntries([...names, 'history'].map(name => [name, report]));
  const { send, calls, audit } = await withResolver(answers);

  const answered = await send(ada, method, path, body);

  expect(answered).toMatchObject({ status: 400, body: { error: { name: 'InputError' } } });
  expect(JSON.stringify([answered, audit])).not.toContain('canary');
  expect(calls).toEqual([]);
});

test.each([
  [
    'PATCH',
    '/settings',
    { changes: [{ key: model, val: 'canary', ifRevison: 'canary' }] },
    'changes[0] has unknown members: val, ifRevison. Allowed: key, value, unset, ifRevision.',
  ],
  [
    'POST',
    '/reconcile',
    { dryrun: true },
    'request has an unknown member: dryrun. Allowed: dryRun, importedFromBoost.',
  ],
  ['POST', '/reencrypt', { dryRun: true }, 'request has an unknown member: dryRun. Allowed: none.'],
  [
    'GET',
    '/history?ky=canary',
    undefined,
    'request has an unknown member: ky. Allowed: key, limit, before.',
  ],
])('Bad input: %s %s with %j names the member', async (method, path, body, message) => {
  const { send, calls } = await withResolver({ setMany: {}, reconcile: {}, reencrypt: {} });

  const answered = await send(ada, method, path, body);

  expect(answered).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining(message) } },
  });
  expect(JSON.stringify(answered)).not.toMatch(/canary|application/);
  expect(calls).toEqual([]);
});

test('Bad input: a body of another type is refused, and a dry run is not a real one', async () => {
  const { send, calls } = await withResolver({ reconcile: report });

  const answered = await send(ada, 'POST', '/reconcile', '{"dryRun":true}', {
    'content-type': 'application/x-www-form-urlencoded',
  });

  expect(answered).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('application/json') } },
  });
  expect(calls).toEqual([]);
});

test('Bad input: a body that is too long is a 413 that repeats nothing', async () => {
  const { send, calls } = await withResolver({ setMany: { revisions } });

  const answered = await send(ada, 'PATCH', '/settings', {
    changes: [{ key: model, value: 'canary'.repeat(2 ** 18) }],
  });

  expect(answered).toMatchObject({
    status: 413,
    body: { error: { name: 'PayloadTooLargeError' } },
  });
  expect(JSON.stringify(answered)).not.toContain('canary');
  expect(calls).toEqual([]);
});

test('Bad input: a value of many levels is for the resolver to judge', async () => {
  const { send, calls } = await withResolver({ setMany: { revisions } });
  const levels = 200_000;
  const value = `${'['.repeat(levels)}${']'.repeat(levels)}`;

  const answered = await send(
    ada,
    'PATCH',
    '/settings',
    `{"changes":[{"key":"${model}","value":${value}}]}`,
  );

  expect(answered).toMatchObject({ status: 200 });
  expect(calls).toHaveLength(1);
});

const fieldError = (code: ConfigOverrideErrorCode, more: object = {}) =>
  Object.assign(
    new ConfigOverrideError({ code, message: 'It failed.', hint: 'Do something.' }),
    more,
  );

test('B15: a wrong value is a 400 with the field', async () => {
  const problem = {
    path: model,
    code: 'wrong_type',
    message: 'must be text',
    hint: 'Write it in quotes.',
  } as const;
  const { send } = await withResolver({ setMany: new BoostConfigError([problem]) });

  expect(await send(ada, 'PATCH', '/settings', change)).toMatchObject({
    status: 400,
    body: {
      error: {
        name: 'InputError',
        fields: [
          { key: model, code: 'wrong_type', message: `${model} must be text.`, hint: problem.hint },
        ],
      },
    },
  });
});

test.each([
  ['not_overridable', 400, 'InputError'],
  ['not_storable', 400, 'InputError'],
  ['conflict', 409, 'ConflictError'],
  ['no_encryption_secret', 503, 'ServiceUnavailableError'],
  ['store_unavailable', 503, 'ServiceUnavailableError'],
] as const)('B15: %s is a %i with code and hint', async (code, status, name) => {
  const { send, audit } = await withResolver({ setMany: fieldError(code) });

  expect(await send(ada, 'PATCH', '/settings', change)).toMatchObject({
    status,
    body: {
      error: { name, fields: [{ key: model, code, message: 'It failed.', hint: 'Do something.' }] },
    },
  });
  expect(audit.at(-1)).toMatchObject({ status: 'failed', error: 'It failed. Do something.' });
});

test.each([
  ['missing_table', 503, 'backend.database.plugin.boost-config.skipMigrations'],
  ['unsuitable_database', 503, 'backend.database.plugin.boost-config'],
  ['too_large', 400, 'createBoostConfigServiceFactory'],
  ['not_found', 404, 'GET /api/boost-config/history'],
] as const)('B15: %s is a %i whose hint is for a portal', async (code, status, hint) => {
  const { send } = await withResolver({ rollback: fieldError(code) });

  expect(await send(ada, 'POST', '/rollback', { key: model, revision: 'r1' })).toMatchObject({
    status,
    body: {
      error: {
        message: expect.stringContaining(hint),
        fields: [{ key: model, code, hint: expect.stringContaining(hint) }],
      },
    },
  });
});

test('B15: an unknown key in the path is a 404', async () => {
  const { send, audit } = await withResolver({});

  expect(await send(ada, 'DELETE', '/settings/boost.model.nam')).toMatchObject({
    status: 404,
    body: { error: { name: 'NotFoundError', fields: [{ code: 'unknown_key' }] } },
  });
  expect(audit.at(-1)).toMatchObject({ status: 'failed' });
});

test('B15: a problem whose key is not changed has the settings that are', async () => {
  const rule = { key: 'boost.model.baseUrl', code: 'missing', message: 'It is missing.', hint: '' };
  const own = { key: model, code: 'invalid_value', message: 'It is wrong.', hint: '' };
  const { send } = await withResolver({
    setMany: fieldError('invalid_changes', { problems: [rule, own] }),
  });

  expect(await send(ada, 'PATCH', '/settings', change)).toMatchObject({
    status: 400,
    body: { error: { fields: [{ ...rule, changed: [model] }, own] } },
  });
});

test.each([
  ['a table that does not exist', undefined],
  ['a table of another program', 'create table boost_admin_config (key text, value text)'],
])('A1: an import of %s is a 404, which nobody retries', async (_, statement) => {
  const { knex } = openPluginDatabase();
  if (statement !== undefined) await knex.raw(statement);
  const { send } = await withResolver({}, {}, knex);

  for (const [path, body] of [
    ['/import', undefined],
    ['/reconcile', { importedFromBoost: true }],
  ] as const) {
    expect(await send(ada, 'POST', path, body)).toMatchObject({
      status: 404,
      body: {
        error: {
          message: expect.stringContaining('backend.database.plugin.boost'),
          fields: [
            { code: 'no_boost_rows', message: expect.stringContaining('boost_admin_config') },
          ],
        },
      },
    });
  }
});

test.each([
  ['ok', 200],
  ['warning', 200],
  ['failed', 503],
])('B15: health that is %s is a %i, with hints for a portal', async (status, expected) => {
  const problem = {
    code: 'missing_table',
    message: 'No table.',
    hint: 'migrateOverrideStore(knex)',
  };
  const { send } = await withResolver({ health: { status, problems: [problem] } });

  expect(await send(job, 'GET', '/health')).toMatchObject({
    status: expected,
    body: { status, problems: [{ hint: expect.stringContaining('skipMigrations') }] },
  });
});

test('B15: a stale revision is a 409 with the current one, and the key of the change', async () => {
  const key = 'boost.model.baseUrl';
  const problem = { key, code: 'conflict', message: 'It has changed.', hint: 'Read it again.' };
  const conflict = fieldError('conflict', { currentRevision: 'r2', problems: [problem] });
  const { send } = await withResolver({ setMany: conflict });

  expect(await send(ada, 'PATCH', '/settings', change)).toMatchObject({
    status: 409,
    body: { error: { currentRevision: 'r2', fields: [problem] } },
  });
});

test.each([
  [503, ['no_encryption_secret']],
  [400, ['no_encryption_secret', 'invalid_value']],
  [400, ['invalid_value']],
])('B15: a change of several settings is a %i for %j', async (status, codes) => {
  const problems = codes.map(code => ({ key: code, code, message: 'No.', hint: 'Correct it.' }));
  const { send } = await withResolver({ setMany: fieldError('not_storable', { problems }) });

  expect(await send(ada, 'PATCH', '/settings', change)).toMatchObject({
    status,
    body: { error: { fields: problems } },
  });
});

test('B15: a bad encryption secret of app-config is a 503, not a mistake of the user', async () => {
  const problem = {
    path: 'boost.encryptionSecret',
    code: 'invalid_value',
    message: 'is too short',
    hint: 'Make a longer one.',
  } as const;
  const { send } = await withResolver({ reencrypt: new BoostConfigError([problem]) });

  expect(await send(ada, 'POST', '/reencrypt')).toMatchObject({
    status: 503,
    body: { error: { fields: [{ key: 'boost.encryptionSecret' }] } },
  });
});

test('an unexpected error is a 500, and audited', async () => {
  const { send, audit } = await withResolver({ reencrypt: new TypeError('A bug.') });

  expect(await send(ada, 'POST', '/reencrypt')).toMatchObject({ status: 500 });
  expect(audit.at(-1)).toMatchObject({ status: 'failed' });
});

/** What the permission client rejects with where the backend lacks the plugin. */
function unanswered(): never {
  throw Object.assign(new Error('Request failed with 404 Not Found'), { statusCode: 404 });
}

test.each([
  ['GET', '/settings', undefined, 'boost.config.read'],
  ['PATCH', '/settings', change, 'boost.config.manage'],
])(
  'Fault: %s %s without a permission backend is answered with 503 and the remedy',
  async (method, path, body, permission) => {
    const { send, calls } = await withResolver({ setMany: { revisions } }, { policy: unanswered });

    const answer = await send(ada, method, path, body);

    expect(answer).toMatchObject({ status: 503 });
    expect(JSON.stringify(answer.body)).toContain(
      `Whether you have the permission ${permission} could not be checked. Is the permission backend (@backstage/plugin-permission-backend) missing or down?`,
    );
    expect(calls).toEqual([]);
  },
);
