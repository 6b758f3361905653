import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, eventsOf, send } from '../../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../../test/backend/issuer.fixture.ts';
import { textField } from '../fields.ts';
import { type KagentiBackend, startKagentiBackend } from '../kagenti-backend.ts';

let issuer: Issuer;
let backend: KagentiBackend;
let token: string;

beforeEach(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({
    identityProvider: issuer,
    chat: { chunkDelayMs: 20, sendTimeoutMs: 20, silenceTimeoutMs: 20 },
  });
  token = await issuer.token();
});

afterEach(async () => {
  await backend.stop();
  await issuer.stop();
});

const place = '/api/v1/chat/team1/weather-agent';
const chat = (kind: 'send' | 'stream', message: string, session_id?: string, bearer = token) =>
  call(backend.baseUrl, 'POST', `${place}/${kind}`, {
    token: bearer,
    body: { message, session_id },
  });

describe('the built-in agent', () => {
  test('a reply comes event by event and ends in COMPLETED and done [developer-tooling/Backend streams a reply as it comes]', async () => {
    const response = await send(backend.baseUrl, 'POST', `${place}/stream`, {
      token,
      body: { message: 'a wide sky — ☀' },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const arrivals: number[] = [];
    let text = '';
    for await (const chunk of response.body ?? []) {
      arrivals.push(performance.now());
      text += Buffer.from(chunk).toString();
    }
    const events = eventsOf(text);
    expect(arrivals.length).toBeGreaterThan(4);
    expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(20 * 4);
    expect(events.map(event => textField(event, 'content') ?? '').join('')).toMatch(
      /^This is weather-agent, .*: a wide sky — ☀$/,
    );
    expect(events.at(-2)).toMatchObject({ event: { state: 'COMPLETED', final: true } });
    expect(events.at(-1)).toMatchObject({ done: true, username: 'service-account-operator' });
  });

  test('a caller who leaves ends the reply [developer-tooling/Backend streams a reply as it comes]', async () => {
    const leaving = new AbortController();
    const response = await send(backend.baseUrl, 'POST', `${place}/stream`, {
      token,
      body: { message: 'a long story' },
      signal: leaving.signal,
    });
    leaving.abort();
    await expect(response.text()).rejects.toThrow('aborted');
    expect(await chat('send', 'hello')).toMatchObject({ status: 200 });
  });

  test('an agent card tells its name [developer-tooling/Backend plays the recorded agent]', async () => {
    const card = await call(backend.baseUrl, 'GET', `${place}/agent-card`, { token });
    expect(card.body).toMatchObject({
      name: 'weather-agent',
      url: 'http://weather-agent.team1.localhost:8080/',
      streaming: true,
    });
  });
});

describe('the recorded agent', () => {
  test.each([
    ['silent', ''],
    ['status:302', ''],
    ['json', ''],
  ])(
    '%s streams nothing [developer-tooling/Backend plays the recorded agent]',
    async (message, text) => {
      expect(await chat('stream', message)).toMatchObject({ status: 200, text });
    },
  );

  test.each(['constructor', 'status:42', 'hi there'])(
    '%s is no word of it [developer-tooling/Backend plays the recorded agent]',
    async message => {
      const { text } = await chat('stream', message);
      expect(eventsOf(text).at(-1)).toMatchObject({ done: true });
      expect((await chat('send', message)).body).toMatchObject({ content: `echo: ${message}` });
    },
  );

  test('the agent is asked for a status of its own [developer-tooling/Backend plays the recorded agent]', async () => {
    expect(await chat('send', 'status:418')).toMatchObject({
      status: 418,
      body: { detail: 'Agent returned error: the agent says 418' },
    });
    expect(eventsOf((await chat('stream', 'status:418')).text)).toMatchObject([
      { error: 'Agent error: 418' },
    ]);
  });

  test('the agent sees the token and not the user [developer-tooling/Backend plays the recorded agent]', async () => {
    expect((await chat('send', 'whoami', 's-1')).body).toMatchObject({
      content: 'bearer of operator, audience "account", X-Backstage-User absent, contextId s-1',
    });
    const anonymous = await issuer.token({ claims: { azp: null, aud: [] } });
    expect((await chat('send', 'whoami', undefined, anonymous)).body).toMatchObject({
      content: 'bearer of nobody, audience [], X-Backstage-User absent, contextId absent',
    });
  });

  test('a caller who leaves a silent agent is not waited for [developer-tooling/Backend plays the recorded agent]', async () => {
    await using patient = await startKagentiBackend({ identityProvider: issuer });
    const leaving = new AbortController();
    const waiting = call(patient.baseUrl, 'POST', `${place}/send`, {
      token,
      body: { message: 'hang' },
      signal: leaving.signal,
    });
    await expect.poll(() => patient.requests[0]?.account).toBe('operator');
    leaving.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});

describe('sessions', () => {
  test("each chat without a session begins one [developer-tooling/Backend session is new or the caller's]", async () => {
    const ids = [await chat('send', 'hi'), await chat('send', 'hi')].map(
      ({ body }) => Object(body).session_id,
    );
    const [streamed] = eventsOf((await chat('stream', 'hi')).text);
    expect(new Set([...ids, streamed?.['session_id']]).size).toBe(3);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("an empty session id begins one, too [developer-tooling/Backend session is new or the caller's]", async () => {
    const sent = await chat('send', 'hi', '');
    const [streamed] = eventsOf((await chat('stream', 'hi', '')).text);

    expect(Object(sent.body).session_id).toMatch(/^[0-9a-f]{32}$/);
    expect(streamed?.['session_id']).toMatch(/^[0-9a-f]{32}$/);
  });

  test("a session goes on under the id that is given, for anybody [developer-tooling/Backend session is new or the caller's]", async () => {
    const other = await issuer.token({ clientId: 'another' });
    expect((await chat('send', 'hi', 's-9')).body).toMatchObject({ session_id: 's-9' });
    const events = eventsOf((await chat('stream', 'hi', 's-9', other)).text);
    expect(new Set(events.map(event => event['session_id']))).toEqual(new Set(['s-9']));
  });
});

describe('agents out of reach', () => {
  test.each([
    ['does not exist', 'absent', 8080],
    ['listens on no port', 'deaf', 9],
    ['is a Job', 'job', 8080],
  ])('an agent that %s is 503', async (_what, name, port) => {
    if (name !== 'absent') {
      const body = {
        name,
        namespace: 'team1',
        deploymentMethod: 'image',
        containerImage: 'a',
        servicePorts: [{ port }],
        workloadType: name === 'job' ? 'job' : 'deployment',
      };
      await call(backend.baseUrl, 'POST', '/api/v1/agents', { token, body });
    }
    const at = `/api/v1/chat/team1/${name}`;
    const detail = `Failed to connect to agent at http://${name}.team1.localhost:${port}`;
    const options = { token, body: { message: 'hi' } };
    expect(await call(backend.baseUrl, 'POST', `${at}/send`, options)).toMatchObject({
      status: 503,
      body: { detail },
    });
    expect(await call(backend.baseUrl, 'GET', `${at}/agent-card`, { token })).toMatchObject({
      status: 503,
      body: { detail },
    });
    expect(await call(backend.baseUrl, 'POST', `${at}/stream`, options)).toMatchObject({
      status: 503,
      body: { detail: 'Cannot connect to agent' },
    });
  });
});
