import { always, type GroupOverlay, object, sometimes, text } from './overlay.ts';

/** The statuses are those of the Context Service, or of what is in front of it (routers/contexts.py:60 in 0ea6d7ff). */
const copies = { copiesStatus: true, since: '2026-08-20' } as const;

const unknownContext = [
  'KagentiHttpError: 404 for a context that does not exist, 503 if the Context Service cannot be reached',
];

export const contexts: GroupOverlay = {
  api: {
    name: 'ContextsApi',
    about:
      'Contexts: volumes that agents share, kept by a Context Service behind Kagenti. `agents.create` mounts them (`contexts`). Every status of 400 and above comes from the Context Service, or from what is in front of it.',
  },
  operations: {
    'contexts.list': {
      ...copies,
      about: 'Lists the contexts of a namespace; empty for one that does not exist.',
      throws: [
        'KagentiHttpError: 400 for a namespace that is not an RFC 1123 label, 503 if the Context Service cannot be reached',
      ],
      parameters: 'ContextsListParameters',
      answer: 'ResourceList<AgentContext>',
    },
    'contexts.create': {
      ...copies,
      about:
        'Creates a context. Its state is `provisioning` at first; poll `get` until it is `ready`.',
      throws: [
        'KagentiHttpError: 400 for an invalid name or size, 409 if the name is taken, 500 for a namespace that does not exist, 503 if the Context Service cannot be reached or does not answer within 10 s; it may still have created the context',
      ],
      parameters: 'CreateContextParameters',
      answer: 'AgentContext',
    },
    'contexts.get': {
      ...copies,
      about: 'Returns one context.',
      throws: unknownContext,
      parameters: 'ContextParameters',
      answer: 'AgentContext',
    },
    // The contract says 200 with JSON; the backend answers 204 without a body.
    'contexts.delete': {
      ...copies,
      about:
        'Deletes a context with its data, even while an agent mounts it; the answer has no content.',
      throws: unknownContext,
      parameters: 'ContextParameters',
      answer: 'nothing',
      whenGone: 'nothing',
    },
  },
  types: {
    ContextsListParameters: {
      about: 'Parameters of `contexts.list`.',
      fields: { namespace: 'Namespace whose contexts are listed.' },
    },
    ContextParameters: { about: 'One context.', names: { name: 'context' } },
    CreateContextParameters: {
      about: 'Parameters of `contexts.create`.',
      names: { name: 'context' },
      fields: {
        name: 'Its name: lower-case letters, digits and hyphens, at most 50 characters.',
        namespace: 'Namespace that it is created in; it must exist.',
        type: 'What agents use it for.',
        storage: 'Its volume; `{}` for the defaults.',
      },
    },
    ContextStorage: {
      about: 'The volume of a context.',
      of: ['ContextStorage'],
      names: { storageClass: 'storageClass' },
      fields: {
        backend: 'Kind of storage: a PersistentVolumeClaim.',
        size: 'Its size as Kubernetes writes it.',
        accessMode: 'Whether one node may mount it, or several.',
        storageClass: "Its StorageClass. Default: the cluster's own.",
      },
    },
    AgentContext: {
      about: 'A context: a volume that agents share. The contract leaves its shape open.',
      fields: {
        name: always(text, 'Its name.'),
        namespace: always(text, 'Its namespace.'),
        type: always(text, '`workspace`, `memory`, `knowledge` or `artifacts`.'),
        status: always(text, '`provisioning`, then `ready`.'),
        storage: sometimes(object, 'Its volume: `backend`, `size`, `accessMode`, `storageClass`.'),
        attachment: sometimes(object, 'How a pod mounts it: `kind`, `claimName`.'),
      },
      others: 'What else the Context Service sends.',
    },
  },
};
