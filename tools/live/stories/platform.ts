import type { Story } from './story.ts';

/** `health.*`: public. */
export const healthStory: Story = async walk => {
  const { health } = walk.api;
  await walk.call('health.live', options => health.live({}, options));
  await walk.call('health.ready', options => health.ready({}, options));
};

/** `auth.*`: whom the server takes the account for. */
export const authStory: Story = async walk => {
  const { auth } = walk.api;
  await walk.call('auth.config', options => auth.config({}, options));
  await walk.call('auth.status', options => auth.status({}, options));
  await walk.call('auth.userInfo', options => auth.userInfo({}, options));
  await walk.call('auth.me', options => auth.me({}, options));
};

/** `namespaces.*` */
export const namespacesStory: Story = async walk => {
  const { namespaces } = walk.api;
  await walk.call('namespaces.list', options => namespaces.list({}, options));
};

/** `config.*`: how the platform is set up. */
export const configStory: Story = async walk => {
  const { config } = walk.api;
  await walk.call('config.features', options => config.features({}, options));
  await walk.call('config.dashboards', options => config.dashboards({}, options));
  await walk.call('config.platformStatus', options => config.platformStatus({}, options));
  await walk.call('config.mcpGatewayStatus', options => config.mcpGatewayStatus({}, options));
};

/** `builds.*`: agents' and tools' together. */
export const buildsStory: Story = async walk => {
  const { builds } = walk.api;
  const { namespace } = walk;
  await walk.call('builds.list', options => builds.list({ namespace }, options));
};
