// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import { fields, integer, list, optional, required, text } from '../../shapes/shape.ts';
import type {
  DreamParameters,
  DreamRun,
  DreamRunParameters,
  DreamStatus,
  DreamThresholdsParameters,
  DreamThresholdsResult,
  StartedDream,
} from './dreams-types.ts';

const dreamStatusShape = fields<DreamStatus>({
  namespace: required(text),
  agent: required(text),
  lastDreamedTs: optional(text),
  lastDreamedAt: optional(text),
  lastRunId: optional(text),
  dreamedCount: optional(integer),
  minNewTrajectories: optional(integer),
  minIntervalSeconds: optional(integer),
  scheduleDays: optional(list(text)),
  scheduleTime: optional(text),
  newTrajectories: optional(integer),
});

const startedDreamShape = fields<StartedDream>({
  status: required(text),
  namespace: required(text),
  agent: required(text),
  run_id: optional(text),
  new_trajectories: optional(integer),
  new_spans: optional(integer),
  cursor: optional(text),
});

const dreamRunShape = fields<DreamRun>({
  runId: required(text),
  status: optional(text),
  summaryMd: optional(text),
});

const dreamThresholdsResultShape = fields<DreamThresholdsResult>({
  status: required(text),
  namespace: required(text),
  agent: required(text),
});

/** What the client knows of `dreams.*`. */
export const dreamsOperations = {
  'dreams.status': describeOperation<DreamParameters, DreamStatus>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.dreamer, 'agent')),
    },
    since: '2026-08-20',
    answer: { shape: dreamStatusShape },
  }),
  'dreams.start': describeOperation<DreamParameters, StartedDream>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.dreamer, 'agent')),
    },
    since: '2026-08-20',
    answer: { shape: startedDreamShape },
  }),
  'dreams.run': describeOperation<DreamRunParameters, DreamRun>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.dreamer, 'agent')),
      runId: inPath(required(names.dreamRun, 'run_id')),
    },
    since: '2026-08-20',
    answer: { shape: dreamRunShape },
  }),
  'dreams.setThresholds': describeOperation<DreamThresholdsParameters, DreamThresholdsResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.dreamer, 'agent')),
      minNewTrajectories: inBody(optional(integer)),
      minIntervalSeconds: inBody(optional(integer)),
      scheduleDays: inBody(optional(list(text))),
      scheduleTime: inBody(optional(text)),
    },
    since: '2026-08-20',
    answer: { shape: dreamThresholdsResultShape },
  }),
} satisfies DescriptorTable;
