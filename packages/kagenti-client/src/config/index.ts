export { type ConfiguredClientOptions, createKagentiClient } from './create-kagenti-client.ts';
export { createTokenManager, type TokenManagerExtras } from './create-token-manager.ts';
export type { AppConfig } from './read-app-config.ts';
