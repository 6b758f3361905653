import type { AnswerShape } from '../../answers/answer.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody } from '../../operations/parameter-place.ts';
import { fields, flag, integer, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../common/no-parameters.ts';
import type { AutosyncStatus } from './autosync-answers.ts';
import type { SetAutosyncParameters } from './autosync-parameters.ts';

const status: AnswerShape<AutosyncStatus> = {
  shape: fields<AutosyncStatus>({
    enabled: required(flag),
    registryType: optional(text),
    registryUrl: optional(text),
    storeUiUrl: optional(text),
    syncInterval: optional(integer),
    lastSyncedAt: optional(text),
    skillCount: optional(integer),
    allowedTags: optional(list(text)),
  }),
};

export const autosyncOperations = {
  'skills.autosync.get': describeOperation<NoParameters, AutosyncStatus>({
    parameters: {},
    answer: status,
  }),
  'skills.autosync.set': describeOperation<SetAutosyncParameters, AutosyncStatus>({
    parameters: {
      registryType: inBody(optional(text)),
      registryUrl: inBody(required(text)),
      syncInterval: inBody(optional(integer)),
      allowedTags: inBody(optional(list(text))),
    },
    everyNamespace: true,
    answer: status,
  }),
  'skills.autosync.delete': describeOperation<NoParameters, void>({
    parameters: {},
    everyNamespace: true,
    answer: {},
    whenGone: () => undefined,
  }),
} satisfies DescriptorTable;
