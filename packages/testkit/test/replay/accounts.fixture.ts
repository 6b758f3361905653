import type { Issuer, TokenWish } from '../backend/issuer.fixture.ts';

/** The roles that a fresh Keycloak gives every account. */
const standardRoles = ['offline_access', 'default-roles-boost', 'uma_authorization'];
const accountRoles = ['manage-account', 'view-profile', 'manage-account-links'];

/** Every account of the recordings, by the words of their notes. */
const accounts: Readonly<Record<string, { client: string; roles?: string[]; wish?: TokenWish }>> = {
  operator: {
    client: 'rec-operator',
    roles: ['rossoctl-operator'],
    wish: { claims: { aud: ['kagenti', 'account'] } },
  },
  viewer: { client: 'rec-viewer' },
  'a client without roles': { client: 'rec-noroles' },
  'a second operator': { client: 'rec-operator-2', roles: ['rossoctl-operator'] },
  'a token for another audience': {
    client: 'rec-operator-2',
    roles: ['rossoctl-operator'],
    wish: { claims: { aud: 'somebody-else' } },
  },
  'a token issued under another host name': {
    client: 'rec-operator-2',
    roles: ['rossoctl-operator'],
    wish: { claims: { iss: 'http://elsewhere.example/realms/boost' } },
  },
  'an expired token': { client: 'rec-operator', wish: { expiresInSeconds: -3 } },
  'a token of another realm': { client: 'rec-operator', wish: { keyId: 'key-of-another-realm' } },
  'a token without a key id': { client: 'rec-operator', wish: { keyId: null } },
  'an unsigned token': { client: 'rec-operator', wish: { algorithm: 'none' } },
  'an HS256 token': { client: 'rec-operator', wish: { algorithm: 'HS256' } },
};

/** The token of an account, made or spoilt as its name says. */
export async function tokenFor(who: string, issuer: Issuer): Promise<string> {
  if (who === 'garbage') {
    return 'garbage';
  }
  if (who === 'a token with a broken signature') {
    const [header, payload] = (await tokenFor('operator', issuer)).split('.');
    return `${header}.${payload}.${'A'.repeat(342)}`;
  }
  if (who === 'a token with another payload') {
    const [header, , signature] = (await tokenFor('operator', issuer)).split('.');
    const [, otherPayload] = (await tokenFor('viewer', issuer)).split('.');
    return `${header}.${otherPayload}.${signature}`;
  }
  const account = accounts[who];
  if (account === undefined) {
    throw new Error(`No account plays '${who}'`);
  }
  return issuer.token({
    clientId: account.client,
    roles: [...standardRoles, ...(account.roles ?? [])],
    ...account.wish,
    claims: {
      resource_access: { account: { roles: accountRoles } },
      ...account.wish?.claims,
    },
  });
}
