import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { agentOwnership } from '@rhdh-boost/kagenti-client/permission-rules';

/** Which group owns the agents of a namespace. A portal with a catalog asks the catalog instead. */
const owners = new Map([
  ['team1', 'group:default/chatters'],
  ['team2', 'group:default/operators'],
]);

/** The resource type `boost-agent` with the rule `IS_OWNER`. */
export const agents = agentOwnership({
  pluginId: 'portal',
  ownersOf: ({ namespace }) => {
    const owner = owners.get(namespace);
    return owner === undefined ? undefined : [owner];
  },
});

/** The permission backend asks the plugin that registered the resource type whether a condition holds. */
export const agentsModule = createBackendModule({
  pluginId: 'portal',
  moduleId: 'agents',
  register(env) {
    env.registerInit({
      deps: { permissionsRegistry: coreServices.permissionsRegistry },
      async init({ permissionsRegistry }) {
        permissionsRegistry.addResourceType(agents.resourceType);
      },
    });
  },
});
