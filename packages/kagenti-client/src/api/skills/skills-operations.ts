import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import {
  fields,
  flag,
  integer,
  list,
  map,
  object,
  optional,
  required,
  text,
} from '../../shapes/shape.ts';
import type { ResourceList, ResourceResult } from '../common/resource-answers.ts';
import { listAnswer, nothingDeleted, resourceResult } from '../common/resource-shapes.ts';
import type {
  DeleteSkillResult,
  ExternalSkill,
  Skill,
  SkillDetail,
  SkillFile,
  SkillLabels,
} from './skills-answers.ts';
import type {
  AddExternalSkillParameters,
  CreateSkillParameters,
  SkillFileParameters,
  SkillParameters,
  SkillsListParameters,
} from './skills-parameters.ts';

const skill = {
  namespace: inPath(required(names.namespace)),
  name: inPath(required(names.skill)),
};

const skillMembers = {
  name: required(text),
  namespace: required(text),
  resourceName: optional(text),
  description: optional(text),
  status: optional(text),
  labels: optional(
    fields<SkillLabels>({
      category: optional(text),
      type: optional(text),
      autoSync: optional(text),
    }),
  ),
  createdAt: optional(text),
  origin: optional(text),
  usageCount: optional(integer),
  source: optional(text),
  externalInfo: optional(
    fields<ExternalSkill>({
      registryType: required(text),
      registryUrl: required(text),
      registrySkillName: required(text),
      registrySkillVersion: required(text),
    }),
  ),
};

const skillFile = fields<SkillFile>({
  name: required(text),
  path: required(text),
  content: required(text),
  size: required(integer),
});

export const skillsOperations = {
  'skills.list': describeOperation<SkillsListParameters, ResourceList<Skill>>({
    parameters: { namespace: inQuery(required(names.namespace)), q: inQuery(optional(text)) },
    answer: listAnswer(fields<Skill>(skillMembers)),
  }),
  'skills.create': describeOperation<CreateSkillParameters, ResourceResult>({
    parameters: {
      name: inBody(required(names.displayedSkill)),
      namespace: inBody(required(names.namespace)),
      description: inBody(optional(text)),
      category: inBody(optional(names.category)),
      url: inBody(optional(text)),
      files: inBody(optional(map(text))),
    },
    answer: resourceResult,
  }),
  'skills.get': describeOperation<SkillParameters, SkillDetail>({
    parameters: skill,
    answer: {
      shape: fields<SkillDetail>({
        ...skillMembers,
        dataKeys: optional(list(text)),
        annotations: optional(object),
        files: optional(list(skillFile)),
      }),
    },
  }),
  'skills.delete': describeOperation<SkillParameters, DeleteSkillResult>({
    parameters: skill,
    answer: {
      shape: fields<DeleteSkillResult>({
        success: required(flag),
        message: required(text),
        deleted_resources: optional(list(text)),
      }),
    },
    whenGone: nothingDeleted,
  }),
  'skills.addExternal': describeOperation<AddExternalSkillParameters, ResourceResult>({
    parameters: {
      name: inBody(required(names.displayedSkill)),
      namespace: inBody(required(names.namespace)),
      description: inBody(optional(text)),
      category: inBody(optional(names.category)),
      registryType: inBody(required(text)),
      registryUrl: inBody(required(text)),
      registrySkillName: inBody(required(names.registrySkill)),
      registrySkillVersion: inBody(optional(text)),
      origin: inBody(optional(text)),
    },
    answer: resourceResult,
  }),
  'skills.recordUsage': describeOperation<SkillParameters, Skill>({
    parameters: skill,
    answer: { shape: fields<Skill>(skillMembers) },
  }),
  'skills.file': describeOperation<SkillFileParameters, SkillFile>({
    parameters: { ...skill, filePath: inPath(required(names.filePath, 'file_path')) },
    answer: { shape: skillFile },
  }),
} satisfies DescriptorTable;
