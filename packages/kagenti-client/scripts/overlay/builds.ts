import type { GroupOverlay } from './overlay.ts';
import { oneOrAll, registeredBuilds } from './shared-texts.ts';

export const builds: GroupOverlay = {
  api: { name: 'BuildsApi', about: 'Builds of agents and tools together.' },
  operations: {
    'builds.list': {
      ...oneOrAll,
      about: `Lists the builds of a namespace, or with \`allNamespaces\` of every one. ${registeredBuilds}`,
      parameters: 'AllBuildsListParameters',
    },
  },
  types: {
    AllBuildsListParameters: {
      about: 'Parameters of `builds.list`.',
      extends: 'BuildsListParameters',
      fields: { for: 'Whose builds to list.' },
    },
  },
};
