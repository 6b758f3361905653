import { type GroupOverlay, slow } from './overlay.ts';

export const skillsAutosync: GroupOverlay = {
  api: {
    name: 'AutosyncApi',
    about: 'Skills that are synchronized from a registry, into every namespace.',
  },
  operations: {
    'skills.autosync.get': {
      about: 'Returns whether skills are synchronized, and how the last synchronization went.',
    },
    // Resolves the name of the store's host (routers/skills.py:169); the store is read later, in the background.
    'skills.autosync.set': {
      ...slow,
      about: 'Synchronizes skills from a registry, into every namespace.',
      throws: [
        'KagentiHttpError: 409 while skills exist, 422 for an interval out of range or a registry on a private address',
      ],
      parameters: 'SetAutosyncParameters',
      everyNamespace: true,
    },
    'skills.autosync.delete': {
      about:
        'Stops the synchronization, and removes the synchronized skills from every namespace. Stopping it again succeeds; the answer has no content.',
      everyNamespace: true,
      whenGone: 'nothing',
    },
  },
  types: {
    SetAutosyncParameters: {
      about: 'Parameters of `skills.autosync.set`.',
      fields: {
        registryType: 'Kind of registry.',
        registryUrl:
          'URL of the registry: http or https, on a public host or one that the server allows.',
        syncInterval: 'Time between two synchronizations, in seconds, from 10 to 3600.',
        allowedTags:
          "Synchronize only skills with one of these tags. Default: the server's own list.",
      },
    },
    AutosyncStatus: {
      about: 'How skills are synchronized from a registry.',
      of: ['SkillAutoSyncStatus'],
      fields: {
        enabled: 'Whether they are synchronized; everything else is null where they are not.',
        registryType: 'Kind of registry.',
        registryUrl: 'URL of the registry.',
        storeUiUrl: 'URL of its page for people.',
        syncInterval: 'Time between two synchronizations, in seconds.',
        lastSyncedAt: 'When they were last synchronized, as ISO 8601; null before the first time.',
        skillCount: 'How many skills were synchronized; null before the first time.',
        allowedTags: 'Only skills with one of these tags are synchronized.',
      },
    },
  },
};
