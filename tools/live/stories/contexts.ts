import { contextResource } from './resources.ts';
import { type Story, toBeRead, unlessMade } from './story.ts';

/** `contexts.*` */
export const contextsStory: Story = async walk => {
  const { contexts } = walk.api;
  const { namespace } = walk;
  const listed = await walk.call('contexts.list', o => contexts.list({ namespace }, o));
  const own = walk.own('context');
  const resource = contextResource(walk, own);
  const made = await walk.make('contexts.create', resource, options =>
    contexts.create({ ...own, storage: {} }, options),
  );
  const read = toBeRead(own, made, listed.data?.items?.at(0)?.name);
  await walk.call('contexts.get', options => contexts.get(read, options), unlessMade(made));
  await walk.remove('contexts.delete', resource, options => contexts.delete(own, options), made);
};
