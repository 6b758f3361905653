import { type GroupOverlay, list, slow, sometimes, text } from './overlay.ts';
import { listAll } from './shared-texts.ts';

export const skills: GroupOverlay = {
  api: {
    name: 'SkillsApi',
    about:
      'Skills that agents can be given. Kagenti treats any ConfigMap as a skill, so `get`, `file`, `delete` and `recordUsage` first read the list of the namespace, within the same call, and fail with status 404 for a name that is not in it.',
    byHand: [listAll('skills', 'Skill')],
  },
  operations: {
    'skills.list': {
      about:
        'Lists the skills of a namespace; Kagenti has no pages. The list is empty for a namespace that does not exist.',
      parameters: 'SkillsListParameters',
    },
    'skills.create': {
      about:
        'Creates a skill from files. The answer contains its display name; the list contains its resource name.',
      throws: [
        'KagentiHttpError: 400 without `SKILL.md` among the files, 404 for a namespace that does not exist, 409 if the name is taken',
      ],
      parameters: 'CreateSkillParameters',
    },
    'skills.get': {
      about: 'Returns a skill with its files; a skill of a registry has none here.',
      throws: [
        'KagentiError `invalid_parameter` for a name that is not a resource name, which display names often are not',
      ],
      parameters: 'SkillParameters',
      mustBeListed: true,
    },
    'skills.delete': {
      about:
        'Deletes a skill. A skill that does not exist returns 404, whereas deleting an agent or a tool succeeds.',
      parameters: 'SkillParameters',
      answer: 'DeleteSkillResult',
      mustBeListed: true,
      whenGone: 'nothingDeleted',
    },
    // Resolves the name of the store's host (routers/skills.py:169).
    'skills.addExternal': {
      ...slow,
      about: 'Creates a skill whose files stay in a registry.',
      throws: [
        'KagentiHttpError: 409 if the name is taken, 422 for a registry on a private address or without one',
      ],
      parameters: 'AddExternalSkillParameters',
    },
    'skills.recordUsage': {
      about: 'Counts one use of a skill, and returns the skill with the new count.',
      parameters: 'SkillParameters',
      mustBeListed: true,
    },
    'skills.file': {
      about: 'Returns a file of a skill.',
      throws: ['KagentiError `invalid_parameter` for a path with an empty part, `.` or `..`'],
      parameters: 'SkillFileParameters',
      mustBeListed: true,
    },
  },
  types: {
    SkillsListParameters: {
      about: 'Parameters of `skills.list`.',
      fields: {
        namespace: 'Namespace whose skills are listed.',
        q: 'List only skills that have this text in name or description.',
      },
    },
    SkillParameters: {
      about: 'One skill.',
      names: { name: 'skill' },
      fields: {
        name: 'Its resource name (`resourceName` of the lists): `summarise`, not its display name.',
      },
    },
    CreateSkillParameters: {
      about: 'Parameters of `skills.create`.',
      names: { name: 'displayedSkill', category: 'category' },
      fields: {
        name: 'Its display name. Kagenti derives the resource name from it, in lower case and with hyphens for what Kubernetes does not accept: `PDF summariser` becomes `pdf-summariser`. A name that leaves none is rejected.',
        namespace: 'Namespace that it is created in.',
        description: 'What it is for.',
        category: 'Its category.',
        url: 'Where it comes from.',
        files:
          'Its files: text by path, `SKILL.md` among them. The server rejects a skill without files.',
      },
    },
    AddExternalSkillParameters: {
      about: 'Parameters of `skills.addExternal`.',
      names: { name: 'displayedSkill', category: 'category', registrySkillName: 'registrySkill' },
      fields: {
        name: 'Its display name, at most 253 characters; the resource name is derived from it, as in `skills.create`.',
        namespace: 'Namespace that it is created in.',
        description: 'What it is for, at most 1000 characters.',
        category: 'Its category, at most 63 characters.',
        registryType: 'Kind of registry: `skillberry`.',
        registryUrl:
          'URL of the registry: http or https, on a public host or one that the server allows.',
        registrySkillName: 'Name of the skill in the registry.',
        registrySkillVersion: 'Its version in the registry.',
        origin: 'Where it comes from.',
      },
    },
    SkillFileParameters: {
      about: 'Parameters of `skills.file`.',
      names: { filePath: 'filePath' },
      extends: 'SkillParameters',
      fields: {
        filePath:
          'Path of the file in the skill: `SKILL.md`, `scripts/run.py`. Slashes separate its parts; no part is `.` or `..`.',
      },
    },
    SkillLabels: {
      about: 'Labels of a skill.',
      of: ['SkillLabels'],
      fields: {
        category: 'Its category.',
        type: 'Its type.',
        autoSync: '`true` for one that was synchronized.',
      },
    },
    ExternalSkill: {
      about: 'Where an external skill is stored.',
      of: ['ExternalSkillInfo'],
      fields: {
        registryType: 'Kind of registry.',
        registryUrl: 'URL of the registry.',
        registrySkillName: 'Its name in the registry.',
        registrySkillVersion: 'Its version in the registry.',
      },
    },
    Skill: {
      about: 'A skill.',
      of: ['Skill'],
      fields: {
        name: 'Its display name.',
        resourceName: 'Name that the other operations take.',
        description: 'What it is for.',
        status: 'Its status: `Ready`.',
        labels: 'Its labels.',
        createdAt: 'When it was created, as ISO 8601.',
        origin: 'Where it comes from.',
        usageCount: 'How often its use was recorded.',
        source: '`external` for one of a registry.',
        externalInfo: 'Where it is stored, for one of a registry.',
      },
    },
    SkillFile: {
      about: 'A file of a skill.',
      of: ['SkillFile'],
      fields: {
        path: 'Its path in the skill.',
        content: 'Its text.',
        size: 'Its size in bytes.',
      },
    },
    SkillDetail: {
      about: 'A skill with its files.',
      of: ['SkillDetail'],
      extends: 'Skill',
      fields: {
        dataKeys: 'Keys that its files are stored under.',
        annotations: 'Its annotations.',
        files: 'Its files; empty for one of a registry.',
      },
    },
    DeleteSkillResult: {
      about: 'Result of deleting a skill; the contract leaves its shape open.',
      extends: 'DeleteResult',
      fields: {
        deleted_resources: sometimes(list(text), 'What was deleted, as `Kind/name`.'),
      },
    },
  },
};
