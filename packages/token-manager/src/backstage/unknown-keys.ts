import type { LoggerService, RootConfigService } from '@backstage/backend-plugin-api';
import { nearestOption } from '@rhdh-boost/internal/nearest-name';
import { findReplacedKey } from '@rhdh-boost/internal/replaced-keys';
import { accountKeys } from '@rhdh-boost/internal/service-account';

const knownKeys: readonly string[] = ['method', ...accountKeys];

/** Warns of each key of the account that has no effect: a slip in its name would be overlooked. */
export function warnOfUnknownKeys(
  config: RootConfigService,
  auth: string,
  logger: LoggerService,
): void {
  for (const key of config.getOptionalConfig(auth)?.keys() ?? []) {
    if (knownKeys.includes(key)) continue;
    const meant = nearestOption(key, knownKeys);
    // A name that is none was not meant as one, and may be anything.
    const shown = /^\w{1,60}$/.test(key) ? `${auth}.${key}` : `A key in ${auth}`;
    const hint =
      findReplacedKey(`${auth}.${key}`)?.message ??
      (meant === undefined
        ? `The known keys are ${knownKeys.join(', ')}.`
        : `Did you mean ${auth}.${meant}?`);
    logger.warn(`${shown} in app-config is not a known key and is ignored. ${hint}`);
  }
}
