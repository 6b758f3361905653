import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { MemoryTokenStore } from '../../test/fixtures/memory-token-store.fixture.ts';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import {
  failureOf,
  managerFor,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';

test.each<[string, TestManagerOptions, string[][]]>([
  ['an audience', { audience: 'the api' }, [['audience', 'the api']]],
  [
    'a resource',
    { resource: 'https://api.example/v1?x=1' },
    [['resource', 'https://api.example/v1?x=1']],
  ],
  [
    'several resources',
    { resource: ['https://api.example', 'urn:example:other'] },
    [
      ['resource', 'https://api.example'],
      ['resource', 'urn:example:other'],
    ],
  ],
])(
  '%s is asked for [client-authentication/Audience and resources are requested]',
  async (_what, options, expected) => {
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint, options);
    await manager.getToken();
    const [request] = endpoint.requests;
    const sent = [...(request?.form ?? [])].filter(([name]) => name !== 'grant_type');
    expect(sent).toEqual(expected);
  },
);

test.each([
  ['audience', { audience: '' }],
  ['resource', { resource: 'api' }],
  ['resource', { resource: ['https://api.example', 'https://api.example/#part'] }],
])(
  'a wrong %s is refused: %j [service-account-tokens/Wrong option refused]',
  async (option, wrong) => {
    const error = await failureOf(() => managerFor({ tokenEndpoint: 'https://a/' }, wrong));
    expect(error.code).toBe('invalid_configuration');
    expect(error.message).toContain(option);
  },
);

test('Keycloak’s refusal of a second resource says to give one', async () => {
  const answer = { error: 'invalid_request', error_description: 'duplicated parameter' };
  await using endpoint = await ScriptedEndpoint.start(json(answer, 400));
  await using manager = managerFor(endpoint, { resource: ['https://a', 'https://b'] });
  expect((await failureOf(manager.getToken())).hint).toContain('give one resource');
});

test('what is asked for otherwise is shared with nobody [shared-token-store/Other account or other key, other entry]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const store = new MemoryTokenStore(new DrivenClock());
  const encryptionKey = 'only for this test, 32 characters long';
  const differing: TestManagerOptions[] = [
    {},
    { clientId: 'other' },
    { scope: 'email' },
    { audience: 'email' },
    { resource: 'urn:a' },
    { resource: ['urn:a', 'urn:b'] },
    { clientAuthentication: 'client_secret_post' },
    { tokenEndpoint: `${endpoint.origin}/other` },
  ];
  for (const options of [...differing, ...differing]) {
    await using manager = managerFor(endpoint, { store, encryptionKey, ...options });
    await manager.getToken();
    // What is left in the store behind the call is there before the next manager looks.
    await new Promise(resolve => setImmediate(resolve));
  }
  expect(endpoint.requests).toHaveLength(differing.length);
});
