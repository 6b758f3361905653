import { appConfigError } from './app-config-error.ts';
import type { TokenManagerService } from './token-manager-service.ts';

/** The service for the method `none`, so that a plugin can start that calls without tokens. */
export function serviceWithoutAccount(section: string): TokenManagerService {
  const refuse = async (): Promise<never> => {
    throw appConfigError(
      `${section}.auth.method is none, so that no account can get tokens`,
      'Configure an account, or use no plugin that needs its tokens.',
    );
  };
  return {
    getToken: refuse,
    getAccessToken: refuse,
    invalidate: () => false,
    clearCache: () => undefined,
    health: () => ({
      state: 'empty',
      secondsLeft: 0,
      renewing: false,
      consecutiveFailures: 0,
      forcedRenewalsLeft: 0,
    }),
  };
}
