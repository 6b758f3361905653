import type { Place } from './examples.ts';
import type { Story } from './story.ts';

/** What a run meets on a server with nothing wrong. */
const withoutStore = {
  502: 'the skill store has no such run, or its part for dreaming is missing',
  503: 'without the synchronisation of skills no skill store is known',
};

/**
 * `dreams.*`. A run hands the conversations of an agent to a model that changes skills of every namespace, and
 * thresholds cannot be removed again.
 */
export const dreamsStory: Story = async walk => {
  const { dreams } = walk.api;
  const { agent, everyNamespace } = walk.wish;
  const dreamer: Place = agent ?? walk.own('agent');
  const { kind, data } = await walk.call('dreams.status', options =>
    dreams.status(dreamer, options),
  );
  const run = { ...dreamer, runId: walk.prefix };
  await walk.call('dreams.run', o => dreams.run(run, o), { expected: withoutStore });
  if (agent === undefined || !everyNamespace) {
    walk.skip(
      'dreams.start',
      'it changes skills of every namespace (--every-namespace, with --agent)',
    );
  } else {
    await walk.call('dreams.start', o => dreams.start(agent, o), { expected: withoutStore });
  }
  // While the flag is off nothing can be set.
  if (agent === undefined || (data === undefined && kind !== 'featureOff')) {
    walk.skip(
      'dreams.setThresholds',
      'it needs an agent whose thresholds stay as they are (--agent)',
    );
    return;
  }
  const thresholds = {
    ...agent,
    minNewTrajectories: data?.minNewTrajectories ?? 0,
    minIntervalSeconds: data?.minIntervalSeconds ?? 0,
    scheduleDays: (data?.scheduleDays ?? []).flatMap(day => day ?? []),
    scheduleTime: data?.scheduleTime ?? '',
  };
  await walk.call('dreams.setThresholds', o => dreams.setThresholds(thresholds, o));
};
