import type { Adapter } from 'oidc-provider';

const nothing = async () => undefined;

/**
 * The storage that oidc-provider asks for. A JWT access token is stored nowhere and the one client is
 * configured, so there is nothing to keep.
 */
export function noStorage(): Adapter {
  return {
    upsert: nothing,
    find: nothing,
    findByUserCode: nothing,
    findByUid: nothing,
    consume: nothing,
    destroy: nothing,
    revokeByGrantId: nothing,
  };
}
