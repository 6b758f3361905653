import { Agent } from 'undici';
import { expect, test } from 'vitest';
import { testClient } from '../fixtures/test-client.fixture.ts';
import type { KagentiClientOptions } from './client-options.ts';

const url = 'http://127.0.0.1:1';
const misfit: Readonly<Record<string, never>> = JSON.parse('{"dispatcher":{}}');

test.each<[string, Partial<KagentiClientOptions>, string]>([
  ['a clock of zero', { timeouts: { headersMs: 0 } }, 'timeouts.headersMs'],
  ['a clock beyond timers', { timeouts: { totalMs: 2 ** 31 } }, 'timeouts.totalMs'],
  ['half a retry', { retry: { maxRetries: 0.5 } }, 'retry.maxRetries'],
  ['a negative budget', { retry: { budget: -1 } }, 'retry.budget'],
  ['a short session key', { sessions: { key: 'k'.repeat(31) } }, 'sessions.key'],
  ['short key bytes', { sessions: { key: new Uint8Array(31) } }, 'sessions.key'],
  ['half a default agent', { defaultAgent: 'team1' }, 'defaultAgent'],
  ['a default agent of three parts', { defaultAgent: 'team1/a/b' }, 'defaultAgent'],
  [
    'authorities beside a dispatcher',
    { dispatcher: new Agent(), tls: { caFile: 'x' } },
    'tls has no effect',
  ],
  ['what is no dispatcher', misfit, 'dispatcher is one of undici'],
  [
    'a CA file that is not there',
    { tls: { caFile: '/nowhere/ca.pem' } },
    '/nowhere/ca.pem cannot be read',
  ],
])('%s is refused [kagenti-api/Options that cannot work are refused]', (_what, options, named) => {
  expect(() => testClient(url, options)).toThrow(
    expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(named) }),
  );
});

test('an option that is undefined is one left out [kagenti-api/Options that cannot work are refused]', async () => {
  const timeouts: KagentiClientOptions['timeouts'] = JSON.parse('{}');
  const client = testClient(url, {
    timeouts: { ...timeouts, ...Object.fromEntries([['idleMs', undefined]]) },
  });

  await expect(client.close()).resolves.toBeUndefined();
});
