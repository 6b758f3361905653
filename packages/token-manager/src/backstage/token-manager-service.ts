import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type ServiceFactory,
  type ServiceRef,
} from '@backstage/backend-plugin-api';
import { accountOptionNames } from '@rhdh-boost/internal/service-account';
import { KeycloakTokenManager } from '../keycloak-token-manager.ts';
import type { KeycloakTokenManagerSettings } from '../manager-options.ts';
import { withoutValues } from './app-config-error.ts';
import { sharingThrough } from './cache-sharing.ts';
import { defaultSection, encryptionSecretKey } from './config-keys.ts';
import { type ConfiguredAccount, configuredAccount } from './configured-account.ts';
import { serviceWithoutAccount } from './no-account.ts';
import { type KnownFields, warnOfUnknownKeys } from './unknown-keys.ts';

/** What a plugin gets: a token manager that the backend closes. */
export interface TokenManagerService
  extends Pick<
    KeycloakTokenManager,
    'getToken' | 'getAccessToken' | 'invalidate' | 'clearCache' | 'health'
  > {}

/** What {@link createTokenManagerServiceFactory} is made with. */
export interface TokenManagerServiceOptions
  extends Pick<
    KeycloakTokenManagerSettings,
    'store' | 'encryptionKey' | 'onEvent' | 'dispatcher' | 'staleWaitMs'
  > {
  /** The section of app-config with `auth` and `allowInClusterHttp` in it; `boost.kagenti` by default. */
  readonly section?: string;
  /**
   * The known fields, where other modules contribute some: their keys in `auth` cause no warning. A registry
   * of `@rhdh-boost/config-schema` fits.
   *
   * @defaultValue the keys of an account
   */
  readonly registry?: KnownFields;
  /** The service that is made; {@link tokenManagerServiceRef} by default. */
  readonly service?: ServiceRef<TokenManagerService, 'plugin'>;
}

/**
 * Access tokens of the account in `boost.kagenti.auth`. A plugin names it among its `deps` and gets a
 * token manager of its own; the backend need not add anything.
 */
export const tokenManagerServiceRef: ServiceRef<TokenManagerService, 'plugin', 'singleton'> =
  createServiceRef<TokenManagerService>({
    id: 'rhdh-boost.token-manager',
    defaultFactory: async () => createTokenManagerServiceFactory(),
  });

/**
 * Makes the service with options of one's own, to be given to `backend.add`. Each plugin that names the
 * service gets a manager with the plugin's logger, which shares its token through the plugin's cache when
 * `boost.encryptionSecret` is set, and is closed when the backend shuts down.
 *
 * An empty text in app-config counts as not set. With `auth.method: none` the plugin starts, and `getToken` rejects.
 *
 * A mistake in app-config ends the start of the plugin, as with Backstage's own services: an operator
 * sees it at the deployment, and not a user at the first call. Keycloak is asked at the first call.
 */
export function createTokenManagerServiceFactory(
  options: TokenManagerServiceOptions = {},
): ServiceFactory<TokenManagerService, 'plugin'> {
  const {
    section = defaultSection,
    service = tokenManagerServiceRef,
    registry,
    ...given
  } = options;
  return createServiceFactory({
    service,
    deps: {
      config: coreServices.rootConfig,
      logger: coreServices.logger,
      cache: coreServices.cache,
      lifecycle: coreServices.lifecycle,
    },
    factory({ config, logger, cache, lifecycle }) {
      const account = configuredAccount(config, section);
      warnOfUnknownKeys(config, section, { logger, registry });
      if (account === undefined) return serviceWithoutAccount(section);
      const { store, encryptionKey, ...others } = given;
      const sharing = sharingThrough({ config, cache, logger, store, encryptionKey });
      const manager = withoutValues(
        valuesOf(account),
        () =>
          new KeycloakTokenManager({
            ...others,
            ...account,
            ...sharing,
            optionNames: {
              ...accountOptionNames(section),
              ...(encryptionKey === undefined ? { encryptionKey: encryptionSecretKey } : {}),
            },
            logger,
          }),
      );
      lifecycle.addShutdownHook(() => manager.close());
      return manager;
    },
  });
}

/** What the manager's errors may name, besides the paths of files, which an operator needs to see. */
function valuesOf({ tokenEndpoint, issuer }: ConfiguredAccount): (string | undefined)[] {
  const address = tokenEndpoint ?? issuer;
  const host = URL.canParse(address) ? new URL(address).hostname : undefined;
  return [host];
}
