import { agentOwnership } from '@rhdh-boost/kagenti-client/permission-rules';

/** Which group owns the agents of a namespace. A portal with a catalog asks the catalog instead. */
const owners = new Map([
  ['team1', ['group:default/chatters']],
  ['team2', ['group:default/operators']],
]);

/** The resource type `boost-agent` with the rule `IS_OWNER`. */
export const agents = agentOwnership({
  pluginId: 'portal',
  ownersOf: ({ namespace }) => owners.get(namespace),
});
