import type { KagentiClient } from '@rhdh-boost/kagenti-client';
import type { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import type { AppConfig } from './app-config.ts';
import type { Journal } from './journal.ts';
import type { Output } from './output.ts';
import type { DemoServers } from './servers.ts';

/** What every step works with. */
export interface DemoContext {
  appConfig: AppConfig;
  servers: DemoServers;
  journal: Journal;
  output: Output;
  tokens: KeycloakTokenManager;
  kagenti: KagentiClient;
  /** Aborted when the demo is interrupted. */
  signal: AbortSignal;
}

/** The users of the demo, as Backstage names them. */
export const jane = 'user:default/jane';
export const bob = 'user:default/bob';

export const namespace = 'team1';
export const agent = 'weather-agent';
