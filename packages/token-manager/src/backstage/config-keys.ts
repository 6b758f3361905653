/** The section of app-config that holds the account, unless another is given. */
export const defaultSection = 'boost.kagenti';

/** What the encryption key of shared tokens is derived from. */
export const encryptionSecretKey = 'boost.encryptionSecret';

/** The key of each option that app-config decides. */
export function keysOf(section: string) {
  const auth = `${section}.auth`;
  return {
    tokenEndpoint: `${auth}.tokenEndpoint`,
    clientId: `${auth}.clientId`,
    clientSecret: `${auth}.clientSecret`,
    scope: `${auth}.scope`,
    'tls.caFile': `${auth}.caFile`,
    tokenExpiryBufferSeconds: `${auth}.tokenExpiryBufferSeconds`,
    allowInClusterHttp: `${section}.allowInClusterHttp`,
  } as const;
}
