import { ok } from '../answer.ts';
import type { OperationHandlers } from '../operation-handler.ts';

/** `health.*`: the test kit is ready as soon as it listens. */
export const healthOperations: OperationHandlers = {
  'health.live': () => ok({ status: 'healthy' }),
  'health.ready': () => ok({ status: 'ready' }),
};
