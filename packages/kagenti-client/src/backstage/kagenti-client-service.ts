import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type LoggerService,
  type RootConfigService,
  type ServiceFactory,
  type ServiceRef,
} from '@backstage/backend-plugin-api';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import type { Authorize } from '../access/permission.ts';
import { type ConfiguredClientOptions, createKagentiClient } from '../config/index.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { demand, isFunctionOrMissing } from '../options/check-options.ts';
import { withoutUndefined } from '../options/without-undefined.ts';
import { auditSink } from './audit-sink.ts';
import {
  authorizerOptionNames,
  type PermissionAuthorizerOptions,
  permissionAuthorizer,
} from './permission-authorizer.ts';

/** What a plugin gets: a client that the backend closes. */
export interface KagentiClientService extends Pick<KagentiClient, 'asUser' | 'asService'> {}

/** What {@link createKagentiClientServiceFactory} is made with. */
export interface KagentiClientServiceOptions
  extends PermissionAuthorizerOptions,
    Pick<
      ConfiguredClientOptions,
      'dispatcher' | 'validation' | 'onDrift' | 'allowedHeaders' | 'registry' | 'section'
    > {
  /** The service that is made; {@link kagentiClientServiceRef} by default. */
  readonly service?: ServiceRef<KagentiClientService, 'plugin'>;
  /**
   * Decides on each call instead of Backstage's permissions, for a plugin that has no user credentials to ask with.
   * Allow only what the plugin's own routes have checked. Give it a `service` for that plugin alone: for
   * {@link kagentiClientServiceRef} it decides for all plugins. The other permission options cannot be set with it.
   *
   * @defaultValue {@link permissionAuthorizer} asks Backstage.
   */
  readonly authorize?: Authorize;
}

const serviceOptionNames = {
  ...authorizerOptionNames,
  dispatcher: true,
  validation: true,
  onDrift: true,
  allowedHeaders: true,
  registry: true,
  section: true,
  service: true,
  authorize: true,
} satisfies Record<keyof KagentiClientServiceOptions, true>;

/**
 * The client of the Kagenti backend in `boost.providers.kagenti`. A plugin names it among its `deps` and
 * calls `asUser(backstageUser(credentials))`; the backend need not add anything.
 */
export const kagentiClientServiceRef: ServiceRef<KagentiClientService, 'plugin', 'singleton'> =
  createServiceRef<KagentiClientService>({
    id: 'rhdh-boost.kagenti-client',
    defaultFactory: async () => createKagentiClientServiceFactory(),
  });

/**
 * Makes the service with options of one's own, to be given to `backend.add`. Each plugin that names the
 * service gets a client that asks Backstage's permissions as the caller, writes to the plugin's audit log,
 * logs through the plugin's logger, takes its tokens from the plugin's `tokenManagerServiceRef`
 * (which shares them through the plugin's cache), and is closed when the backend shuts down.
 *
 * A mistake in app-config ends the start of the plugin. Kagenti and Keycloak are asked at the first call.
 *
 * @throws KagentiError `invalid_options` for an unknown option, or a permission option beside `authorize`.
 */
export function createKagentiClientServiceFactory(
  options: KagentiClientServiceOptions = {},
): ServiceFactory<KagentiClientService, 'plugin'> {
  checkNames(
    optionGroup(options, serviceOptionNames, 'what the factory is given'),
    serviceOptionNames,
  );
  const { service = kagentiClientServiceRef, authorize, ...others } = options;
  const { dispatcher, validation, onDrift, allowedHeaders, registry, section, ...rules } = others;
  demand(isFunctionOrMissing(authorize), 'authorize is a function');
  demand(
    authorize === undefined || Object.values(rules).every(rule => rule === undefined),
    `authorize decides instead of Backstage: leave ${Object.keys(authorizerOptionNames).join(', ')} out`,
  );
  const given = withoutUndefined({
    dispatcher,
    validation,
    onDrift,
    allowedHeaders,
    registry,
    section,
  });
  return createServiceFactory({
    service,
    deps: {
      config: coreServices.rootConfig,
      logger: coreServices.logger,
      permissions: coreServices.permissions,
      auditor: coreServices.auditor,
      lifecycle: coreServices.lifecycle,
      tokens: tokenManagerServiceRef,
    },
    factory({ config, logger, permissions, auditor, lifecycle, tokens }) {
      const client = createKagentiClient(config, {
        ...given,
        ...(config.getOptional(methodKey) === 'none' ? {} : { tokens }),
        logger,
        authorize: authorize ?? permissionAuthorizer(permissions, rules),
        audit: auditSink(auditor),
      });
      lifecycle.addShutdownHook(() => client.close());
      if (authorize === undefined) warnOfPermissionsSwitchedOff(config, logger);
      return client;
    },
  });
}

/** Without an account there are no tokens. */
const methodKey = 'boost.kagenti.auth.method';

const allowsEverything =
  'permission.enabled is not true in app-config, so Backstage allows every user every call to Kagenti. Set it to true.';

/** Backstage's permission client says yes to everybody where it is switched off (ServerPermissionClient), in silence. */
function warnOfPermissionsSwitchedOff(config: RootConfigService, logger: LoggerService): void {
  if (config.getOptional('boost.security.mode') === 'development-only-no-auth') return;
  if (config.getOptionalBoolean('permission.enabled') !== true) logger.warn(allowsEverything);
}
