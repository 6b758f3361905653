import type { Resource } from '../clean-up.ts';
import type { Story } from './story.ts';

/** `skills.autosync.*`. Switching it reaches every namespace, and its end deletes what came by it. */
export const autosyncStory: Story = async walk => {
  const { autosync } = walk.api.skills;
  const { everyNamespace, skillRegistry: registryUrl } = walk.wish;
  const { kind, data } = await walk.call('skills.autosync.get', o => autosync.get({}, o));
  const why =
    kind === 'failed'
      ? 'whether it is switched on is not known'
      : data?.enabled === true
        ? 'it is switched on, and not by this suite'
        : !everyNamespace || registryUrl === undefined
          ? 'it reaches every namespace (--every-namespace, with --skill-registry)'
          : undefined;
  if (why !== undefined || registryUrl === undefined) {
    walk.skip('skills.autosync.set', why ?? '');
    walk.skip('skills.autosync.delete', why ?? '');
    return;
  }
  const resource: Resource = {
    what: 'synchronisation of skills',
    remove: options => autosync.delete({}, options),
    isThere: async options => (await autosync.get({}, options)).enabled,
  };
  // None that a registry has: nothing comes of it in the moment that it is on.
  const settings = { registryUrl, syncInterval: 3600, allowedTags: [walk.prefix] };
  const made = await walk.make(
    'skills.autosync.set',
    resource,
    options => autosync.set(settings, options),
    { untried: { 409: 'there are skills, which it does not go with' } },
  );
  if (made.kind === 'made') {
    await walk.remove('skills.autosync.delete', resource, o => autosync.delete({}, o), made);
  } else {
    walk.skip('skills.autosync.delete', 'it was not switched on');
  }
};
