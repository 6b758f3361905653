import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../test/backend/issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from './kagenti-backend.ts';

let issuer: Issuer;
let backend: KagentiBackend;
let token: string;

beforeAll(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({ identityProvider: issuer });
  token = await issuer.token();
});

afterAll(async () => {
  await backend.stop();
  await issuer.stop();
});

const get = (path: string) => call(backend.baseUrl, 'GET', path, { token });

describe('paths and methods', () => {
  test.each([
    ['unknown', '/api/v1/nope'],
    ['too long', '/api/v1/agents/team1/weather-agent/route-status/more'],
    ['with an empty segment', '/api/v1/agents//weather-agent'],
    ['unknown, and with a slash at the end', '/api/v1/nope/'],
    ['the root', '/'],
  ])(
    'a path that is %s is 404 [developer-tooling/Backend refuses paths and methods as the real one]',
    async (_what, path) => {
      expect(await call(backend.baseUrl, 'GET', path, { token })).toMatchObject({
        status: 404,
        body: { detail: 'Not Found' },
      });
    },
  );

  test('a slash at the end leads to the path without it [developer-tooling/Backend refuses paths and methods as the real one]', async () => {
    const answer = await call(backend.baseUrl, 'POST', '/api/v1/agents/?a=%20b', { token });
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe(`${backend.baseUrl}/api/v1/agents?a=%20b`);
    expect(answer.text).toBe('');
  });

  test.each([
    ['PUT', '/api/v1/agents', 'GET'],
    ['GET', '/api/v1/chat/team1/weather-agent/send', 'POST'],
    ['HEAD', '/health', 'GET'],
    ['OPTIONS', '/api/v1/tools/team1/weather-tool', 'GET'],
  ])(
    '%s %s is 405 and allows %s [developer-tooling/Backend refuses paths and methods as the real one]',
    async (method, path, allowed) => {
      const answer = await call(backend.baseUrl, method, path);
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe(allowed);
    },
  );

  test('a path is decoded before it is split [developer-tooling/Backend refuses paths and methods as the real one]', async () => {
    expect(await get('/api/v1/agents/team1%2Fweather-agent')).toMatchObject({ status: 200 });
    expect(await get('/api/v1/agents/team1/%zz%25%C3%A4')).toMatchObject({
      status: 404,
      body: { detail: "Agent '%zz%ä' not found in namespace 'team1'" },
    });
  });

  test('the list of migratable agents is never reached [developer-tooling/Backend answers as recorded]', async () => {
    const answer = await call(backend.baseUrl, 'GET', '/api/v1/agents/migration/migratable', {
      token,
    });
    expect(answer.body).toEqual({
      detail: "Agent 'migratable' not found in namespace 'migration'",
    });
    expect(backend.requests.at(-1)?.operation).toBe('agents.get');
  });
});
