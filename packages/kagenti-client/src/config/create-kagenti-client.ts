import type { BoostConfigKey, ConfigRegistry } from '@rhdh-boost/config-schema';
import type { KeycloakTokenManager, TokenLogger } from '@rhdh-boost/token-manager';
import { invalidOptions } from '../errors/invalid-options.ts';
import { KagentiClient } from '../kagenti-client.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { maximumMs, maximumRetries } from '../options/check-number.ts';
import { checkLogger, demand, isTextList } from '../options/check-options.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';
import type { KagentiLogger } from '../options/logger.ts';
import { minimumKeyCharacters } from '../options/session-key.ts';
import type { TimeoutOptions } from '../options/timeouts.ts';
import { noTokens } from '../options/token-source.ts';
import { currentValue, isSet } from './config-value.ts';
import { accountKeys, missingAccountKeys, tokenManagerOf } from './create-token-manager.ts';
import { missingKeys } from './missing-keys.ts';
import { type AppConfig, type ReadConfig, readAppConfig } from './read-app-config.ts';
import { warnOnce, warnOperator } from './warn-operator.ts';

/** What a client is given besides its configuration. */
export interface ConfiguredClientOptions
  extends Pick<
    KagentiClientOptions,
    'authorize' | 'audit' | 'dispatcher' | 'validation' | 'onDrift' | 'allowedHeaders'
  > {
  /** Where tokens come from, instead of `boost.kagenti.auth`; stays open when the client closes. */
  readonly tokens?: KagentiClientOptions['tokens'];
  /** Takes what client and token manager have to say. Backstage's LoggerService fits. */
  readonly logger?: KagentiLogger & TokenLogger;
  /**
   * The known fields, where other modules contribute some: their keys in the sections of the client cause
   * no warning.
   *
   * @defaultValue `boostConfigRegistry` of `@rhdh-boost/config-schema`
   */
  readonly registry?: ConfigRegistry;
  /**
   * A section of another module, such as `boost.entityProviders.kagenti`, whose `baseUrl` and `namespaces`
   * replace those of `boost.providers.kagenti`, each where it is set. `registry` must contain the fields of
   * the section.
   *
   * @defaultValue `boost.providers.kagenti`
   */
  readonly section?: string;
}

const providerSection = 'boost.providers.kagenti';
/** What a section of another module has instead of the provider's. */
const sectionNames = ['baseUrl', 'namespaces'] as const;
type SectionName = (typeof sectionNames)[number];

/** Read only to leave out warnings, so the client does not require it. */
const modeKey: BoostConfigKey = 'boost.security.mode';

/** The fields that a client is made of, besides those of its tokens, its address and its namespaces. */
const clientKeys: readonly BoostConfigKey[] = [
  'boost.encryptionSecret',
  'boost.previousEncryptionSecrets',
  'boost.kagenti.allowInClusterHttp',
  'boost.providers.kagenti.defaultAgent',
  'boost.providers.kagenti.requestTimeoutMs',
  'boost.providers.kagenti.streamIdleTimeoutMs',
  'boost.providers.kagenti.maxRetries',
  'boost.providers.kagenti.tls.caFile',
];

const givenNames = {
  authorize: true,
  audit: true,
  dispatcher: true,
  validation: true,
  onDrift: true,
  allowedHeaders: true,
  tokens: true,
  logger: true,
  registry: true,
  section: true,
} satisfies Record<keyof ConfiguredClientOptions, true>;

/**
 * Makes a client of the application's configuration: address, namespaces, default agent, clocks and
 * retries from `boost.providers.kagenti`, tokens from `boost.kagenti.auth`, the key of chat sessions
 * from `boost.encryptionSecret`. Sessions bound with a secret of `boost.previousEncryptionSecrets` continue, if it has
 * at least 16 characters; a shorter one only decrypts what Boost 0.8 stored.
 *
 * `requestTimeoutMs` is the clock for headers and for silence; the whole call, token and retries included,
 * may take twice that.
 *
 * Without `authorize` every caller may make every call, and without `audit` no call is recorded. Each missing
 * hook is one warning, except in the security mode `development-only-no-auth`.
 *
 * Only the keys that are named here and, if set, `boost.security.mode` are judged: whatever else is below `boost`
 * belongs to other modules. An empty text counts as not set. Keys below `boost.kagenti`, `boost.providers.kagenti` and
 * `section` that have no effect are one warning with the keys that were probably meant.
 *
 * With `boost.kagenti.auth.method: none` calls are sent without a token, which is one warning. It is refused in the
 * security mode `full`, and for a backend that is neither on loopback nor, with `boost.kagenti.allowInClusterHttp`,
 * in the cluster.
 *
 * Warnings go to the logger or, without one, to `process.emitWarning`.
 *
 * @param config - The whole app-config: Backstage's root `Config`, an object, or what
 * `parseBoostConfig` gave.
 * @param options - Hooks, and tokens from elsewhere.
 * @throws BoostConfigError for a key that is wrong; KagentiError `invalid_options` for one that
 * lacks base URL or auth keys, and for an option that there is not.
 */
export function createKagentiClient(
  config: AppConfig,
  options: ConfiguredClientOptions = {},
): KagentiClient {
  checkNames(
    optionGroup(options, givenNames, 'what it is given besides its configuration'),
    givenNames,
  );
  checkLogger(options.logger);
  const { tokens, registry, section, ...hooks } = options;
  const { logger } = options;
  if (section !== undefined) checkSection(section, registry);
  const baseUrlKey = keyOf('baseUrl', config, section);
  const namespacesKey = keyOf('namespaces', config, section);
  const keys = [
    ...clientKeys,
    baseUrlKey,
    namespacesKey,
    ...(tokens === undefined ? accountKeys : []),
    ...(isSet(config, modeKey) ? [modeKey] : []),
  ];
  const checked = readAppConfig(config, { keys, section, registry }, logger);
  const baseUrl = currentValue(checked, baseUrlKey);
  const missing = [
    ...(baseUrl === undefined ? [baseUrlKey] : []),
    ...(tokens === undefined ? missingAccountKeys(checked) : []),
  ];
  if (missing.length > 0) throw missingKeys(config, missing);
  const namespaces = currentValue(checked, namespacesKey);
  const configured = { ...hooks, ...configuredOptions(checked), ...targetOf(baseUrl, namespaces) };
  warnOfMissingHooks(checked, options);
  if (tokens !== undefined) return new KagentiClient({ ...configured, tokens });
  if (checked.boost?.kagenti?.auth?.method === 'none') {
    warnOnce(config, sendsNoTokens, logger);
    return new KagentiClient({ ...configured, tokens: noTokens });
  }
  const manager = tokenManagerOf(config, checked, logger === undefined ? {} : { logger });
  return new TokenOwningClient({ ...configured, tokens: manager }, manager);
}

const sendsNoTokens =
  'boost.kagenti.auth.method is none in app-config, so the Kagenti client calls Kagenti without authentication. Whoever reaches the backend can do what it does; use this for development only.';

const asksNothing =
  'The Kagenti client asks for no permission: it was made without authorize, so every caller may make every call. Give createKagentiClient an authorize hook.';

const recordsNothing =
  'The Kagenti client records no call: it was made without audit, so who made which call is in no audit log. Give createKagentiClient an audit sink.';

/** Boost may check and record its callers already; whoever reads the log should know that the client does not. */
function warnOfMissingHooks(
  { boost }: ReadConfig,
  { authorize, audit, logger }: ConfiguredClientOptions,
): void {
  if (boost?.security?.mode === 'development-only-no-auth') return;
  if (authorize === undefined) warnOperator(asksNothing, logger);
  if (audit === undefined) warnOperator(recordsNothing, logger);
}

/** A client that made its token manager itself, and so closes it. */
class TokenOwningClient extends KagentiClient {
  readonly #manager: KeycloakTokenManager;

  constructor(options: KagentiClientOptions, manager: KeycloakTokenManager) {
    super(options);
    this.#manager = manager;
  }

  override async close(): Promise<void> {
    try {
      await super.close();
    } finally {
      await this.#manager.close();
    }
  }
}

/** A section can be read only by fields that say what is in it. */
function checkSection(section: string, registry: ConfigRegistry | undefined): void {
  const lacking = sectionNames
    .map(name => `${section}.${name}`)
    .filter(key => !Object.hasOwn(registry?.fields ?? {}, key));
  demand(
    lacking.length === 0,
    `section needs a registry with the fields ${lacking.join(' and ')}: combine boostFieldSet with the set that contains them`,
  );
}

/** The key of the other module's section where it is set there, and that of the provider otherwise. */
function keyOf(name: SectionName, config: AppConfig, section: string | undefined): string {
  const ofSection = `${section}.${name}`;
  // An empty text in place of the list is a mistake, and must not lift the restriction.
  return section !== undefined && isSet(config, ofSection, name === 'namespaces')
    ? ofSection
    : `${providerSection}.${name}`;
}

/** A set may declare its fields with other types than ours, and a list that is lost would lift a restriction. */
function targetOf(
  baseUrl: unknown,
  namespaces: unknown,
): Pick<KagentiClientOptions, 'baseUrl' | 'namespaces'> {
  if (typeof baseUrl !== 'string') throw invalidOptions('baseUrl in section must be text');
  if (namespaces === undefined) return { baseUrl };
  if (!isTextList(namespaces))
    throw invalidOptions('namespaces in section must be a list of names');
  return { baseUrl, namespaces };
}

function configuredOptions({
  boost,
}: ReadConfig): Omit<KagentiClientOptions, 'tokens' | 'baseUrl' | 'namespaces'> {
  const provider = boost?.providers?.kagenti ?? {};
  const { defaultAgent, maxRetries, tls } = provider;
  const { encryptionSecret: secret, previousEncryptionSecrets: previous = [] } = boost ?? {};
  return {
    allowInClusterHttp: boost?.kagenti?.allowInClusterHttp === true,
    timeouts: clocks(provider.requestTimeoutMs, provider.streamIdleTimeoutMs),
    ...(defaultAgent === undefined ? {} : { defaultAgent }),
    ...(maxRetries === undefined
      ? {}
      : { retry: { maxRetries: Math.min(maxRetries, maximumRetries) } }),
    ...(tls?.caFile === undefined ? {} : { tls: { caFile: tls.caFile } }),
    ...(secret === undefined
      ? {}
      : {
          sessions: {
            key: secret,
            previousKeys: previous.filter(({ length }) => length >= minimumKeyCharacters),
          },
        }),
  };
}

function clocks(
  requestTimeoutMs: number | undefined,
  streamIdleTimeoutMs: number | undefined,
): TimeoutOptions {
  return {
    ...(requestTimeoutMs === undefined
      ? {}
      : {
          headersMs: requestTimeoutMs,
          idleMs: requestTimeoutMs,
          // No timer keeps longer, and nobody waits for three weeks.
          totalMs: Math.min(2 * requestTimeoutMs, maximumMs),
        }),
    ...(streamIdleTimeoutMs === undefined ? {} : { streamIdleMs: streamIdleTimeoutMs }),
  };
}
