export { AccessToken, type AccessTokenFields } from './access-token.ts';
export type { Clock } from './clock.ts';
export type { ClientSecret, ClientSecretFile } from './credentials/client-secret.ts';
export type { TlsOptions } from './endpoint/http-exchange.ts';
export {
  type BearerInterceptorOptions,
  type BearerSource,
  bearerInterceptor,
} from './interceptor/bearer-interceptor.ts';
export { type GetTokenOptions, KeycloakTokenManager } from './keycloak-token-manager.ts';
export type { TokenManagerHealth } from './manager-health.ts';
export type { KeycloakTokenManagerOptions } from './manager-options.ts';
export type {
  TokenEvent,
  TokenInvalidatedEvent,
  TokenLogger,
  TokenObtainedEvent,
  TokenRenewalFailedEvent,
  TokenStoreFailedEvent,
  TokenStoreOperation,
} from './observability/token-events.ts';
export type { TokenState } from './renewal/renewal-policy.ts';
export {
  type CacheServiceLike,
  createCacheTokenStore,
  createKeyvTokenStore,
  type KeyvLike,
} from './store/cache-token-store.ts';
export { deriveEncryptionKey } from './store/encryption-key.ts';
export {
  createRedisTokenStore,
  type RedisCommandFunction,
  type RedisCommands,
} from './store/redis-token-store.ts';
export type { StoredText, TokenLease, TokenStore } from './store/token-store.ts';
export {
  type TokenAttempt,
  TokenError,
  type TokenErrorCode,
  type TokenErrorFields,
} from './token-error.ts';
