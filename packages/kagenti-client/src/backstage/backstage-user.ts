import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { UserCaller } from '../access/caller.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { areUserCredentials, principalType } from './user-credentials.ts';

/** The ways out, by the kind of principal that stands there instead of a user. */
const waysOut: Readonly<Record<string, string>> = {
  service:
    'a service stands behind them. Call asService with the reason, and name the operations in serviceMay',
  none: 'nobody stands behind them. Ask for those of a user: httpAuth.credentials(request, { allow: ["user"] })',
};
const notCredentials = 'they are none of Backstage. Give what httpAuth.credentials(request) gave';

/**
 * Makes what `asUser` takes of the credentials of a request, so that the permission hook can ask with
 * them and `X-Backstage-User` names whom they belong to.
 *
 * @param credentials - What `httpAuth.credentials(request, { allow: ['user'] })` gave.
 * @throws KagentiError `invalid_caller` for credentials of a service or of nobody.
 */
export function backstageUser(credentials: BackstageCredentials): Omit<UserCaller, 'kind'> {
  if (!areUserCredentials(credentials)) {
    const wayOut = waysOut[String(principalType(credentials))] ?? notCredentials;
    throw new KagentiError(`These credentials make no user: ${wayOut}.`, {
      code: 'invalid_caller',
    });
  }
  return { ref: credentials.principal.userEntityRef, credentials };
}
