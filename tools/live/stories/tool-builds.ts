import { sourceOf, withoutShipwright } from './examples.ts';
import { finishBuild } from './finish-build.ts';
import { toolResource } from './resources.ts';
import { type Story, toBeRead, unlessMade } from './story.ts';
import { untilSettled } from './until-settled.ts';

/** `tools.builds.*`, and the making and removing of a tool from source. */
export const toolBuildsStory: Story = async walk => {
  const { tools } = walk.api;
  const { builds } = tools;
  const { namespace, wish, signal } = walk;
  const listed = await walk.call('tools.builds.list', o => builds.list({ namespace }, o));
  const own = walk.own('built-tool');
  const resource = toolResource(walk, own, true);
  const { folder: contextDir, ...source } = sourceOf(wish);
  const made = await walk.make(
    'tools.create',
    resource,
    options => tools.create({ ...own, ...source, contextDir }, options),
    withoutShipwright,
  );
  const read = toBeRead(own, made, listed.data?.items?.at(0)?.name);
  const absent = unlessMade(made, 'there is no build in the namespace');
  if (made.kind === 'made') await untilSettled(() => builds.info(own, { signal }), signal);
  await walk.call('tools.builds.info', o => builds.info(read, o), absent);
  await finishBuild(walk, {
    of: 'tools',
    builds,
    own,
    made,
    resource,
    absent,
    expected: { 409: 'Kagenti had finalized it by itself' },
  });
  await walk.remove('tools.delete', resource, options => tools.delete(own, options), made);
};
