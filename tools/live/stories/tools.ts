import type { Making, Walk } from '../walk.ts';
import { absentImage, type Place } from './examples.ts';
import { toolResource } from './resources.ts';
import { type Story, toBeRead, unlessMade } from './story.ts';
import { toolBuildsStory } from './tool-builds.ts';

/** `tools.*` */
export const toolsStory: Story = async walk => {
  const { tools } = walk.api;
  const { namespace } = walk;
  const listed = await walk.call('tools.list', options => tools.list({ namespace }, options));
  const own = walk.own('tool');
  const resource = toolResource(walk, own);
  const image = { ...own, deploymentMethod: 'image', containerImage: absentImage };
  const made = await walk.make('tools.create', resource, options => tools.create(image, options));
  const read = toBeRead(own, made, listed.data?.items?.at(0)?.name);
  await walk.call('tools.get', options => tools.get(read, options), unlessMade(made));
  await walk.call('tools.routeStatus', options => tools.routeStatus(read, options));
  await callMcp(walk, own, made);
  await walk.remove('tools.delete', resource, options => tools.delete(own, options), made);
  await toolBuildsStory(walk);
};

/** Its own tool alone: what another's MCP tool does, nobody knows. */
async function callMcp(walk: Walk, own: Place, of: Making): Promise<void> {
  const { tools } = walk.api;
  const nothingRuns = { of, expected: { 502: 'its image is nowhere, so no MCP server answers' } };
  const offered = await walk.call('tools.connect', o => tools.connect(own, o), nothingRuns);
  const toolName = offered.data?.tools?.at(0)?.name ?? 'absent';
  await walk.call('tools.invoke', o => tools.invoke({ ...own, toolName }, o), nothingRuns);
}
