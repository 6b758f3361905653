// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
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
  storageClass: optional(text),
});

/** What the client knows of `contexts.*`. */
export const contextsOperations = {
  'contexts.list': describeOperation<ContextsListParameters, ResourceList<AgentContext>>({
    parameters: { namespace: inPath },
    answer: listAnswer(agentContextShape),
  }),
  'contexts.create': describeOperation<CreateContextParameters, AgentContext>({
    parameters: {
      name: inBody(required(text)),
      namespace: inBody(required(text)),
      type: inBody(optional(choice('workspace', 'memory', 'knowledge', 'artifacts'))),
      storage: inBody(required(contextStorageShape)),
    },
    answer: { shape: agentContextShape },
  }),
  'contexts.get': describeOperation<ContextParameters, AgentContext>({
    parameters: { namespace: inPath, name: inPath },
    answer: { shape: agentContextShape },
  }),
  'contexts.delete': describeOperation<ContextParameters, void>({
    parameters: { namespace: inPath, name: inPath },
    answer: {},
    whenGone: nothing,
  }),
} satisfies DescriptorTable;
