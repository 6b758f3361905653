// Imports what is built, not the sources: a second copy of the rule in any package would show here.
import { checkBoostConfig } from '@rhdh-boost/config-schema';
import { KagentiClient } from '@rhdh-boost/kagenti-client';
import { credentialUrls } from '@rhdh-boost/test-support/credential-urls';
import { bearerInterceptor, KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { describe, expect, test } from 'vitest';

/** Whether a package takes a URL to which it sends a credential. */
type Taker = (url: string, allowInClusterHttp: boolean) => Promise<boolean>;

const account = { clientId: 'boost', clientSecret: 'of-this-test-only' };
const safe = 'https://safe.example.com';

/** Whether it can be made; it is closed again. */
async function canBeMade(make: () => { close(): Promise<void> }): Promise<boolean> {
  try {
    await make().close();
    return true;
  } catch {
    return false;
  }
}

/** Whether the configuration is accepted with the URL in one of its fields. */
function isAccepted(tokenEndpoint: string, baseUrl: string, allowInClusterHttp: boolean): boolean {
  const kagenti = { auth: { ...account, tokenEndpoint }, allowInClusterHttp };
  const { problems = [] } = checkBoostConfig({
    boost: { security: { mode: 'full' }, kagenti, providers: { kagenti: { baseUrl } } },
  });
  return !problems.some(({ path }) => /\.(?:tokenEndpoint|baseUrl)$/.test(path));
}

const takers: Readonly<Record<string, Taker>> = {
  'token-manager, tokenEndpoint': (tokenEndpoint, allowInClusterHttp) =>
    canBeMade(() => new KeycloakTokenManager({ ...account, tokenEndpoint, allowInClusterHttp })),
  'token-manager, issuer': (issuer, allowInClusterHttp) =>
    canBeMade(() => new KeycloakTokenManager({ ...account, issuer, allowInClusterHttp })),
  'token-manager, origins of the interceptor': (origin, allowInClusterHttp) =>
    canBeMade(() => {
      const manager = new KeycloakTokenManager({ ...account, tokenEndpoint: safe });
      bearerInterceptor(manager, { origins: [origin], allowInClusterHttp });
      return manager;
    }),
  'kagenti-client, baseUrl': (baseUrl, allowInClusterHttp) =>
    canBeMade(() => {
      const tokens = new KeycloakTokenManager({ ...account, tokenEndpoint: safe });
      return new KagentiClient({ baseUrl, tokens, allowInClusterHttp });
    }),
};

const configurationTakers: Readonly<Record<string, Taker>> = {
  'config-schema, tokenEndpoint': async (url, allow) => isAccepted(url, safe, allow),
  'config-schema, baseUrl': async (url, allow) => isAccepted(safe, url, allow),
};

describe.each(Object.entries(takers))('%s', (_, takes) => {
  test.each(credentialUrls)('$url is $verdict', async ({ url, verdict }) => {
    expect(await takes(url, false)).toBe(verdict === 'allowed');
    expect(await takes(url, true)).toBe(verdict !== 'refused');
  });
});

describe.each(Object.entries(configurationTakers))('%s', (_, takes) => {
  test.each(credentialUrls)(
    '$url is $verdict, or refused for its spelling',
    async ({ url, verdict, unusual = false }) => {
      expect(await takes(url, false)).toBe(verdict === 'allowed' && !unusual);
      expect(await takes(url, true)).toBe(verdict !== 'refused' && !unusual);
    },
  );
});
