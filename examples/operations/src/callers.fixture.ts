/** Who calls. */
export const jane = 'user:default/jane';
/** Another one, who may not go on with Jane's chats. */
export const bob = 'user:default/bob';

/** Whom they chat with. */
export const weatherAgent = { namespace: 'team1', name: 'weather-agent' };

/** An agent that is not there yet. */
export const newAgent = {
  namespace: 'team1',
  name: 'poet',
  deploymentMethod: 'image',
  containerImage: 'registry.example.com/agents/poet:1.0.0',
} as const;
