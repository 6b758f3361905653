import type { Walk } from '../walk.ts';
import { autosyncStory } from './autosync.ts';
import { skillResource } from './resources.ts';
import { type Story, toBeRead, unlessMade } from './story.ts';

/** `skills.*` */
export const skillsStory: Story = async walk => {
  const { skills } = walk.api;
  const { namespace } = walk;
  const listed = await walk.call('skills.list', options => skills.list({ namespace }, options));
  const own = walk.own('skill');
  const resource = skillResource(walk, own);
  const files = { 'SKILL.md': '# Nothing\nMade by the live suite, and removed by it.\n' };
  const made = await walk.make('skills.create', resource, options =>
    skills.create({ ...own, files }, options),
  );
  const read = toBeRead(own, made, listed.data?.items?.at(0)?.resourceName);
  const file = { ...read, filePath: 'SKILL.md' };
  await walk.call('skills.get', options => skills.get(read, options), unlessMade(made));
  await walk.call('skills.file', options => skills.file(file, options), unlessMade(made));
  const ofMade = { of: made, ...unlessMade(made) };
  await walk.call('skills.recordUsage', options => skills.recordUsage(own, options), ofMade);
  // The client finds no such skill in the list before the role is asked for.
  if (made.kind === 'refused') {
    await walk.call('skills.delete', options => skills.delete(own, options), ofMade);
  } else {
    await walk.remove('skills.delete', resource, options => skills.delete(own, options), made);
  }
  await external(walk);
  await autosyncStory(walk);
};

async function external(walk: Walk): Promise<void> {
  const { skills } = walk.api;
  const registryUrl = walk.wish.skillRegistry;
  if (registryUrl === undefined) {
    walk.skip('skills.addExternal', 'it needs a skill registry (--skill-registry)');
    return;
  }
  const own = walk.own('external-skill');
  const resource = skillResource(walk, own);
  const registered = { registryType: 'skillberry', registryUrl, registrySkillName: 'absent' };
  const made = await walk.make('skills.addExternal', resource, options =>
    skills.addExternal({ ...own, ...registered }, options),
  );
  if (made.kind === 'made') {
    await walk.remove('skills.delete', resource, options => skills.delete(own, options), made);
  }
}
