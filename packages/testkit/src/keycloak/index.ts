export type { IdentityProviderOptions } from '../identity-provider/check-provider-options.ts';
export type { FederatedIdentityProvider } from '../identity-provider/federated-identity-provider.ts';
export type { IdentityProvider } from '../identity-provider/identity-provider.ts';
export type {
  CertificateAuthenticator,
  ClientAuthenticator,
  FederatedJwtAuthenticator,
  PublicJsonWebKey,
  RegisteredClient,
  ServiceAccountClient,
  SignedJwtAuthenticator,
} from '../identity-provider/service-account-client.ts';
export type { ShellResult } from './admin-shell.ts';
export type { KeycloakDistribution } from './find-distribution.ts';
export {
  findKeycloak,
  type KeycloakFound,
  type KeycloakMissing,
  type KeycloakSearch,
} from './find-keycloak.ts';
export type { KeycloakHttps } from './keycloak-https.ts';
export { downloadCommand } from './keycloak-version.ts';
export type { KeycloakAdmin, KeycloakServer } from './real-keycloak.ts';
export type { KeycloakRealm } from './real-realm.ts';
export { skipsRealSuite } from './real-suite.ts';
export { type KeycloakOptions, startKeycloak } from './start-keycloak.ts';
export { unpackKeycloak } from './unpack-keycloak.ts';
