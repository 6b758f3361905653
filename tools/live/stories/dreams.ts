import type { Story } from './story.ts';

/**
 * `dreams.*`, for an agent that has no conversations: no run starts, no skill is changed, and nothing is stored, as no
 * operation could remove it.
 */
export const dreamsStory: Story = async walk => {
  const { dreams } = walk.api;
  const own = walk.own('dreamer');
  const unreachable = {
    502: 'the traces or the skill store cannot be reached',
    503: 'no skill store is configured',
  };
  await walk.call('dreams.status', options => dreams.status(own, options));
  await walk.call('dreams.start', options => dreams.start(own, options), { expected: unreachable });
  const absent = { ...own, runId: '00000000-0000-4000-8000-000000000000' };
  await walk.call('dreams.run', options => dreams.run(absent, options), {
    expected: { ...unreachable, 502: 'the run does not exist' },
  });
  const impossible = { ...own, minNewTrajectories: -1 };
  await walk.call('dreams.setThresholds', options => dreams.setThresholds(impossible, options), {
    expected: { 422: 'it rejects a threshold below 0' },
  });
};
