// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import { choice, fields, object, optional, required, text } from '../../shapes/shape.ts';
import { nothing } from '../operation-rules.ts';
import { listAnswer, type ResourceList } from '../resource-list.ts';
import type {
  AgentContext,
  ContextParameters,
  ContextStorage,
  ContextsListParameters,
  CreateContextParameters,
} from './contexts-types.ts';

const agentContextShape = fields<AgentContext>({
  name: required(text),
  namespace: required(text),
  type: required(text),
  status: required(text),
  storage: optional(object),
  attachment: optional(object),
});

const contextStorageShape = fields<ContextStorage>({
  backend: optional(choice('pvc')),
  size: optional(text),
  accessMode: optional(choice('ReadWriteOnce', 'ReadWriteMany')),
  storageClass: optional(names.storageClass),
});

/** What the client knows of `contexts.*`. */
export const contextsOperations = {
  'contexts.list': describeOperation<ContextsListParameters, ResourceList<AgentContext>>({
    parameters: { namespace: inPath(required(names.namespace)) },
    copiesStatus: true,
    since: '2026-08-20',
    answer: listAnswer(agentContextShape),
  }),
  'contexts.create': describeOperation<CreateContextParameters, AgentContext>({
    parameters: {
      name: inBody(required(names.context)),
      namespace: inBody(required(names.namespace)),
      type: inBody(optional(choice('workspace', 'memory', 'knowledge', 'artifacts'))),
      storage: inBody(required(contextStorageShape)),
    },
    copiesStatus: true,
    since: '2026-08-20',
    answer: { shape: agentContextShape },
  }),
  'contexts.get': describeOperation<ContextParameters, AgentContext>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.context)),
    },
    copiesStatus: true,
    since: '2026-08-20',
    answer: { shape: agentContextShape },
  }),
  'contexts.delete': describeOperation<ContextParameters, void>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.context)),
    },
    copiesStatus: true,
    since: '2026-08-20',
    answer: {},
    whenGone: nothing,
  }),
} satisfies DescriptorTable;
