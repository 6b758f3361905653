import {
  buildExpectations,
  buildTimeoutMs,
  type Place,
  sourceOf,
  withoutShipwright,
} from './examples.ts';
import type { Story } from './story.ts';

/** `tools.builds.*`, and the making and removing of a tool from source. */
export const toolBuildsStory: Story = async walk => {
  const { tools } = walk.api;
  const { builds } = tools;
  const { namespace, wish, signal } = walk;
  const listed = await walk.call('tools.builds.list', o => builds.list({ namespace }, o));
  const own = walk.own('built-tool');
  const resource = { what: `tool ${own.namespace}/${own.name}`, remove: () => tools.delete(own) };
  const { folder: contextDir, ...source } = sourceOf(wish);
  const made = await walk.make(
    'tools.create',
    resource,
    options => tools.create({ ...own, ...source, contextDir }, options),
    withoutShipwright,
  );
  const existing = listed.data?.items.at(0)?.name;
  const read: Place = made.kind === 'made' ? own : { namespace, name: existing ?? own.name };
  await walk.call('tools.builds.info', o => builds.info(read, o), buildExpectations);
  const succeeded =
    made.kind !== 'made' ||
    wish.gitUrl === undefined ||
    (await walk.before('tools.builds.finalize', () =>
      builds.waitFor(own, { signal, timeoutMs: buildTimeoutMs }),
    ));
  if (succeeded) {
    await walk.call('tools.builds.finalize', o => builds.finalize(own, o), {
      of: made,
      ...buildExpectations,
      expected: { ...buildExpectations.expected, 409: 'Kagenti had finalized it by itself' },
    });
  }
  await walk.call('tools.builds.start', o => builds.start(own, o), {
    of: made,
    ...buildExpectations,
  });
  await walk.remove('tools.delete', resource, options => tools.delete(own, options), made);
};
