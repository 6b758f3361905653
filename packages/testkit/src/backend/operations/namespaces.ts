import { ok } from '../answer.ts';
import type { OperationHandlers } from '../operation-handler.ts';

/** `namespaces.*` */
export const namespaceOperations: OperationHandlers = {
  'namespaces.list': ({ query }, { state }) =>
    ok({
      namespaces: query['enabled_only'] === false ? state.allNamespaces : state.enabledNamespaces,
    }),
};
