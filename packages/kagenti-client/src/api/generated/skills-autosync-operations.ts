// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody } from '../../operations/parameter-place.ts';
import { fields, flag, integer, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../no-parameters.ts';
import { nothing } from '../operation-rules.ts';
import type { AutosyncStatus, SetAutosyncParameters } from './skills-autosync-types.ts';

const autosyncStatusShape = fields<AutosyncStatus>({
  enabled: required(flag),
  registryType: optional(text),
  registryUrl: optional(text),
  storeUiUrl: optional(text),
  syncInterval: optional(integer),
  lastSyncedAt: optional(text),
  skillCount: optional(integer),
  allowedTags: optional(list(text)),
});

/** What the client knows of `skills.autosync.*`. */
export const skillsAutosyncOperations = {
  'skills.autosync.get': describeOperation<NoParameters, AutosyncStatus>({
    parameters: {},
    answer: { shape: autosyncStatusShape },
  }),
  'skills.autosync.set': describeOperation<SetAutosyncParameters, AutosyncStatus>({
    parameters: {
      registryType: inBody(optional(text)),
      registryUrl: inBody(required(text)),
      syncInterval: inBody(optional(integer)),
      allowedTags: inBody(optional(list(text))),
    },
    everyNamespace: true,
    defaultTimeouts: { headersMs: 75000, totalMs: 90000 },
    answer: { shape: autosyncStatusShape },
  }),
  'skills.autosync.delete': describeOperation<NoParameters, void>({
    parameters: {},
    everyNamespace: true,
    answer: {},
    whenGone: nothing,
  }),
} satisfies DescriptorTable;
