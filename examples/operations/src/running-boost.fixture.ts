import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import type {
  AuditEvent,
  AuditSink,
  Authorize,
  Drift,
  KagentiClient,
} from '@rhdh-boost/kagenti-client';
import { createKagentiClient, createTokenManager } from '@rhdh-boost/kagenti-client/config';
import {
  type ConfigOverrideProblem,
  type ConfigResolver,
  createConfigResolver,
  createKnexOverrideStore,
  migrateOverrideStore,
  type OverrideCacheOptions,
} from '@rhdh-boost/runtime-config';
import type { KeycloakTokenManager, TokenEvent, TokenStore } from '@rhdh-boost/token-manager';
import createKnex, { type Knex } from 'knex';
import { type AppConfig, type AppConfigFiles, loadAppConfig } from './app-config.fixture.ts';
import type { BoostSite } from './boost-site.fixture.ts';

/** What a Boost tells its operator. */
export interface Told {
  readonly tokens: TokenEvent[];
  readonly audit: AuditEvent[];
  readonly overrides: ConfigOverrideProblem[];
  readonly drift: Drift[];
  readonly log: string[];
}

/** One process's worth of Boost, made of the packages as a backend makes it. */
export interface RunningBoost extends AsyncDisposable {
  readonly config: AppConfig;
  readonly tokens: KeycloakTokenManager;
  readonly kagenti: KagentiClient;
  readonly overrides: ConfigResolver;
  readonly database: Knex;
  readonly told: Told;
}

/** The part of a site that a Boost itself knows. */
type BoostPlace = Pick<BoostSite, 'files' | 'variables' | 'databaseFile' | 'secrets'>;

/** What a Boost gets from the backend around it. */
export interface BackendParts {
  /** App-config in place of the site's. */
  readonly appConfig?: AppConfigFiles;
  /** Decides who may make which call; by default everybody may make every call. */
  readonly authorize?: Authorize;
  /** Takes audit events, once they were noted. */
  readonly audit?: AuditSink;
  /** Where replicas share their token; by default they do not. */
  readonly store?: TokenStore;
  /** How long overrides are used that were read. */
  readonly cache?: OverrideCacheOptions;
}

/**
 * Starts a Boost on a site: app-config from files, token manager, client of Kagenti, overrides in SQLite. At its
 * end all is closed, and what it told is searched for secrets.
 */
export async function startBoost(
  site: BoostPlace,
  parts: BackendParts = {},
): Promise<RunningBoost> {
  await using starting = new AsyncDisposableStack();
  const told: Told = { tokens: [], audit: [], overrides: [], drift: [], log: [] };
  starting.defer(() => searchForSecrets(site, told));
  const log = (line: string, facts?: unknown) =>
    void told.log.push(facts === undefined ? line : `${line} ${JSON.stringify(facts)}`);
  const logger = { error: log, warn: log, info: log, debug: log };

  const config = await loadAppConfig(parts.appConfig ?? site);
  starting.defer(() => config.close?.());
  const tokens = createTokenManager(config, {
    logger,
    onEvent: event => void told.tokens.push(event),
    ...(parts.store && { store: parts.store }),
  });
  starting.use(tokens);
  const kagenti = createKagentiClient(config, {
    tokens,
    logger,
    authorize: parts.authorize ?? (() => true),
    audit: async event => {
      told.audit.push(event);
      await parts.audit?.(event);
    },
    onDrift: drift => void told.drift.push(drift),
  });
  starting.use(kagenti);
  const database = createKnex({
    client: 'better-sqlite3',
    connection: { filename: site.databaseFile },
    useNullAsDefault: true,
    acquireConnectionTimeout: 500,
  });
  starting.defer(() => database.destroy());
  await migrateOverrideStore(database);
  const overrides = createConfigResolver({
    yaml: config,
    overrides: createKnexOverrideStore(database),
    logger,
    onProblem: problem => void told.overrides.push(problem),
    ...(parts.cache && { cache: parts.cache }),
  });
  starting.defer(() => overrides.close());
  const running = starting.move();
  return {
    config,
    tokens,
    kagenti,
    overrides,
    database,
    told,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** How a JSON Web Token begins. */
const accessToken = /\beyJ[\w-]+\.[\w-]+/;

/** Searches as deep as an operator's log might look, into errors and their causes too. */
function searchForSecrets({ secrets }: BoostPlace, told: Told): void {
  const text = inspect(told, { depth: Infinity, maxStringLength: null, maxArrayLength: null });
  if (secrets.some(secret => text.includes(secret)) || accessToken.test(text)) {
    throw new Error('A secret or a token stands in what Boost told.');
  }
}

/** Waits for a renewal that continues behind its callers. */
export async function renewalEnds({ tokens }: RunningBoost): Promise<void> {
  while (tokens.health().renewing) await setTimeout(10);
}
