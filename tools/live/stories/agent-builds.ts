import { sourceOf, withoutShipwright } from './examples.ts';
import { finishBuild } from './finish-build.ts';
import { agentResource } from './resources.ts';
import { type Story, toBeRead, unlessMade } from './story.ts';
import { untilSettled } from './until-settled.ts';

/** `agents.builds.*`, and the making and removing of an agent from source. */
export const agentBuildsStory: Story = async walk => {
  const { agents } = walk.api;
  const { builds } = agents;
  const { namespace, wish, signal } = walk;
  await walk.call('agents.builds.strategies', options => builds.strategies({}, options));
  const listed = await walk.call('agents.builds.list', o => builds.list({ namespace }, o));
  const own = walk.own('built-agent');
  const resource = agentResource(walk, own, true);
  const { folder: gitPath, ...source } = sourceOf(wish);
  const made = await walk.make(
    'agents.create',
    resource,
    options => agents.create({ ...own, ...source, gitPath }, options),
    withoutShipwright,
  );
  const read = toBeRead(own, made, listed.data?.items?.at(0)?.name);
  const absent = unlessMade(made, 'there is no build in the namespace');
  if (made.kind === 'made') await untilSettled(() => builds.info(own, { signal }), signal);
  await walk.call('agents.builds.get', o => builds.get(read, o), absent);
  await walk.call('agents.builds.info', o => builds.info(read, o), absent);
  await walk.call('agents.builds.run', o => builds.run(read, o), absent);
  const expected = { 500: 'the backend of 2026-08-20 cannot finalize the build of an agent' };
  await finishBuild(walk, { of: 'agents', builds, own, made, resource, absent, expected });
  await walk.remove('agents.delete', resource, options => agents.delete(own, options), made);
};
