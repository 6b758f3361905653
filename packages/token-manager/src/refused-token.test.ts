import { expect, test } from 'vitest';
import { ScriptedEndpoint } from '../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../test/fixtures/test-manager.fixture.ts';

/** As JavaScript may. */
const pastTypes = (value: unknown) => Object.assign(JSON.parse('{}'), { value }).value;

test.each<[string, (token: string) => unknown, string]>([
  ['a whole header', token => `Bearer ${token}`, "without 'Bearer ' before it"],
  ['a token with a line break', token => `${token}\n`, 'without line breaks'],
  [
    'nothing',
    () => undefined,
    'Give the token that getToken gave. Now it is undefined: is its variable set?',
  ],
  ['a list of tokens', token => [token], 'Now it is a list.'],
])('%s is not taken for a token', async (_what, given, hint) => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  const token = await manager.getToken();
  const report = () => manager.invalidate(pastTypes(given(token)));

  const error = await failureOf(report);

  expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
  expect(error.hint).toContain(hint);
  expect(JSON.stringify(error)).not.toContain(token);
  expect(await manager.getToken()).toBe(token);
});

test('an AccessToken is told to be more than its value', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  const token = await manager.getAccessToken();

  const error = await failureOf(() => manager.invalidate(pastTypes(token)));

  expect(error.hint).toBe('Give its value: invalidate(token.value).');
  expect(manager.invalidate(token.value)).toBe(true);
});

test('an empty text, which a list may give in place of a token, is none and drops none', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  await manager.getToken();
  expect(manager.invalidate('')).toBe(false);
});
