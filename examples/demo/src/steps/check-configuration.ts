import { describeBoostConfig, parseBoostConfig } from '@rhdh-boost/config-schema';
import type { AppConfig } from '../app-config.ts';
import type { Output } from '../output.ts';

/** Checks the configuration and prints what was found, a secret as `<secret>`. */
export function checkConfiguration(appConfig: AppConfig, output: Output): void {
  const config = parseBoostConfig(appConfig);
  for (const { path, value } of describeBoostConfig(config)) {
    output.say(`${path.padEnd(46)} ${String(value)}`);
  }
}
