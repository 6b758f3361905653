export { type ConfiguredClientOptions, createKagentiClient } from './create-kagenti-client.ts';
export {
  type AppConfig,
  createTokenManager,
  type TokenManagerExtras,
} from './create-token-manager.ts';
