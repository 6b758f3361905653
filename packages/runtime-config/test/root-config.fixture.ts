import type { RootConfigService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';

/** What Backstage reads of an app-config. */
export function rootConfigOf(appConfig: object): RootConfigService {
  return new ConfigReader(JSON.parse(JSON.stringify(appConfig)));
}
