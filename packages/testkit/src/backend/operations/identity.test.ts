import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator({ agents: [{ name: 'poet' }] });
});

afterEach(() => operator[Symbol.asyncDispose]());

/** Puts a configuration, as the media type says. */
function put(place: string, config: string | undefined, mediaType = 'text/plain') {
  return operator.ask('PUT', `/agents/${place}/identity-config`, undefined, {
    headers: { 'content-type': mediaType },
    ...(config === undefined ? {} : { rawBody: config }),
  });
}

test('a configuration is kept, and the sidecar says what it runs with', async () => {
  const { ask, backend } = operator;
  backend.kubernetes.addPod('team1', 'poet', { authBridge: { config: { mode: 'lite' } } });

  expect((await put('team1/poet', 'mode: [x]\n')).text).toBe('{"status":"ok"}');

  expect(await ask('GET', '/agents/team1/poet/identity-config')).toMatchObject({ mode: 'lite' });
  const configMap = '/skills/team1/authbridge-config-poet';
  expect(await ask('GET', configMap)).toMatchObject({ files: [{ content: 'mode: [x]\n' }] });
  expect(await ask('GET', '/skills?namespace=team1')).toMatchObject({ items: [] });
  await ask('DELETE', '/agents/team1/poet');
  expect(await ask('DELETE', configMap)).toMatchObject({ status: 200 });
});

test.each<[string, string | undefined, string, number]>([
  ['team1/nobody', 'mode: x', 'application/yaml', 200],
  ['team1/poet', '"mode: x"', 'application/json', 200],
  ['team1/poet', '{"mode": "x"}', 'application/json', 422],
  ['team1/poet', undefined, 'text/plain', 422],
  ['team1/poet', 'mode: [', 'text/plain', 400],
  ['team1/Poet', 'mode: x', 'text/plain', 400],
  ['TEAM1/poet', 'mode: x', 'text/plain', 400],
  ['nowhere/poet', 'mode: x', 'text/plain', 500],
])('for %s %s as %s is %i', async (place, config, mediaType, status) => {
  expect(await put(place, config, mediaType)).toMatchObject({ status, unrecorded: null });
});

test('the text of a JSON string is what is kept', async () => {
  await put('team1/poet', '"mode: x"', 'application/json');

  expect(await operator.ask('GET', '/skills/team1/authbridge-config-poet')).toMatchObject({
    files: [{ content: 'mode: x' }],
  });
});
