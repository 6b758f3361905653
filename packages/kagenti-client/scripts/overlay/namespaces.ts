import type { GroupOverlay } from './overlay.ts';

export const namespaces: GroupOverlay = {
  api: { name: 'NamespacesApi', about: 'Namespaces.' },
  operations: {
    'namespaces.list': {
      about:
        'Lists namespaces, including those that this client may not use. Where Kubernetes does not let the backend list them, the answer is `default` alone, without a warning.',
      parameters: 'NamespacesListParameters',
    },
  },
  types: {
    NamespacesListParameters: {
      about: 'Parameters of `namespaces.list`.',
      fields: { enabledOnly: 'List only the namespaces that Kagenti is enabled for.' },
    },
    NamespaceList: {
      about: 'Namespaces that Kagenti knows.',
      of: ['NamespaceListResponse'],
      fields: {
        namespaces:
          'Their names. A backend that may not list them answers `default` alone, which need not exist.',
      },
    },
  },
};
