import type { Expectations } from '../outcome.ts';
import type { Making, Walk } from '../walk.ts';
import { agentBuildsStory } from './agent-builds.ts';
import { absentImage, type Place } from './examples.ts';
import { agentResource } from './resources.ts';
import { type Story, toBeRead, unlessMade } from './story.ts';

/** `agents.*` */
export const agentsStory: Story = async walk => {
  const { agents } = walk.api;
  const { namespace } = walk;
  const listed = await walk.call('agents.list', options => agents.list({ namespace }, options));
  await environmentFiles(walk);
  const own = walk.own('agent');
  const resource = agentResource(walk, own);
  const image = { ...own, deploymentMethod: 'image', containerImage: absentImage };
  const made = await walk.make('agents.create', resource, options => agents.create(image, options));
  // One that is being built is listed, and cannot be got.
  const existing = listed.data?.items?.find(item => item?.status?.startsWith('Build') === false);
  const read = toBeRead(own, made, existing?.name);
  await readAgent(walk, read, unlessMade(made));
  await replaceIdentityConfig(walk, own);
  await migrate(walk, own, made);
  await walk.remove('agents.delete', resource, options => agents.delete(own, options), made);
  await agentBuildsStory(walk);
};

async function environmentFiles(walk: Walk): Promise<void> {
  const { agents } = walk.api;
  const content = 'LOG_LEVEL=debug\n';
  const url = 'https://example.com/boost-live.env';
  const notFetched = 'the server asked for the file, which is not there';
  await walk.call('agents.parseEnv', options => agents.parseEnv({ content }, options));
  await walk.call('agents.fetchEnv', options => agents.fetchEnv({ url }, options), {
    expected: { 404: notFetched, 502: 'the server tried, and cannot reach that host' },
  });
}

async function readAgent(walk: Walk, agent: Place, absent: Expectations): Promise<void> {
  const { agents } = walk.api;
  const noPod = { expected: { 404: 'its pod is not there yet', 502: 'its pod does not answer' } };
  await walk.call('agents.get', options => agents.get(agent, options), absent);
  await walk.call('agents.routeStatus', options => agents.routeStatus(agent, options));
  await walk.call('agents.identity.config', o => agents.identity.config(agent, o), noPod);
  await walk.call('agents.identity.status', o => agents.identity.status(agent, o), noPod);
}

/** What is stored would outlive the agent, so nothing is: the text is no YAML. */
async function replaceIdentityConfig(walk: Walk, own: Place): Promise<void> {
  const { identity } = walk.api.agents;
  const noYaml = { ...own, config: 'mode: [' };
  await walk.call('agents.identity.replaceConfig', o => identity.replaceConfig(noYaml, o), {
    expected: { 400: 'it rejects text that is no YAML' },
  });
}

/** Only of its own agent: the former agents of others stay what they are, reported by a dry run alone. */
async function migrate(walk: Walk, own: Place, of: Making): Promise<void> {
  const { migration } = walk.api.agents;
  const { namespace } = own;
  await walk.call('agents.migration.migrate', o => migration.migrate(own, o), {
    of,
    expected: { 404: 'it is no agent of the former kind' },
  });
  const dryRun = { namespace, dryRun: true };
  await walk.call('agents.migration.migrateAll', o => migration.migrateAll(dryRun, o));
}
