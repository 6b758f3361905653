// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { fields, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { HealthStatus } from './health-types.ts';

const healthStatusShape = fields<HealthStatus>({ status: required(text) });

/** What the client knows of `health.*`. */
export const healthOperations = {
  'health.live': describeOperation<NoParameters, HealthStatus>({
    parameters: {},
    answer: { shape: healthStatusShape },
  }),
  'health.ready': describeOperation<NoParameters, HealthStatus>({
    parameters: {},
    answer: { shape: healthStatusShape },
  }),
} satisfies DescriptorTable;
