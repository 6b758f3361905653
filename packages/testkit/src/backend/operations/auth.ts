import { ok } from '../answer.ts';
import type { Account } from '../authentication/account.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { isOlder } from '../platform.ts';
import { realmOf } from './realm.ts';

/** The client with which people sign in to Kagenti's own user interface. */
const userInterfaceClient = 'rossoctl-ui';

/** `auth.*`: who the caller is, and where one signs in. */
export const authOperations: OperationHandlers = {
  'auth.config': (_call, parts) =>
    ok({
      enabled: true,
      ...(isOlder(parts) ? {} : { version: '0.1.0' }),
      ...realmOf(parts.issuer),
      client_id: userInterfaceClient,
      redirect_uri: null,
    }),
  'auth.status': ({ account }, { issuer }) =>
    ok({
      enabled: true,
      authenticated: account !== undefined,
      ...realmOf(issuer),
      client_id: userInterfaceClient,
    }),
  'auth.me': ({ account }) => ok(userInfo(account)),
  'auth.userInfo': ({ account }) => ok(userInfo(account)),
};

function userInfo(account: Account | undefined): Record<string, unknown> {
  return account === undefined
    ? { username: 'guest', email: null, roles: [], authenticated: false }
    : {
        username: account.username,
        email: account.email,
        roles: account.roles,
        authenticated: true,
      };
}
