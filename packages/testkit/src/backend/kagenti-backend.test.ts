import { connect } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, send } from '../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../test/backend/issuer.fixture.ts';
import { startKagentiBackend } from './kagenti-backend.ts';

let issuer: Issuer;

beforeEach(async () => {
  issuer = await startIssuer();
});

afterEach(() => issuer.stop());

const start = (options: object) => startKagentiBackend({ identityProvider: issuer, ...options });

describe('start and stop', () => {
  test('a backend answers until it is stopped [developer-tooling/Backend starts and stops with one call each]', async () => {
    const backend = await startKagentiBackend({ identityProvider: issuer });
    expect(backend.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await call(backend.baseUrl, 'GET', '/health')).toMatchObject({ status: 200 });
    await backend.stop();
    await expect(call(backend.baseUrl, 'GET', '/health')).rejects.toThrow('fetch failed');
    await expect(backend.stop()).resolves.toBeUndefined();
  });

  test('disposal ends requests that hang, are held, or stream [developer-tooling/Backend starts and stops with one call each]', async () => {
    const backend = await startKagentiBackend({ identityProvider: issuer });
    const token = await issuer.token();
    backend.faults.next({ kind: 'hang' }, { operation: 'health.live' });
    backend.hold({ operation: 'health.ready' });
    backend.chat.script({ chunks: ['data: {}\n\n'], ending: 'stall' });
    const hanging = call(backend.baseUrl, 'GET', '/health');
    const held = call(backend.baseUrl, 'GET', '/ready');
    const streaming = call(backend.baseUrl, 'POST', '/api/v1/chat/team1/weather-agent/stream', {
      token,
      body: { message: 'hello' },
    });
    const outcomes = Promise.allSettled([hanging, held, streaming]);
    await expect.poll(() => backend.requests.length).toBe(3);
    await backend[Symbol.asyncDispose]();
    expect((await outcomes).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
    ]);
  });

  test('a caller who leaves within its body does no harm [developer-tooling/Backend starts and stops with one call each]', async () => {
    await using backend = await startKagentiBackend({ identityProvider: issuer });
    const socket = connect(Number(new URL(backend.baseUrl).port), '127.0.0.1');
    socket.write(
      [
        'POST /api/v1/agents HTTP/1.1',
        'host: backend',
        `authorization: Bearer ${await issuer.token()}`,
        'content-length: 100',
        '\r\n{',
      ].join('\r\n'),
    );
    await expect.poll(() => backend.requests[0]?.account).toBe('operator');
    socket.resetAndDestroy();
    expect(await call(backend.baseUrl, 'GET', '/health')).toMatchObject({ status: 200 });
    expect(backend.requests[0]).not.toHaveProperty('status');
  });

  test('options that do not go together are refused [developer-tooling/Impossible option is refused]', async () => {
    await expect(start({ tokenCheck: 'introspection' })).rejects.toThrow(
      "needs the option 'introspectionClient'",
    );
    await expect(start({ namespaces: [] })).rejects.toThrow("The option 'namespaces' is empty");
    await expect(start({ tools: [{ name: 'a', namespace: 'nowhere' }] })).rejects.toThrow(
      "The tool 'a' is in the namespace 'nowhere'",
    );
    for (const autoProgress of [{ stepMs: -1 }, { stepMs: NaN }, { stepPolls: 0.5 }]) {
      await expect(start({ builds: { autoProgress } })).rejects.toThrow("'builds.autoProgress'");
    }
  });
});

describe('resources at the start', () => {
  test('without options there are two namespaces, an agent and a tool [developer-tooling/Backend starts with the given resources]', async () => {
    await using backend = await startKagentiBackend({ identityProvider: issuer });
    const token = await issuer.token();
    const get = async (path: string) => (await call(backend.baseUrl, 'GET', path, { token })).body;
    expect(await get('/api/v1/namespaces')).toEqual({ namespaces: ['team1', 'team2'] });
    expect(await get('/api/v1/agents?namespace=team1')).toMatchObject({
      items: [{ name: 'weather-agent', status: 'Ready' }],
    });
    expect(await get('/api/v1/tools?namespace=team1')).toMatchObject({
      items: [{ name: 'weather-tool', labels: { protocol: ['mcp'] } }],
    });
    expect(await get('/api/v1/agents?namespace=team2')).toEqual({ items: [] });
  });

  test('given ones are all there is [developer-tooling/Backend starts with the given resources]', async () => {
    await using backend = await startKagentiBackend({
      identityProvider: issuer,
      namespaces: ['blue', 'amber'],
      agents: [{ name: 'poet' }, { name: 'clerk', namespace: 'amber', framework: 'CrewAI' }],
      tools: [],
    });
    const token = await issuer.token();
    const get = async (path: string) => (await call(backend.baseUrl, 'GET', path, { token })).body;
    expect(await get('/api/v1/namespaces?enabled_only=false')).toEqual({
      namespaces: ['amber', 'blue', 'default', 'kube-system', 'rossoctl-system'],
    });
    expect(await get('/api/v1/agents?namespace=blue')).toMatchObject({ items: [{ name: 'poet' }] });
    expect(await get('/api/v1/agents?namespace=amber')).toMatchObject({
      items: [{ name: 'clerk', labels: { framework: 'CrewAI' } }],
    });
    expect(await get('/api/v1/tools?namespace=blue')).toEqual({ items: [] });
  });
});

describe('the record', () => {
  test('each request is recorded with who made it [developer-tooling/Backend records who called what]', async () => {
    await using backend = await startKagentiBackend({ identityProvider: issuer });
    const before = Date.now();
    await call(backend.baseUrl, 'GET', '/api/v1/agents?namespace=team1', {
      token: await issuer.token({ clientId: 'boost' }),
      headers: { 'x-backstage-user': 'user:default/jane' },
    });
    await call(backend.baseUrl, 'GET', '/api/v1/nope', { token: 'garbage' });
    await call(backend.baseUrl, 'DELETE', '/api/v1/agents/team1/a', { token: 'garbage' });
    const [list, unknown, refused] = backend.requests;
    expect(list).toEqual({
      method: 'GET',
      path: '/api/v1/agents?namespace=team1',
      operation: 'agents.list',
      user: 'user:default/jane',
      account: 'boost',
      status: 200,
      operationRan: true,
      startedAt: expect.any(Date),
    });
    expect(list?.startedAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(unknown).toEqual({
      method: 'GET',
      path: '/api/v1/nope',
      status: 404,
      operationRan: false,
      startedAt: expect.any(Date),
    });
    expect(refused).toMatchObject({ operation: 'agents.delete', status: 401, operationRan: false });
    expect(refused).not.toHaveProperty('account');
  });

  test('printing shows no token, body or secret [developer-tooling/Printed server shows no secret]', async () => {
    await using backend = await startKagentiBackend({
      identityProvider: issuer,
      tokenCheck: 'introspection',
      introspectionClient: { clientId: 'backend', clientSecret: 'sesame-open' },
    });
    const token = await issuer.token();
    backend.faults.always({ kind: 'respond', status: 503, body: 'plain trouble' });
    await send(backend.baseUrl, 'POST', '/api/v1/chat/team1/weather-agent/send', {
      token,
      body: { message: 'between us' },
    });
    const printed = inspect(backend, { depth: null, showHidden: true }) + JSON.stringify(backend);
    expect(printed).toContain('chat.send');
    expect(printed).not.toContain('sesame-open');
    expect(printed).not.toContain(token.split('.')[2]);
    expect(printed).not.toContain('between us');
  });
});
