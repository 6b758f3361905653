export {
  createTokenManagerServiceFactory,
  type TokenManagerService,
  type TokenManagerServiceOptions,
  tokenManagerServiceRef,
} from './token-manager-service.ts';
export type { KnownFields } from './unknown-keys.ts';
