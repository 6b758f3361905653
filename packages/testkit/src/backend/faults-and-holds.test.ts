import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call } from './call.fixture.ts';
import { type Issuer, startIssuer } from './issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from './kagenti-backend.ts';

let issuer: Issuer;
let backend: KagentiBackend;
let token: string;

beforeEach(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({ identityProvider: issuer });
  token = await issuer.token();
});

afterEach(async () => {
  await backend.stop();
  await issuer.stop();
});

const get = (path: string, signal?: AbortSignal) =>
  call(backend.baseUrl, 'GET', path, { token, ...(signal === undefined ? {} : { signal }) });

describe('faults', () => {
  test('a fault meets its operation and no other [developer-tooling/Backend fault meets its operation]', async () => {
    const fault = { kind: 'respond', status: 429, headers: { 'retry-after': '7' } } as const;
    backend.faults.next(fault, { operation: 'agents.list' });
    expect(await get('/api/v1/tools')).toMatchObject({ status: 200 });
    const met = await get('/api/v1/agents');
    expect(met.status).toBe(429);
    expect(met.headers.get('retry-after')).toBe('7');
    expect(await get('/api/v1/agents')).toMatchObject({ status: 200 });
    expect(backend.requests.map(({ status }) => status)).toEqual([200, 429, 200]);
  });

  test.each(['next', 'always'] as const)(
    '%s refuses an operation that there is not [developer-tooling/What is no fault is refused]',
    method => {
      const misspelt = { operation: 'agent.list' };
      expect(() => backend.faults[method]({ kind: 'reset' }, misspelt)).toThrow('"agent.list"');
    },
  );

  test('a cut ends a stream within its bytes [developer-tooling/Backend fault meets its operation]', async () => {
    backend.faults.next({ kind: 'cut', afterBytes: 10 }, { operation: 'chat.stream' });
    const options = { token, body: { message: 'hi' } };
    const path = '/api/v1/chat/team1/weather-agent/stream';
    await expect(call(backend.baseUrl, 'POST', path, options)).rejects.toThrow('terminated');
  });

  test('a reset leaves no status in the record [developer-tooling/Backend fault meets its operation]', async () => {
    backend.faults.next({ kind: 'reset' });
    await expect(get('/api/v1/agents')).rejects.toThrow('fetch failed');
    expect(backend.requests[0]).not.toHaveProperty('status');
  });
});

describe('holds', () => {
  test('a hold of an operation that there is not is refused [developer-tooling/What is no fault is refused]', () => {
    expect(() => backend.hold({ operation: 'agent.list' })).toThrow('"agent.list"');
  });

  test('held requests wait for their release [developer-tooling/Backend holds requests until they are let go]', async () => {
    const hold = backend.hold({ operation: 'agents.list' });
    const held = [get('/api/v1/agents'), get('/api/v1/agents')];
    await hold.whenWaiting(2);
    expect(await get('/api/v1/tools')).toMatchObject({ status: 200 });
    expect(hold.waiting).toBe(2);
    expect(issuer.keyRequests).toBe(1);
    hold.release();
    hold.release();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
    expect(hold.waiting).toBe(0);
    expect(await get('/api/v1/agents')).toMatchObject({ status: 200 });
  });

  test('a request passes when every hold on it is released [developer-tooling/Backend holds requests until they are let go]', async () => {
    const first = backend.hold();
    const second = backend.hold({ operation: 'agents.list' });
    const held = get('/api/v1/agents');
    await first.whenWaiting(1);
    expect(second.waiting).toBe(0);
    first.release();
    await second.whenWaiting(1);
    second.release();
    expect(await held).toMatchObject({ status: 200 });
  });

  test('a caller who leaves waits no longer [developer-tooling/Backend holds requests until they are let go]', async () => {
    const hold = backend.hold();
    const leaving = new AbortController();
    const held = get('/api/v1/agents', leaving.signal);
    await hold.whenWaiting(1);
    leaving.abort();
    await expect(held).rejects.toThrow('aborted');
    await expect.poll(() => hold.waiting).toBe(0);
    hold.release();
    expect(backend.requests[0]).not.toHaveProperty('status');
  });

  test('a caller who left the door takes no fault away [developer-tooling/Backend fault meets its operation]', async () => {
    const hold = backend.hold();
    const leaving = new AbortController();
    const held = get('/api/v1/agents', leaving.signal);
    await hold.whenWaiting(1);
    backend.faults.next({ kind: 'respond', status: 503 });
    leaving.abort();
    await expect(held).rejects.toThrow('aborted');
    await expect.poll(() => hold.waiting).toBe(0);
    hold.release();
    expect(await get('/api/v1/agents')).toMatchObject({ status: 503 });
  });
});
