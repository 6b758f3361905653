export { AccessToken, type AccessTokenFields } from './access-token.ts';
export type { Clock } from './clock.ts';
export type {
  ClientAssertion,
  ClientAuthentication,
  PrivateKeyJwt,
  TlsClientAuth,
} from './credentials/client-authentication.ts';
export type {
  ClientSecret,
  ClientSecretMethod,
} from './credentials/client-secret.ts';
export type {
  AssertionAlgorithm,
  PrivateJwk,
  PrivateKeySource,
} from './credentials/private-key.ts';
export type { TextFile, TextSource } from './credentials/text-source.ts';
export type { TlsOptions } from './endpoint/tls-material.ts';
export type { GetTokenOptions } from './get-token-options.ts';
export { bearerInterceptor } from './interceptor/bearer-interceptor.ts';
export type { BearerInterceptorOptions, BearerSource } from './interceptor/token-origins.ts';
export { KeycloakTokenManager } from './keycloak-token-manager.ts';
export type { TokenManagerHealth } from './manager-health.ts';
export type {
  ClientProofOptions,
  KeycloakAddress,
  KeycloakTokenManagerOptions,
  KeycloakTokenManagerSettings,
  TokenStoreOptions,
} from './manager-options.ts';
export type {
  TokenEvent,
  TokenForceRefreshRefusedEvent,
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
export {
  type CallingRedisClient,
  createRedisTokenStore,
  type EvaluatingRedisClient,
  type RedisCommandFunction,
  type RedisCommands,
} from './store/redis-token-store.ts';
export type { StoredText, TokenLease, TokenStore } from './store/token-store.ts';
export {
  type TokenAttempt,
  TokenError,
  type TokenErrorCode,
  type TokenErrorFields,
  type TokenErrorReason,
} from './token-error.ts';
export { type FetchFunction, type TokenFetchOptions, tokenFetch } from './token-fetch.ts';
