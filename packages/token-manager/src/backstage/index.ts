export {
  createTokenManagerServiceFactory,
  type TokenManagerService,
  type TokenManagerServiceOptions,
  tokenManagerServiceRef,
} from './token-manager-service.ts';
