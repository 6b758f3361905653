import { expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { json, ScriptedEndpoint, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';
import { TokenError } from '../token-error.ts';

/** A vault that is down until the test says otherwise. */
function vault() {
  const ask = vi.fn<() => Promise<string>>();
  ask.mockRejectedValue(new Error('the vault is down'));
  return ask;
}

async function callOften(manager: KeycloakTokenManager, times = 50): Promise<void> {
  for (let call = 0; call < times; call += 1) {
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
  }
}

test('a function that throws is asked once a second, and its secret is used when it works again [service-account-tokens/Secret cannot be read]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clock = new DrivenClock();
  const clientSecret = vault();
  await using manager = managerFor(endpoint, { clock, clientSecret });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'invalid_configuration' });
  await callOften(manager);
  expect(clientSecret).toHaveBeenCalledTimes(1);
  for (let second = 0; second < 3; second += 1) {
    clock.pass({ seconds: 1 });
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'invalid_configuration' });
    await callOften(manager);
  }
  expect(clientSecret).toHaveBeenCalledTimes(4);
  clientSecret.mockResolvedValue('here it is');
  await callOften(manager);
  clock.pass({ seconds: 1 });
  expect(await manager.getToken()).toBe('token-1');
  expect(clientSecret).toHaveBeenCalledTimes(5);
});

const silent = () => Reflect.apply(JSON.parse, undefined, ['null']);

test.each<[string, () => string | Promise<string>]>([
  ['rejects', () => Promise.reject(new Error('the vault is down'))],
  ['gives none', silent],
  [
    'says itself what is wrong',
    () => {
      const fields = { message: 'the vault is down', hint: 'Start it.' };
      throw new TokenError({ code: 'invalid_configuration', ...fields });
    },
  ],
])(
  'a function that %s fails in a retryable way, held for a second each time',
  async (_what, clientSecret) => {
    await using endpoint = await ScriptedEndpoint.start();
    const clock = new DrivenClock();
    await using manager = managerFor(endpoint, { clock, clientSecret });
    for (let time = 0; time < 10; time += 1) {
      expect(await failureOf(manager.getToken())).toMatchObject({
        code: 'invalid_configuration',
        retryable: true,
        attempts: [],
      });
      expect(manager.health().nextAttemptInMs).toBe(1000);
      expect(await failureOf(manager.getToken())).toMatchObject({
        code: 'held',
        retryable: true,
        retryAfterMs: 1000,
      });
      clock.pass({ seconds: 1 });
    }
    expect(manager.health().consecutiveFailures).toBe(10);
    expect(endpoint.requests).toHaveLength(0);
  },
);

test('the same failure of a function is logged once, until a token comes or it is another one', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clock = new DrivenClock();
  const clientSecret = vault();
  const observed = observe();
  await using manager = managerFor(endpoint, { clock, clientSecret, ...observed });
  const fail = async () => {
    await failureOf(manager.getToken());
    clock.pass({ seconds: 1 });
  };

  await fail();
  await fail();
  clientSecret.mockRejectedValueOnce(new RangeError('the vault is down'));
  await fail();
  clientSecret.mockResolvedValueOnce('here it is');
  await manager.getToken();
  clock.pass({ seconds: 301 });
  await fail();

  const levels = observed.lines.map(line => line.slice(0, line.indexOf(':')));
  expect(levels).toEqual(['error', 'debug', 'error', 'info', 'error']);
  expect(observed.events.filter(({ type }) => type === 'renewalFailed')).toHaveLength(4);
});

test('a file that cannot be read is held for a minute, and by itself does not come back', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clock = new DrivenClock();
  await using manager = managerFor(endpoint, { clock, clientSecret: { file: '/nowhere/secret' } });
  expect(await failureOf(manager.getToken())).toMatchObject({ retryable: false });
  expect(await failureOf(manager.getToken())).toMatchObject({ retryAfterMs: 60_000 });
});

test('a function that fails while a refusal is held is spared too, and its other secret ends the hold [service-account-tokens/Secret cannot be read]', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 401));
  const clock = new DrivenClock();
  const clientSecret = vault().mockResolvedValue('wrong');
  await using manager = managerFor(endpoint, { clock, clientSecret });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected' });
  clientSecret.mockClear().mockRejectedValue(new Error('the vault is down'));
  await callOften(manager);
  expect(clientSecret).toHaveBeenCalledTimes(1);
  // The same secret again ends nothing: each call reads it, as while any refusal is held.
  clientSecret.mockResolvedValue('wrong');
  clock.pass({ seconds: 1 });
  await callOften(manager, 2);
  expect(clientSecret).toHaveBeenCalledTimes(3);
  clientSecret.mockResolvedValue('right');
  endpoint.answer = tokens();
  expect(await manager.getToken()).toMatch(/^token-/);
});

test('a function that gave nothing is asked at once when the cache was cleared', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clientSecret = vault();
  await using manager = managerFor(endpoint, { clock: new DrivenClock(), clientSecret });
  await failureOf(manager.getToken());
  clientSecret.mockResolvedValue('here it is');
  manager.clearCache();
  expect(await manager.getToken()).toBe('token-1');
});

test('a function is not asked while a transient failure is held, though the store is [service-account-tokens/Failure held between calls]', async () => {
  const { endpoint, clock, start } = await startFleet();
  endpoint.answer = json({}, 503);
  const clientSecret = vault().mockResolvedValue('a secret');
  const { manager } = start({ clientSecret });
  expect(await failureOf(clock.settle(manager.getToken()))).toMatchObject({ code: 'server_error' });
  expect(clientSecret).toHaveBeenCalledTimes(1);
  await callOften(manager);
  expect(clientSecret).toHaveBeenCalledTimes(1);
});
