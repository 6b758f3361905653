import {
  createServiceFactory,
  createServiceRef,
  type ServiceRef,
} from '@backstage/backend-plugin-api';
import type { ConfigResolver } from '../config-resolver.ts';
import { configAdministrationRef } from './config-administration.ts';

/** What a plugin gets: the part of the resolver that reads. The routes of the plugin `boost-config` write. */
export interface BoostConfigService
  extends Pick<
    ConfigResolver,
    'resolve' | 'resolveMany' | 'resolveAll' | 'list' | 'subscribe' | 'health'
  > {}

/**
 * The configuration at run time. A plugin names it among its `deps`; the backend need not add anything.
 *
 * Every plugin and every replica reads the same overrides, although each plugin of Backstage has its own database: they
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

/** Only what reads: a plugin that wrote would bypass the permissions and the audit log. */
function readingPartOf(resolver: ConfigResolver): BoostConfigService {
  return Object.freeze({
    resolve: resolver.resolve.bind(resolver),
    resolveMany: resolver.resolveMany.bind(resolver),
    resolveAll: resolver.resolveAll.bind(resolver),
    list: resolver.list.bind(resolver),
    subscribe: resolver.subscribe.bind(resolver),
    health: resolver.health.bind(resolver),
  });
}
