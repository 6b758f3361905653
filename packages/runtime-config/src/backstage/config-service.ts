import {
  createServiceFactory,
  createServiceRef,
  type ServiceRef,
} from '@backstage/backend-plugin-api';
import type { ConfigResolver } from '../config-resolver.ts';
import { configAdministrationRef } from './config-administration.ts';

const readingMethods = [
  'resolve',
  'resolveMany',
  'resolveAll',
  'list',
  'subscribe',
  'health',
] as const;

/** What a plugin gets: the resolver without what changes settings. The plugin `boost-config` changes them, by HTTP. */
export type BoostConfigService = Pick<
  ConfigResolver,
  Extract<(typeof readingMethods)[number], keyof ConfigResolver>
>;

/**
 * The configuration at run time. A plugin names it among its `deps`; the backend need not add anything.
 *
 * Every plugin and every replica reads the same overrides, although Backstage gives each plugin its own database: they
 * are in the database of the plugin id `boost-config`. `backend.database` of app-config describes it, and
 * `backend.database.plugin.boost-config` what differs from that.
 */
export const boostConfigServiceRef: ServiceRef<BoostConfigService, 'root', 'singleton'> =
  createServiceRef<BoostConfigService>({
    id: 'rhdh-boost.config',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { administration: configAdministrationRef },
        factory: ({ administration }) => readingPartOf(administration.resolver),
      }),
  });

/** Only what reads: a plugin that changed a setting would go past the permissions and the audit log. */
function readingPartOf(resolver: object): BoostConfigService {
  const methods = readingMethods.flatMap(name => {
    const method: unknown = Reflect.get(resolver, name);
    return typeof method === 'function' ? [[name, method.bind(resolver)]] : [];
  });
  return Object.freeze(Object.fromEntries(methods));
}
