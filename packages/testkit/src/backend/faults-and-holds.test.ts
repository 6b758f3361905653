import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../test/backend/issuer.fixture.ts';
import type { Fault } from '../faults/fault.ts';
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

const create = (signal?: AbortSignal) =>
  call(backend.baseUrl, 'POST', '/api/v1/agents', {
    token,
    body: {
      name: 'poet',
      namespace: 'team1',
      deploymentMethod: 'image',
      containerImage: 'registry.example.com/poet:1',
    },
    ...(signal === undefined ? {} : { signal }),
  });
const isThere = async () => (await get('/api/v1/agents/team1/poet')).status === 200;

describe('a fault at a creation', () => {
  test.each<Fault>([
    { kind: 'reset', phase: 'request' },
    { kind: 'reset', phase: 'headers' },
    { kind: 'cut', phase: 'request' },
    { kind: 'cut', phase: 'headers' },
  ])(
    '$kind in the phase $phase leaves it undone [developer-tooling/Fault before the operation prevents it]',
    async fault => {
      backend.faults.next(fault);
      await expect(create()).rejects.toThrow('fetch failed');
      expect(backend.requests).toMatchObject([{ operationRan: false }]);
      expect(await isThere()).toBe(false);
    },
  );

  test.each<Fault>([
    { kind: 'reset', phase: 'response' },
    { kind: 'cut', phase: 'response' },
    { kind: 'reset', phase: 'header-section', afterBytes: 20 },
    { kind: 'cut', phase: 'header-section', afterBytes: 20 },
  ])(
    '$kind in the phase $phase loses the answer to what is done [developer-tooling/Fault after the operation loses its response]',
    async fault => {
      backend.faults.next(fault);
      await expect(create()).rejects.toThrow('fetch failed');
      expect(backend.requests).toMatchObject([{ operation: 'agents.create', operationRan: true }]);
      expect(await isThere()).toBe(true);
    },
  );

  test.each<Fault>([
    { kind: 'hang', phase: 'response' },
    { kind: 'hang', phase: 'header-section', afterBytes: 20 },
  ])(
    '$kind in the phase $phase keeps the caller waiting for what is done [developer-tooling/Fault after the operation loses its response]',
    async fault => {
      backend.faults.next(fault);
      await expect(create(AbortSignal.timeout(300))).rejects.toThrow('timeout');
      expect(backend.requests).toMatchObject([{ operationRan: true }]);
      expect(await isThere()).toBe(true);
    },
  );

  test('another answer in its place hides that it is done', async () => {
    backend.faults.next({ kind: 'respond', status: 504, body: 'timeout', phase: 'response' });
    expect(await create()).toMatchObject({ status: 504, text: 'timeout' });
    expect(backend.requests).toMatchObject([{ operationRan: true, status: 504 }]);
    expect(await isThere()).toBe(true);
  });

  test('an operation that a token kept out did not run [developer-tooling/Backend records who called what]', async () => {
    await call(backend.baseUrl, 'GET', '/api/v1/agents', { token: 'garbage' });
    await get('/api/v1/agents/team1/nobody');
    expect(backend.requests).toMatchObject([
      { status: 401, operationRan: false },
      { status: 404, operationRan: true },
    ]);
  });
});

describe('holds', () => {
  test('a hold of an operation that there is not is refused [developer-tooling/What is no fault is refused]', () => {
    expect(() => backend.hold({ operation: 'agent.list' })).toThrow(
      'The contract has no operation "agent.list". Did you mean "agents.list"?',
    );
    expect(() => backend.hold({ operation: 'nothing' })).toThrow('@rhdh-boost/kagenti-contract');
  });

  test('held requests wait for their release [developer-tooling/Backend holds requests until they are released]', async () => {
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

  test('a request passes when every hold on it is released [developer-tooling/Backend holds requests until they are released]', async () => {
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

  test('a caller who leaves waits no longer [developer-tooling/Backend holds requests until they are released]', async () => {
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
