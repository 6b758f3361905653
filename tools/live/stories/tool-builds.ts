import {
  buildTimeoutMs,
  notSucceeded,
  type Place,
  sourceOf,
  withoutShipwright,
} from './examples.ts';
import { toolResource } from './resources.ts';
import { type Story, unlessMade } from './story.ts';
import { tellBuild } from './tell-build.ts';
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
  const existing = listed.data?.items?.at(0)?.name;
  const read: Place = made.kind === 'made' ? own : { namespace, name: existing ?? own.name };
  const absent = unlessMade(made, 'there is no build in the namespace');
  if (made.kind === 'made') await untilSettled(() => builds.info(own, { signal }), signal);
  await walk.call('tools.builds.info', o => builds.info(read, o), absent);
  const succeeded =
    made.kind !== 'made' ||
    wish.gitUrl === undefined ||
    (await walk.before('tools.builds.finalize', () =>
      builds.waitFor(own, {
        signal,
        timeoutMs: buildTimeoutMs,
        onProgress: tellBuild(walk, 'tools.builds.finalize'),
      }),
    ));
  if (succeeded) {
    await walk.call('tools.builds.finalize', o => builds.finalize(own, o), {
      of: made,
      makes: resource,
      ...absent,
      expected: { ...notSucceeded, 409: 'Kagenti had finalized it by itself' },
    });
  }
  await walk.call('tools.builds.start', o => builds.start(own, o), {
    of: made,
    ...absent,
  });
  await walk.remove('tools.delete', resource, options => tools.delete(own, options), made);
};
