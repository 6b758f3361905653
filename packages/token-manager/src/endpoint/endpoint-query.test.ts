import { expect, test } from 'vitest';
import { jwkOf, keys } from '../../test/fixtures/client-keys.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { managerFor } from '../../test/fixtures/test-manager.fixture.ts';

test.each([
  ['a secret', {}],
  ['an assertion', { clientAuthentication: { method: 'private_key_jwt', key: jwkOf(keys.ec) } }],
] as const)(
  'a query of the token endpoint goes along with each request, with %s',
  async (_what, options) => {
    await using endpoint = await ScriptedEndpoint.start();
    const tokenEndpoint = `${endpoint.tokenEndpoint}?tenant=a%20b&x=`;
    await using manager = managerFor({ tokenEndpoint }, options);

    expect(await manager.getToken()).toBe('token-1');

    const [request] = endpoint.requests;
    expect(request?.path).toBe('/realms/boost/protocol/openid-connect/token?tenant=a%20b&x=');
    expect(request?.form.get('grant_type')).toBe('client_credentials');
  },
);
