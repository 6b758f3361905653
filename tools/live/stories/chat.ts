import type { Story } from './story.ts';

/** `chat.*`, with an agent that runs: Kagenti hands it the account's token. */
export const chatStory: Story = async walk => {
  const { chat } = walk.api;
  const { agent } = walk.wish;
  if (agent === undefined) {
    for (const operation of ['chat.agentCard', 'chat.send', 'chat.stream'] as const) {
      walk.skip(operation, 'it needs an agent that runs (--agent)');
    }
    return;
  }
  await walk.call('chat.agentCard', options => chat.agentCard(agent, options));
  const message = { ...agent, message: 'Hello' };
  await walk.call('chat.send', options => chat.send(message, options));
  await walk.call('chat.stream', options => ({
    withResponse: async () => ({ data: await chat.stream(message, options).result(), status: 200 }),
  }));
};
