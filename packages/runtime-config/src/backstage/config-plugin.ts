import {
  type BackendFeature,
  coreServices,
  createBackendFeatureLoader,
  createBackendPlugin,
  type LoggerService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { configPluginId } from '@rhdh-boost/internal/config-plugin';
import {
  configAdministrationRef,
  createBoostConfigServiceFactory,
} from './config-administration.ts';
import { boostConfigPermissions } from './config-permissions.ts';
import { createConfigRouter } from './config-router.ts';

const routesPlugin = createBackendPlugin({
  pluginId: configPluginId,
  register(env) {
    env.registerInit({
      deps: {
        administration: configAdministrationRef,
        auditor: coreServices.auditor,
        config: coreServices.rootConfig,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({ administration, config, http, logger, permissionsRegistry, ...guards }) {
        permissionsRegistry.addPermissions(Object.values(boostConfigPermissions));
        http.use(createConfigRouter(administration, guards));
        warnOfPermissionsSwitchedOff(config, logger);
      },
    });
  },
});

/**
 * The plugin `boost-config`: an administrator's routes below `/api/boost-config`. Add it with
 * `backend.add(import('@rhdh-boost/runtime-config/backstage'))`.
 *
 * It brings the service factory along, unless the backend adds one itself, so that copies of this package in several
 * plugins share one resolver and one pool.
 */
export const boostConfigPlugin: BackendFeature = createBackendFeatureLoader({
  loader: () => [routesPlugin, createBoostConfigServiceFactory()],
});

/** Backstage's permission client allows everything while permissions are switched off. */
function warnOfPermissionsSwitchedOff(config: RootConfigService, logger: LoggerService): void {
  if (config.getOptionalBoolean('permission.enabled') === true) return;
  logger.warn(
    'permission.enabled is not true in app-config, so Backstage allows every user to change the settings. Set it to true.',
  );
}
