// Builds, tests and exports the plugin as its developer does, and loads it as Red Hat Developer Hub does, beside Boost's
// published backend. Each test is a step of this way.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { skipsBackstage } from '../../portal/test/fixtures/skips-backstage.fixture.ts';
import { auditedBy } from '../../portal/test/fixtures/started-backend.fixture.ts';
import { type BoostBackend, message, startBoostBackend } from './fixtures/boost-backend.fixture.ts';
import {
  exampleFolder,
  installExportedPlugin,
  removeExportedPlugin,
  runScript,
} from './fixtures/exported-plugin.fixture.ts';

const canary = 'canary of 10.0.0.1';
// Boost limits the messages of each user.
const carl = 'user:default/carl';
let boost: BoostBackend;

const lacksBackstage = await skipsBackstage(exampleFolder);
afterAll(async () => {
  await boost?.[Symbol.asyncDispose]();
  await removeExportedPlugin();
});

const agents = async () =>
  (await boost.send('/api/catalog/entities?filter=spec.type=ai-agent')).json();

describe.skipIf(lacksBackstage)('the example', () => {
  test("Provider: Backstage's CLI builds the plugin", async () => {
    await runScript('build');

    expect(existsSync(join(exampleFolder, 'plugin/dist/index.cjs.js'))).toBe(true);
  });

  test("Provider: Backstage's CLI runs its tests in Jest", async () => {
    expect(await runScript('test')).toMatch(/Tests: +\d+ passed, \d+ total/);
  });

  test('Provider: the CLI of Red Hat Developer Hub exports it', async () => {
    expect(await runScript('export-dynamic')).toContain('Validating plugin entry points');
    await installExportedPlugin();
  });

  test("Provider: the exported plugin registers the provider at Boost's backend", async () => {
    boost = await startBoostBackend();

    expect(boost.backend.output).toContain('Registered AI provider: kagenti (Kagenti)');
  });

  test('Provider: while Keycloak is down, users learn that Kagenti is not available', async () => {
    const { faults } = boost.servers.identityProvider;
    faults.always({ kind: 'reset' });

    const answer = await boost.send('/api/boost/chat', message('Will it rain?'));

    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: {
        message: expect.stringMatching(/^The service account has no access/),
        code: 'token',
      },
    });
    expect(boost.backend.output).toContain('Chat failed: ');
    faults.clear();
  });

  test('Provider: the default agent answers the user [boost-provider/Exported plugin serves chat]', async () => {
    const chat = async () => (await boost.send('/api/boost/chat', message('Will it rain?'))).json();

    // Keycloak is asked again a few seconds after it was down.
    await expect.poll(chat, { timeout: 30_000, interval: 1_000 }).toEqual({
      providerId: 'kagenti',
      response: expect.stringContaining('Will it rain?'),
    });
    expect(boost.servers.kagenti.requests).toContainEqual(
      expect.objectContaining({ operation: 'chat.stream', user: 'user:default/jane' }),
    );
  });

  test('Provider: a reply streams as reasoning, text, artifact and done [boost-provider/Reply arrives as the events of Boost]', async () => {
    boost.servers.kagenti.chat.reply([
      { type: 'status', state: 'working', message: 'Asking the radar' },
      { type: 'text', text: 'It will ', name: 'forecast' },
      { type: 'text', text: 'rain.', name: 'forecast' },
    ]);

    expect(await boost.events('Will it rain?')).toEqual([
      { type: 'reasoning', text: 'Asking the radar' },
      { type: 'text', text: 'It will ' },
      { type: 'text', text: 'rain.' },
      { type: 'artifact', artifactId: 't1/forecast', content: 'It will rain.' },
      { type: 'done' },
    ]);
  });

  test("Provider: the answer to a question continues the agent's session [boost-provider/Answer continues the session]", async () => {
    // Without the id of a task, Boost gets that of the session.
    const ids = { taskId: '' };
    boost.servers.kagenti.chat.reply([{ type: 'inputRequired', message: 'Where?', ...ids }]);
    boost.servers.kagenti.chat.reply([{ type: 'text', text: 'Sunny', ...ids }], { times: 3 });

    const [question] = await boost.events('Will it rain?');
    const toBob = await boost.events('In Brno', 'user:default/bob');
    const answered = await boost.events('In Brno');
    const later = await boost.events('Thanks');

    expect(question).toMatchObject({ type: 'approval', message: 'Where?' });
    const sessionId = String(question?.['requestId']);
    const artifactOf = (events: typeof later) => events.find(({ type }) => type === 'artifact');
    expect(artifactOf(answered)?.['artifactId']).toBe(`${sessionId}/answer`);
    expect(artifactOf(toBob)?.['artifactId']).not.toContain(sessionId);
    expect(artifactOf(later)?.['artifactId']).not.toContain(sessionId);
  });

  test('Provider: a failed reply ends in one error without internals [boost-provider/Failure arrives once]', async () => {
    boost.servers.kagenti.chat.reply([{ type: 'error', message: canary }]);

    const events = await boost.events('Will it rain?');

    expect(events.map(({ type }) => type)).toEqual(['error', 'done']);
    expect(events[0]).toMatchObject({ code: 'stream' });
    expect(JSON.stringify(events)).not.toContain(canary);
  });

  test('Provider: files are refused, not dropped', async () => {
    const file = { type: 'file', url: 'https://example.com/a.pdf' };
    const answer = await boost.send('/api/boost/chat', { messages: [file] });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringContaining('text only') },
    });
  });

  test('Provider: an account with the wrong role is a 502 that names no role', async () => {
    const body = { detail: 'Access denied. Required role: rossoctl-operator' };
    boost.servers.kagenti.faults.next(
      { kind: 'respond', status: 403, body },
      { operation: 'chat.stream' },
    );

    const answer = await boost.send('/api/boost/chat', message('Will it rain?'));

    expect(answer.status).toBe(502);
    expect(await answer.text()).not.toContain('rossoctl');
  });

  test.each([
    ['a token that Kagenti rejects again and again', 401, 502],
    ['an agent that was removed', 404, 404],
    ['too many requests', 429, 429],
  ])(
    'Provider: %s is answered with its own status and message',
    async (_what, status, expected) => {
      const { faults } = boost.servers.kagenti;
      faults.always(
        { kind: 'respond', status, body: { detail: canary } },
        { operation: 'chat.stream' },
      );

      const answer = await boost.send('/api/boost/chat', message('Will it rain?'), carl);
      const events = await boost.events('Will it rain?', carl);
      faults.clear();

      expect(answer.status).toBe(expected);
      const text = await answer.text();
      expect(events.map(({ type }) => type)).toEqual(['error', 'done']);
      expect(JSON.parse(text).error.message).toBe(events[0]?.['message']);
      expect(text + JSON.stringify(events)).not.toContain(canary);
    },
  );

  test('Provider: a reply of a megabyte arrives whole', async () => {
    const text = 'It rains. '.repeat(10_000);
    boost.servers.kagenti.chat.reply(Array.from({ length: 10 }, () => ({ type: 'text', text })));

    const events = await boost.events('Will it rain?', carl);

    expect(events.at(-2)).toMatchObject({ type: 'artifact', content: text.repeat(10) });
  });

  test("Provider: the catalog lists Kagenti's agents [boost-provider/Catalog lists the agents]", async () => {
    await expect.poll(agents, { timeout: 20_000 }).toContainEqual(
      expect.objectContaining({
        kind: 'Component',
        metadata: expect.objectContaining({ name: 'kagenti-team1.weather-agent' }),
      }),
    );
  });

  test('Provider: a browser that leaves a silent agent ends the call [boost-provider/Browser that leaves ends the call]', async () => {
    const browser = new AbortController();
    boost.servers.kagenti.chat.reply([{ type: 'text', text: 'It' }], { ending: 'stall' });
    const answer = await boost.send(
      '/api/boost/chat/stream',
      message('Will it rain?'),
      'user:default/dora',
      browser.signal,
    );
    await answer.body?.getReader().read();
    browser.abort();

    // The route notices at the next heartbeat, after 15 s.
    const calls = () =>
      auditedBy(boost.backend, 'boost').filter(event => JSON.stringify(event).includes('dora'));
    await pause(1_000);
    expect(calls()).not.toContainEqual(expect.objectContaining({ status: 'succeeded' }));
    await expect
      .poll(calls, { timeout: 20_000 })
      .toContainEqual(expect.objectContaining({ status: 'succeeded' }));
  });
});
