import {
  buildTimeoutMs,
  notSucceeded,
  type Place,
  sourceOf,
  withoutShipwright,
} from './examples.ts';
import { agentResource } from './resources.ts';
import { type Story, unlessMade } from './story.ts';
import { tellBuild } from './tell-build.ts';
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
  const existing = listed.data?.items?.at(0)?.name;
  const read: Place = made.kind === 'made' ? own : { namespace, name: existing ?? own.name };
  const absent = unlessMade(made, 'there is no build in the namespace');
  if (made.kind === 'made') await untilSettled(() => builds.info(own, { signal }), signal);
  await walk.call('agents.builds.get', o => builds.get(read, o), absent);
  await walk.call('agents.builds.info', o => builds.info(read, o), absent);
  await walk.call('agents.builds.run', o => builds.run(read, o), absent);
  const succeeded =
    made.kind !== 'made' ||
    wish.gitUrl === undefined ||
    (await walk.before('agents.builds.finalize', () =>
      builds.waitFor(own, {
        signal,
        timeoutMs: buildTimeoutMs,
        onProgress: tellBuild(walk, 'agents.builds.finalize'),
      }),
    ));
  if (succeeded) {
    await walk.call('agents.builds.finalize', o => builds.finalize(own, o), {
      of: made,
      makes: resource,
      ...absent,
      expected: notSucceeded,
    });
  }
  await walk.call('agents.builds.start', o => builds.start(own, o), {
    of: made,
    ...absent,
  });
  await walk.remove('agents.delete', resource, options => agents.delete(own, options), made);
};
