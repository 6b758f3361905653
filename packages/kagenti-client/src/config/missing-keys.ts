import { parseBoostConfigPart } from '@rhdh-boost/config-schema';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { AppConfig } from './read-app-config.ts';

/** The error for keys without which nothing can be made, with the unknown keys that may be misspelt sections of them. */
export function missingKeys(config: AppConfig, keys: readonly string[]): KagentiError {
  const set = keys.length === 1 ? 'is missing. Set it' : 'are missing. Set them';
  const slips = slipsAbove(config, keys).map(slip => ` ${slip}`);
  return new KagentiError(
    `${keys.join(', ')} ${set} in app-config. A key whose variable is not set or empty counts as missing.${slips.join('')}`,
    { code: 'invalid_options' },
  );
}

/** Other modules have sections below `boost`, so only one whose likely correction contains a missing key is named. */
function slipsAbove(config: AppConfig, keys: readonly string[]): string[] {
  const { warnings } = parseBoostConfigPart(config, { keys: [], sections: ['boost'] });
  return warnings
    .filter(({ hint }) => keys.some(key => key.startsWith(`${meantBy(hint)}.`)))
    .map(({ path, message, hint }) => `${path} ${message}. ${hint}`);
}

function meantBy(hint: string): string | undefined {
  return /^Did you mean (\S+)\?$/.exec(hint)?.[1];
}
