import type { BoostConfigKey } from '@rhdh-boost/config-schema';
import type { KeycloakTokenManager, TokenLogger } from '@rhdh-boost/token-manager';
import { KagentiClient } from '../kagenti-client.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { maximumMs, maximumRetries } from '../options/check-number.ts';
import { checkLogger } from '../options/check-options.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';
import type { KagentiLogger } from '../options/logger.ts';
import { minimumKeyCharacters } from '../options/session-key.ts';
import type { TimeoutOptions } from '../options/timeouts.ts';
import { noTokens } from '../options/token-source.ts';
import { isSet } from './config-value.ts';
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
}

const baseUrlKey = 'boost.providers.kagenti.baseUrl';
/** Read only to leave out warnings, so the client does not require it. */
const modeKey: BoostConfigKey = 'boost.security.mode';

/** The fields that a client is made of, besides those of its tokens. */
const clientKeys: readonly BoostConfigKey[] = [
  'boost.encryptionSecret',
  'boost.previousEncryptionSecrets',
  'boost.kagenti.allowInClusterHttp',
  baseUrlKey,
  'boost.providers.kagenti.defaultAgent',
  'boost.providers.kagenti.namespaces',
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
 * belongs to other modules. An empty text counts as not set. A key below `boost.kagenti` or `boost.providers.kagenti` that has no effect is one
 * warning with the key that was probably meant.
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
  const { tokens, ...hooks } = options;
  const { logger } = options;
  const keys: readonly BoostConfigKey[] = [
    ...clientKeys,
    ...(tokens === undefined ? accountKeys : []),
    ...(isSet(config, modeKey) ? [modeKey] : []),
  ];
  const checked = readAppConfig(config, keys, logger);
  const missing = [
    ...(checked.boost?.providers?.kagenti?.baseUrl === undefined ? [baseUrlKey] : []),
    ...(tokens === undefined ? missingAccountKeys(checked) : []),
  ];
  if (missing.length > 0) throw missingKeys(config, missing);
  const configured = { ...hooks, ...configuredOptions(checked) };
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

function configuredOptions({ boost }: ReadConfig): Omit<KagentiClientOptions, 'tokens'> {
  const provider = boost?.providers?.kagenti ?? {};
  const { baseUrl = '', namespaces, defaultAgent, maxRetries, tls } = provider;
  const { encryptionSecret: secret, previousEncryptionSecrets: previous = [] } = boost ?? {};
  return {
    baseUrl,
    allowInClusterHttp: boost?.kagenti?.allowInClusterHttp === true,
    timeouts: clocks(provider.requestTimeoutMs, provider.streamIdleTimeoutMs),
    ...(namespaces === undefined ? {} : { namespaces }),
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
