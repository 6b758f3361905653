import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
  DatabaseService,
  LifecycleService,
  LoggerService,
  RootConfigService,
  RootLifecycleService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** What a database is opened with. */
export interface DatabaseDeps {
  readonly config: RootConfigService;
  readonly logger: RootLoggerService;
  readonly lifecycle: RootLifecycleService;
}

/** The part of Backstage's DatabaseManager that is used. */
interface DatabaseManagers {
  fromConfig(
    config: RootConfigService,
    options?: { rootLifecycle: RootLifecycleService; rootLogger: RootLoggerService },
  ): {
    forPlugin(
      pluginId: string,
      deps: { logger: LoggerService; lifecycle: LifecycleService },
    ): DatabaseService;
  };
}

const specifier = '@backstage/backend-defaults/database';

/**
 * Opens the database that a plugin id has in Backstage, in whichever plugin this runs. `coreServices.database`
 * opens only the database of the plugin that asks for it. Backstage closes the pool when the backend shuts down.
 *
 * @throws Error when `@backstage/backend-defaults` is not installed, or `backend.database` is wrong.
 */
export function openPluginDatabase(pluginId: string, deps: DatabaseDeps): DatabaseService {
  const { config, logger, lifecycle } = deps;
  return loadDatabaseManagers()
    .fromConfig(config, { rootLifecycle: lifecycle, rootLogger: logger })
    .forPlugin(pluginId, { logger, lifecycle });
}

/** The same for one piece of work: the pool is closed after it, and queries that keep it alive end. */
export async function withPluginDatabase<Result>(
  pluginId: string,
  { config, logger }: Omit<DatabaseDeps, 'lifecycle'>,
  use: (knex: Knex) => Promise<Result>,
): Promise<Result> {
  const ends: (() => void | Promise<void>)[] = [];
  const lifecycle: RootLifecycleService = {
    addStartupHook() {},
    addBeforeShutdownHook() {},
    addShutdownHook: end => void ends.push(end),
  };
  const database = openPluginDatabase(pluginId, { config, logger, lifecycle });
  try {
    const knex = await database.getClient();
    try {
      return await use(knex);
    } finally {
      // Backstage closes no SQLite.
      await knex.destroy();
    }
  } finally {
    for (const end of ends) await end();
  }
}

/**
 * Loads the optional peer when a database is opened, and by `require`: Backstage's Jest refuses `import()` in a package.
 * The copy of the backend comes first, since the other plugins use that one.
 */
function loadDatabaseManagers(): DatabaseManagers {
  const program = process.argv[1] ?? process.cwd();
  // A path below the program finds the packages next to it, whether the program is a file or a folder.
  for (const from of [join(program, 'package.json'), import.meta.url]) {
    const require = createRequire(from);
    if (finds(require)) return require(specifier).DatabaseManager;
  }
  throw new Error(
    `${specifier}, which opens the database of the overrides, is not installed. Add @backstage/backend-defaults to the backend, or pass the option database to createBoostConfigServiceFactory.`,
  );
}

function finds(require: NodeJS.Require): boolean {
  try {
    require.resolve(specifier);
    return true;
  } catch {
    return false;
  }
}
