import type { ServerResponse } from 'node:http';
import type { Permission } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import type { AuditEvent } from '../../src/access/audit.ts';
import type { BoundKagentiClient } from '../../src/kagenti-client.ts';
import { frames, json, ScriptedServer } from '../fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient, weatherAgent } from '../fixtures/test-client.fixture.ts';

const external = {
  namespace: 'team1',
  name: 'summarise',
  registryType: 'skillberry',
  registryUrl: 'http://169.254.169.254/',
  registrySkillName: 'x',
};

/** What makes Kagenti fetch something for a user, or repeat what other users said. */
const guarded: readonly (readonly [
  string,
  Permission,
  (api: BoundKagentiClient) => PromiseLike<unknown>,
])[] = [
  [
    'agents.fetchEnv',
    'boost.kagenti.admin',
    api => api.agents.fetchEnv({ url: external.registryUrl }),
  ],
  ['skills.addExternal', 'boost.mcp.manage', api => api.skills.addExternal(external)],
  ['dreams.start', 'boost.kagenti.admin', api => api.dreams.start(weatherAgent)],
  ['dreams.run', 'boost.kagenti.admin', api => api.dreams.run({ ...weatherAgent, runId: 'r-1' })],
];

test.each(guarded)(
  'D: %s needs %s, and nothing else allows it [access-control/Every operation asks its own permission]',
  async (_name, permission, call) => {
    await using server = await ScriptedServer.start(response => {
      json(response, {});
    });
    const allOthers = testClient(server.origin, {
      authorize: request => request.permission !== permission,
    });
    await using only = testClient(server.origin, {
      authorize: request => request.permission === permission,
    });

    expect(await rejection(call(allOthers.asUser(jane)))).toMatchObject({ code: 'permission' });
    expect(server.requests).toEqual([]);
    await call(only.asUser(jane));
    expect(server.requests).toHaveLength(1);
    await allOthers.close();
  },
);

test('D: a run of dreaming that cannot be announced is not asked for, so that no mark moves [audit-identity/Change without audit is not made]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, {});
  });
  await using kagenti = testClient(server.origin, {
    audit: () => {
      throw new Error('full');
    },
  });

  const error = await rejection(kagenti.asUser(jane).dreams.run({ ...weatherAgent, runId: 'r-1' }));

  expect(error).toMatchObject({ code: 'audit', cause: { message: 'full' } });
  expect(server.requests).toEqual([]);
});

test('D: what a run of dreaming quotes is in no event and no log line [audit-identity/Audit contains no content]', async () => {
  const kept: unknown[] = [];
  const log = (...line: unknown[]) => void kept.push(line);
  await using server = await ScriptedServer.start(response => {
    json(response, { runId: 'r-1', status: 'ready', summaryMd: 'hunter2 said' });
  });
  await using kagenti = testClient(server.origin, {
    audit: (event: AuditEvent) => void kept.push(event),
    logger: { debug: log, info: log, warn: log },
  });

  const run = await kagenti.asUser(jane).dreams.run({ ...weatherAgent, runId: 'r-1' });

  expect(run.summaryMd).toBe('hunter2 said');
  expect(kept.length).toBeGreaterThan(1);
  expect(JSON.stringify(kept)).not.toContain('hunter2');
});

test('D: a permission that is revoked while a reply streams [access-control/Permission revoked during a stream]', async () => {
  let mayChat = true;
  let reply: ServerResponse | undefined;
  const endReply = () => reply?.end(frames({ content: 'two' }, { done: true }));
  let asked = 0;
  await using server = await ScriptedServer.start(response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(frames({ content: 'one ' }));
    reply = response;
    // A second one must not be waited for.
    if (server.requests.length > 1) endReply();
  });
  await using kagenti = testClient(server.origin, {
    authorize: () => {
      asked += 1;
      return mayChat;
    },
  });
  const { chat } = kagenti.asUser(jane);
  const message = { ...weatherAgent, message: 'hi' };

  const texts: string[] = [];
  for await (const event of chat.stream(message)) {
    if (event.type !== 'text') continue;
    texts.push(event.text);
    if (texts.length > 1) continue;
    mayChat = false;
    endReply();
  }

  expect(texts).toEqual(['one ', 'two']);
  expect(asked).toBe(1);
  expect(await rejection(chat.stream(message).text())).toMatchObject({ code: 'permission' });
  expect(server.requests).toHaveLength(1);
});
