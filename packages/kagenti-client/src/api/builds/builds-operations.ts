import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inQuery } from '../../operations/parameter-place.ts';
import { choice, optional } from '../../shapes/shape.ts';
import type { ResourceList } from '../common/resource-answers.ts';
import type { BuildSummary } from './builds-answers.ts';
import type { AllBuildsListParameters } from './builds-parameters.ts';
import { buildsList } from './builds-shapes.ts';

export const buildsOperations = {
  'builds.list': describeOperation<AllBuildsListParameters, ResourceList<BuildSummary>>({
    ...buildsList,
    parameters: {
      ...buildsList.parameters,
      for: inQuery(optional(choice('agents', 'tools', 'all'))),
    },
  }),
} satisfies DescriptorTable;
