export {
  type BoostConfigServiceOptions,
  createBoostConfigServiceFactory,
} from './config-administration.ts';
export { boostConfigPermissions } from './config-permissions.ts';
export { boostConfigPlugin, boostConfigPlugin as default } from './config-plugin.ts';
export { type BoostConfigService, boostConfigServiceRef } from './config-service.ts';
export { toBackstageError } from './http-errors.ts';
