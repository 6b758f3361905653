// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inQuery } from '../../operations/parameter-place.ts';
import { choice, flag, optional } from '../../shapes/shape.ts';
import { oneNamespaceOrAll } from '../operation-rules.ts';
import { listAnswer, type ResourceList } from '../resource-list.ts';
import { buildSummaryShape } from './build-info-shapes.ts';
import type { BuildSummary } from './build-info-types.ts';
import type { AllBuildsListParameters } from './builds-types.ts';

/** What the client knows of `builds.*`. */
export const buildsOperations = {
  'builds.list': describeOperation<AllBuildsListParameters, ResourceList<BuildSummary>>({
    parameters: {
      namespace: inQuery(optional(names.namespace)),
      allNamespaces: inQuery(optional(flag)),
      for: inQuery(optional(choice('agents', 'tools', 'all'))),
    },
    problem: oneNamespaceOrAll,
    answer: listAnswer(buildSummaryShape),
  }),
} satisfies DescriptorTable;
