/** The plugin of Backstage in whose database the overrides of `boost.*` are, in every backend. */
export const configPluginId = 'boost-config';
