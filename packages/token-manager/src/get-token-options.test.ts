import { expect, test } from 'vitest';
import { ScriptedEndpoint } from '../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../test/fixtures/test-manager.fixture.ts';

test.each<[unknown, string, string]>([
  [{ minValidSecond: 5 }, 'minValidSecond is none of the options', 'Did you mean minValidSeconds?'],
  [{ abortSignal: 5 }, 'abortSignal is none of the options', 'Did you mean signal?'],
  [{ zeal: true }, 'zeal is none of the options', 'minValidSeconds, forceRefresh, signal'],
  [{ forceRefresh: 'yes' }, 'forceRefresh must be true or false', 'Now it is a string.'],
  [{ signal: 5 }, 'signal must be an AbortSignal', 'Now it is a number.'],
  [{ signal: null }, 'signal must be an AbortSignal', 'Now it is null.'],
  [{ signal: new AbortController() }, 'signal must be an AbortSignal', 'Now it is an object.'],
  [AbortSignal.timeout(60_000), 'The options of getToken must be an object', 'as { signal }'],
  [null, 'The options of getToken must be an object', 'Now it is null.'],
  [60, 'The options of getToken must be an object', 'Now it is a number.'],
])(
  'the options %j of a call are refused, also with a token in hand [service-account-tokens/Wrong option of a call refused]',
  async (options, message, hint) => {
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint);
    // Past the types, as JavaScript may.
    const { given } = Object.assign(JSON.parse('{}'), { given: options });
    const call = async () => manager.getToken(given);

    expect(await failureOf(call())).toMatchObject({ code: 'invalid_configuration', message });
    expect(endpoint.requests).toHaveLength(0);
    await manager.getToken();

    const error = await failureOf(call());
    expect(error.message).toBe(message);
    expect(error.hint).toContain(hint);
  },
);

test('a signal costs a call nothing while a token is in hand, and ends the call that it aborted before', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  const token = await manager.getToken();
  const leaving = new AbortController();
  const { signal } = leaving;

  expect(manager.getToken({ signal })).toBe(manager.getToken());
  expect(await manager.getToken({ signal })).toBe(token);
  leaving.abort(new Error('left'));
  await expect(manager.getToken({ signal })).rejects.toThrow('left');
  expect(endpoint.requests).toHaveLength(1);
});

test('options that a class defines by getters are options, too', async () => {
  class Lasting {
    signal = new AbortController().signal;
    get forceRefresh(): boolean {
      return true;
    }
  }
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  await manager.getToken();

  expect(await manager.getToken(new Lasting())).toBe('token-2');
});

test('a signal that is undefined is none [service-account-tokens/Wrong option of a call refused]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  const options = { signal: undefined, minValidSeconds: undefined, other: undefined };
  expect(await manager.getToken(options)).toBe('token-1');
});
