import { describe, expect, test } from 'vitest';
import {
  answeredErrors,
  secret,
} from '../../../packages/kagenti-client/test/fixtures/http-answers.fixture.ts';
import { bob, jane, startWithUsers } from './fixtures/backend-with-users.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { linesOf } from './fixtures/started-backend.fixture.ts';

const lacksBackstage = await skipsBackstage();
const weatherAgent = '/api/kagenti/agents/team1/weather-agent';

describe.skipIf(lacksBackstage)('a route of a real Backstage backend', () => {
  test('B1: answers every error with its status, and shows code and request id alone [backstage-kagenti-service/Failed call is answered with its status]', async () => {
    const { backend, send } = await startWithUsers('owners.fixture.ts');

    for (const [index, { code, status, when, error }] of answeredErrors.entries()) {
      const path = `/api/failing/${index}`;
      const response = await send(jane, path);
      const text = await response.text();
      const { error: shown, ...around } = JSON.parse(text);

      expect([when, response.status]).toEqual([when, status]);
      const { name, message, fields: _fields, ...others } = shown;
      expect(others).toEqual({
        code,
        ...(error.requestId === undefined ? {} : { requestId: 'request-1' }),
      });
      expect(message).not.toBe(error.message);
      expect(name).not.toMatch(/^(?:Kagenti|Error$)/);
      // Where that is all: the rest is Backstage's.
      expect(around).toEqual({
        request: { method: 'GET', url: expect.any(String) },
        response: { statusCode: status },
      });
      expect(text).not.toContain(secret);
      const waited = when === '429' ? '7' : when === '503' ? '3' : null;
      expect(response.headers.get('retry-after')).toBe(waited);
    }

    await expect
      .poll(() => linesOf(backend, 'failing').length)
      .toBeGreaterThan(answeredErrors.length);
    const lines = linesOf(backend, 'failing');
    for (const { error } of answeredErrors) {
      const times = answeredErrors.filter(({ error: { message } }) => message === error.message);
      expect(lines.filter(line => line === error.message)).toHaveLength(times.length);
    }
    expect(lines.join('\n')).not.toContain(secret);
  });

  test('B1: a reply that fails on its way keeps its error event', async () => {
    const { send } = await startWithUsers('owners.fixture.ts');

    const response = await send(jane, `${weatherAgent}/chat`, {
      method: 'POST',
      body: { message: 'failed' },
    });

    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/data: \{"type":"error".*"code":"stream"/);
  });

  test('B1: answers 500 to an error that nobody mapped', async () => {
    const { send } = await startWithUsers('owners.fixture.ts');

    expect((await send(jane, '/api/failing/mistake')).status).toBe(500);
  });

  test('B1: answers what Kagenti and the policy say [backstage-kagenti-service/Failed call is answered with its status]', async () => {
    const { servers, send } = await startWithUsers('owners.fixture.ts');
    const { faults } = servers.kagenti;
    const respond = (status: number, detail: unknown, headers = {}) =>
      faults.next({ kind: 'respond', status, headers, body: { detail } });
    const answer = async () => {
      const response = await send(jane, weatherAgent);
      const { error } = Object(await response.json());
      return [response.status, error.name];
    };

    expect((await send(bob, weatherAgent)).status).toBe(403);
    respond(404, 'Agent not found');
    expect(await answer()).toEqual([404, 'NotFoundError']);
    respond(403, 'Required role(s): rossoctl-operator');
    expect(await answer()).toEqual([502, 'BadGatewayError']);
    for (const detail of ['Invalid token', 'Invalid token']) respond(401, detail);
    expect(await answer()).toEqual([502, 'BadGatewayError']);
    respond(429, 'Slow down', { 'retry-after': '600' });
    expect(await answer()).toEqual([429, 'TooManyRequestsError']);
    await servers.kagenti.stop();
    expect(await answer()).toEqual([503, 'ServiceUnavailableError']);
  });
});
