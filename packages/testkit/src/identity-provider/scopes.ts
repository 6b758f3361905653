/** What a new realm's client gets without asking, as Keycloak lists it in the answer. */
const defaultScopes = ['email', 'profile'];

/** What a client may ask for on top, and is listed then. */
const optionalScopes = ['address', 'phone', 'organization', 'microprofile-jwt'];

/** What a client may ask for to no effect: scopes that are not listed, or not for a service account. */
const silentScopes = ['acr', 'basic', 'offline_access', 'roles', 'service_account', 'web-origins'];

const knownScopes = new Set([...defaultScopes, ...optionalScopes, ...silentScopes, 'openid']);

/**
 * The scopes of a token.
 *
 * @param requested The request's `scope`, undefined when it has none.
 * @returns Undefined when the request asks for one that the realm does not know. Keycloak counts an
 * empty `scope` among these.
 */
export function grantedScope(requested: string | undefined): string | undefined {
  const asked = requested?.split(' ') ?? [];
  if (!asked.every(scope => knownScopes.has(scope))) {
    return undefined;
  }
  return [
    ...asked.filter(scope => scope === 'openid'),
    ...defaultScopes,
    ...optionalScopes.filter(scope => asked.includes(scope)),
  ].join(' ');
}
