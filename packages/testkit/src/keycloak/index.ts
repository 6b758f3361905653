export type { IdentityProvider } from '../identity-provider/identity-provider.ts';
export type {
  RegisteredClient,
  ServiceAccountClient,
} from '../identity-provider/service-account-client.ts';
export type { KeycloakDistribution } from './find-distribution.ts';
export {
  findKeycloak,
  type KeycloakFound,
  type KeycloakMissing,
  type KeycloakSearch,
} from './find-keycloak.ts';
export { downloadCommand } from './keycloak-version.ts';
export { skipsRealSuite } from './real-suite.ts';
export { type KeycloakOptions, startKeycloak } from './start-keycloak.ts';
export { unpackKeycloak } from './unpack-keycloak.ts';
