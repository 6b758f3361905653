import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { fields, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../common/no-parameters.ts';
import type { HealthStatus } from './health-answers.ts';

const health = describeOperation<NoParameters, HealthStatus>({
  parameters: {},
  answer: { shape: fields<HealthStatus>({ status: required(text) }) },
});

export const healthOperations = {
  'health.live': health,
  'health.ready': health,
} satisfies DescriptorTable;
