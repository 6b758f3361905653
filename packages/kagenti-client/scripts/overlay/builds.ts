import type { GroupOverlay } from './overlay.ts';

export const builds: GroupOverlay = {
  operations: {
    'builds.list': { parameters: 'AllBuildsListParameters', problem: 'oneNamespaceOrAll' },
  },
  types: {
    AllBuildsListParameters: {
      about: 'Parameters of `builds.list`.',
      extends: 'BuildsListParameters',
      fields: { for: 'Whose builds to list.' },
    },
  },
};
