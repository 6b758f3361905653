// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

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
import { nothingDeleted } from '../operation-rules.ts';
import { listAnswer, type ResourceList } from '../resource-list.ts';
import { resourceResultShape } from './resources-shapes.ts';
import type { ResourceResult } from './resources-types.ts';
import type {
  AddExternalSkillParameters,
  CreateSkillParameters,
  DeleteSkillResult,
  ExternalSkill,
  Skill,
  SkillDetail,
  SkillFile,
  SkillFileParameters,
  SkillLabels,
  SkillParameters,
  SkillsListParameters,
} from './skills-types.ts';

const skillLabelsShape = fields<SkillLabels>({
  category: optional(text),
  type: optional(text),
  autoSync: optional(text),
});

const externalSkillShape = fields<ExternalSkill>({
  registryType: required(text),
  registryUrl: required(text),
  registrySkillName: required(text),
  registrySkillVersion: required(text),
});

const skillShape = fields<Skill>({
  name: required(text),
  namespace: required(text),
  resourceName: optional(text),
  description: optional(text),
  status: optional(text),
  labels: optional(skillLabelsShape),
  createdAt: optional(text),
  origin: optional(text),
  usageCount: optional(integer),
  source: optional(text),
  externalInfo: optional(externalSkillShape),
});

const skillFileShape = fields<SkillFile>({
  name: required(text),
  path: required(text),
  content: required(text),
  size: required(integer),
});

const skillDetailShape = fields<SkillDetail>({
  name: required(text),
  namespace: required(text),
  resourceName: optional(text),
  description: optional(text),
  status: optional(text),
  labels: optional(skillLabelsShape),
  createdAt: optional(text),
  origin: optional(text),
  usageCount: optional(integer),
  source: optional(text),
  externalInfo: optional(externalSkillShape),
  dataKeys: optional(list(text)),
  annotations: optional(object),
  files: optional(list(skillFileShape)),
});

const deleteSkillResultShape = fields<DeleteSkillResult>({
  success: required(flag),
  message: required(text),
  deleted_resources: optional(list(text)),
});

/** What the client knows of `skills.*`. */
export const skillsOperations = {
  'skills.list': describeOperation<SkillsListParameters, ResourceList<Skill>>({
    parameters: { namespace: inQuery(required(names.namespace)), q: inQuery(optional(text)) },
    answer: listAnswer(skillShape),
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
    answer: { shape: resourceResultShape },
  }),
  'skills.get': describeOperation<SkillParameters, SkillDetail>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.skill)),
    },
    mustBeListed: true,
    answer: { shape: skillDetailShape },
  }),
  'skills.delete': describeOperation<SkillParameters, DeleteSkillResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.skill)),
    },
    mustBeListed: true,
    answer: { shape: deleteSkillResultShape },
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
    defaultTimeouts: { headersMs: 75000, totalMs: 90000 },
    answer: { shape: resourceResultShape },
  }),
  'skills.recordUsage': describeOperation<SkillParameters, Skill>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.skill)),
    },
    mustBeListed: true,
    answer: { shape: skillShape },
  }),
  'skills.file': describeOperation<SkillFileParameters, SkillFile>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.skill)),
      filePath: inPath(required(names.filePath, 'file_path')),
    },
    mustBeListed: true,
    answer: { shape: skillFileShape },
  }),
} satisfies DescriptorTable;
