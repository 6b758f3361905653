import {
  type BackendFeature,
  coreServices,
  createServiceFactory,
  createServiceRef,
  type DatabaseService,
  type LoggerService,
  type ServiceFactory,
  type ServiceRef,
} from '@backstage/backend-plugin-api';
import { configPluginId } from '@rhdh-boost/internal/config-plugin';
import type { Knex } from 'knex';
import type { ConfigResolver } from '../config-resolver.ts';
import { createConfigResolver } from '../create-config-resolver.ts';
import type { ImportSource } from '../import-source.ts';
import { createKnexOverrideStore, type KnexOverrideStoreOptions } from '../knex-override-store.ts';
import { createMemoryOverrideStore } from '../memory-override-store.ts';
import { checkNames, optionNames } from '../option-names.ts';
import { migrateOverrideStore } from '../override-migrations.ts';
import type { OverrideStore } from '../override-store.ts';
import type { ConfigResolverOptions } from '../resolver-options.ts';
import type { MaxValueBytes } from '../value-limits.ts';
import { type DatabaseDeps, openPluginDatabase, withPluginDatabase } from './config-database.ts';
import { inPortal } from './portal-hints.ts';

/** The plugin of Boost whose database has the table that Boost 0.8 writes. */
const boostPluginId = 'boost';

/** Options of {@link createBoostConfigServiceFactory}. */
export interface BoostConfigServiceOptions
  extends Omit<ConfigResolverOptions, 'yaml' | 'overrides' | 'logger'>,
    KnexOverrideStoreOptions {
  /**
   * The database of the overrides where `backend.database` does not describe it: in a backend that replaces
   * `coreServices.database`, and in tests.
   *
   * @defaultValue The database of the plugin id `boost-config` in Backstage.
   */
  readonly database?: Pick<DatabaseService, 'getClient' | 'migrations'>;
}

const serviceOptions = {
  ...optionNames.behaviour,
  ...optionNames.createKnexOverrideStore,
  database: true,
} satisfies Readonly<Record<keyof BoostConfigServiceOptions, true>>;

/** The resolver of the process, and what only the routes use. It is not exported: other plugins read. */
export interface ConfigAdministration {
  readonly resolver: ConfigResolver;
  /** How long the body of a request may be, in bytes. */
  readonly longestBody: number;
  /** Opens the database of Boost for one call. */
  readonly withBoostRows: <Result>(
    use: (source: ImportSource) => Promise<Result>,
  ) => Promise<Result>;
}

/** Of root scope: one resolver and one pool for each process, whichever plugins use it. */
export const configAdministrationRef: ServiceRef<ConfigAdministration, 'root', 'singleton'> =
  createServiceRef<ConfigAdministration>({
    id: 'rhdh-boost.config-administration',
    scope: 'root',
    defaultFactory: async () => administrationFactory({}),
  });

/**
 * Makes the service with options, for `backend.add`: fields that other modules contribute, the name of the table, times
 * of the cache. The options apply to `boostConfigServiceRef` and to the routes of the plugin `boost-config`.
 *
 * When it starts, the service creates or updates the tables, unless `backend.database.skipMigrations` or
 * `backend.database.plugin.boost-config.skipMigrations` is true. It does not call `reconcile()`, because other replicas
 * may still run an older version: a warning says how many rows wait, and which route reconciles them.
 *
 * The log of the start has each problem of the health, also that the database is down or has no tables.
 *
 * Without `backend.database` in app-config, overrides are kept in memory until the backend stops.
 *
 * @throws ConfigOverrideError `invalid_option` for an unknown option
 */
export function createBoostConfigServiceFactory(
  options: BoostConfigServiceOptions = {},
): BackendFeature {
  return administrationFactory(options);
}

function administrationFactory(
  options: BoostConfigServiceOptions,
): ServiceFactory<ConfigAdministration, 'root'> {
  const { database, table, history, ...others } = checkNames(options, serviceOptions);
  return createServiceFactory({
    service: configAdministrationRef,
    initialization: 'lazy',
    deps: {
      config: coreServices.rootConfig,
      logger: coreServices.rootLogger,
      lifecycle: coreServices.rootLifecycle,
    },
    async factory(deps) {
      const logger = deps.logger.child({ plugin: configPluginId });
      const opened: ConfigResolver[] = [];
      // Hooks run in order: the resolver ends before the hook of the database destroys the pool.
      deps.lifecycle.addShutdownHook(() => opened.forEach(each => each.close()));
      const overrides = await openStore({ ...deps, logger }, { table, history }, database);
      const resolver = createConfigResolver({ ...others, yaml: deps.config, overrides, logger });
      opened.push(resolver);
      await logHealth(resolver, logger);
      return {
        resolver,
        longestBody: longestBodyFor(others.maxValueBytes),
        withBoostRows: use => withPluginDatabase(boostPluginId, deps, knex => use({ knex })),
      };
    },
  });
}

async function openStore(
  deps: DatabaseDeps,
  options: KnexOverrideStoreOptions,
  given: BoostConfigServiceOptions['database'],
): Promise<OverrideStore> {
  if (given === undefined && !deps.config.has('backend.database')) {
    deps.logger.warn(
      'app-config has no backend.database: settings that administrators change are lost when the backend stops.',
    );
    return createMemoryOverrideStore();
  }
  const database = given ?? openPluginDatabase(configPluginId, deps);
  const knex = await database.getClient();
  if (database.migrations?.skip !== true)
    await migrateOverrideStore(knex, { table: options.table });
  else if (given === undefined) await checkTableOfKeys(knex, deps);
  return createKnexOverrideStore(knex, options);
}

/** Where Backstage stores the keys with which each plugin signs its requests to others, in the plugin's database. */
const tableOfKeys = 'backstage_backend_public_keys__keys';

/** Backstage skips the migrations of this table too, and then answers every user with 500. */
async function checkTableOfKeys(knex: Knex, { config, logger }: DatabaseDeps): Promise<void> {
  if (config.getOptionalString('backend.auth.pluginKeyStore.type') === 'static') return;
  // That the database is down is reported with the health.
  if (await knex.schema.hasTable(tableOfKeys).catch(() => true)) return;
  logger.error(
    `The database of the plugin ${configPluginId} has no table ${tableOfKeys}, in which Backstage stores its keys, because skipMigrations is true. Requests of users fail until it exists: start the backend once without skipMigrations, as a role that may create tables.`,
  );
}

/** A backend starts all the same: the database may come back, and readers migrate rows as they read them. */
async function logHealth(resolver: ConfigResolver, logger: LoggerService): Promise<void> {
  const { status, counts, problems } = await resolver.health();
  const level = status === 'failed' ? 'error' : 'warn';
  for (const { code, message, hint } of problems.map(inPortal)) {
    if (code !== 'waiting') logger[level](`${message} ${hint}`);
  }
  if (counts === undefined || counts.waiting === 0) return;
  logger.warn(
    `Stored settings of an earlier version: ${counts.waiting}. When all replicas run this version, call POST /api/${configPluginId}/reconcile.`,
  );
}

/** Room for four values of the largest size that a field accepts: by default 1 MiB. */
function longestBodyFor(maxValueBytes: MaxValueBytes = {}): number {
  const sizes = typeof maxValueBytes === 'number' ? [maxValueBytes] : Object.values(maxValueBytes);
  return 4 * Math.max(256 * 1024, ...sizes);
}
