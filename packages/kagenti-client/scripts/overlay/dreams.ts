import { always, type GroupOverlay, integer, sometimes, text } from './overlay.ts';

/** The paths call the agent `agent`; as everywhere else, it is named by `namespace` and `name`. */
const ofAgent = { rename: { agent: 'name' }, since: '2026-08-20' };

export const dreams: GroupOverlay = {
  api: {
    name: 'DreamsApi',
    about:
      "Dreaming: Kagenti reads an agent's new conversations and improves skills from them. The server checks neither that the agent exists nor its name.",
  },
  operations: {
    'dreams.status': {
      ...ofAgent,
      about: 'Returns the progress of the dreaming of an agent, with its thresholds.',
      parameters: 'DreamParameters',
    },
    'dreams.start': {
      ...ofAgent,
      about:
        "Starts a run over an agent's new conversations and does not wait for it: poll `run`. If there are no new conversations, it starts none, and the answer has no `run_id`. A second start overwrites a pending run.",
      throws: [
        'KagentiHttpError: 502 if the traces or the skill store cannot be reached, 503 without a skill store (`skills.autosync.set` configures one)',
      ],
      parameters: 'DreamParameters',
      answer: 'StartedDream',
    },
    'dreams.run': {
      ...ofAgent,
      about:
        "Returns a run, and records that it ended: only this call, for a run that is `ready`, moves the agent's mark, so that the same conversations are not used again.",
      throws: [
        'KagentiHttpError: 400 for an invalid id, 502 for an unknown id or if the skill store cannot be reached, 503 without a skill store',
      ],
      parameters: 'DreamRunParameters',
    },
    'dreams.setThresholds': {
      ...ofAgent,
      about:
        'Replaces all thresholds of an agent: those left out are reset, numbers to 0, days and time to none. They are stored and start nothing.',
      throws: ['KagentiHttpError, 422 for a number below 0 or a time that is not `HH:MM`'],
      parameters: 'DreamThresholdsParameters',
      answer: 'DreamThresholdsResult',
    },
  },
  types: {
    DreamParameters: {
      about: 'The agent whose conversations are dreamed of.',
      names: { name: 'dreamer' },
      fields: { namespace: 'Namespace of the agent.', name: 'Name of the agent.' },
    },
    DreamRunParameters: {
      about: 'Parameters of `dreams.run`.',
      names: { runId: 'dreamRun' },
      extends: 'DreamParameters',
      fields: {
        runId:
          'Id of the run, from `dreams.start`: 1 to 128 letters, digits, dots, underscores and hyphens.',
      },
    },
    DreamThresholdsParameters: {
      about:
        'Parameters of `dreams.setThresholds`. They replace all thresholds: what is left out gets its default.',
      extends: 'DreamParameters',
      fields: {
        minNewTrajectories: 'New conversations that make a run worthwhile.',
        minIntervalSeconds: 'Time between two runs, in seconds.',
        scheduleDays: 'Days of the week to run on. Default: none. The server does not check them.',
        scheduleTime: 'Time of the day to run at, `HH:MM`; empty for none.',
      },
    },
    DreamStatus: {
      about: 'How far the dreaming of an agent is.',
      of: ['DreamStatus'],
      fields: {
        namespace: 'Namespace of the agent.',
        agent: 'Name of the agent.',
        lastDreamedTs: 'Time of the newest conversation that was dreamed of, as ISO 8601.',
        lastDreamedAt: 'When the last run ended, as ISO 8601.',
        lastRunId: 'Id of the last run; empty before the first.',
        dreamedCount: 'How many runs ended well.',
        minNewTrajectories: 'New conversations that make a run worthwhile.',
        minIntervalSeconds: 'Time between two runs, in seconds.',
        scheduleDays: 'Days of the week to run on.',
        scheduleTime: 'Time of the day to run at, `HH:MM`; empty for none.',
        newTrajectories:
          'Conversations that no run has dreamed of yet; at least so many, for the server looks at the newest 200 spans. 0 also where the traces cannot be read.',
      },
    },
    StartedDream: {
      about: 'Result of `dreams.start`; the contract leaves its shape open.',
      fields: {
        status: always(text, '`submitted`, or `no_new_trajectories` where no run was started.'),
        namespace: always(text, 'Namespace of the agent.'),
        agent: always(text, 'Name of the agent.'),
        run_id: sometimes(text, 'Id of the run, for `dreams.run`; missing where none was started.'),
        new_trajectories: sometimes(integer, 'How many conversations it dreams of.'),
        new_spans: sometimes(integer, 'How many spans these have.'),
        cursor: sometimes(text, 'Time of the newest of them, as ISO 8601.'),
      },
    },
    DreamRun: {
      about: 'A run of dreaming.',
      of: ['DreamRunStatus'],
      fields: {
        runId: 'Its id.',
        status: '`pending`, `ready` or `failed`.',
        summaryMd: 'What was done, as Markdown, when it is `ready`. It may quote conversations.',
      },
    },
    DreamThresholdsResult: {
      about: 'Result of `dreams.setThresholds`; the contract leaves its shape open.',
      fields: {
        status: always(text, '`ok`.'),
        namespace: always(text, 'Namespace of the agent.'),
        agent: always(text, 'Name of the agent.'),
      },
    },
  },
};
