import { type Answer, ok, Refusal } from '../answer.ts';
import { type Context, claimOf } from '../contexts/context-service.ts';
import {
  checkContextName,
  checkNamespace,
  checkReachable,
  contextAt,
} from '../contexts/found-context.ts';
import { recordField, textField } from '../fields.ts';
import { quantityOf } from '../kubernetes/quantity.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { nameIn, placeOf } from './place.ts';

/** `contexts.*`: a thin proxy of the Context Service, whose refusals are passed on. */
export const contextOperations: OperationHandlers = {
  'contexts.list': (call, { state }) => {
    const { namespace } = placeOf(call);
    checkNamespace(namespace);
    checkReachable(state);
    forbiddenTo('list', state.trouble.current);
    return ok({ items: state.contextService.inNamespace(namespace).map(contextAnswer) });
  },

  'contexts.create': ({ body }, { state }) => {
    const { namespace, name } = nameIn(body);
    checkReachable(state);
    const storage = recordField(body, 'storage');
    const size = textField(storage, 'size') ?? '';
    const storageClass = textField(storage, 'storageClass');
    checkContextName(name, 'name must be a lowercase Kubernetes name no longer than 50 characters');
    checkNamespace(namespace);
    if (!((quantityOf(size) ?? 0) > 0)) {
      throw new Refusal(400, 'storage.size must be a positive Kubernetes quantity');
    }
    if (!state.allNamespaces.includes(namespace)) {
      throw new Refusal(500, `create context PVC: namespaces "${namespace}" not found`);
    }
    if (state.contextService.find(namespace, name) !== undefined) {
      throw new Refusal(409, 'context resource already exists');
    }
    const context: Context = {
      namespace,
      name,
      type: textField(body, 'type') ?? '',
      storage: {
        backend: textField(storage, 'backend') ?? '',
        size,
        accessMode: textField(storage, 'accessMode') ?? '',
        ...(storageClass === undefined ? {} : { storageClass }),
      },
      isReady: false,
    };
    state.contextService.put(context);
    return ok(contextAnswer(context));
  },

  'contexts.get': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    return ok(contextAnswer(contextAt(state, namespace, name)));
  },

  /** Does not ask whether an agent mounts it; the claim stays as long as a pod has it. */
  'contexts.delete': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    if (state.trouble.current === 'everything') checkNamespace(namespace);
    forbiddenTo('get', state.trouble.current);
    contextAt(state, namespace, name);
    if (state.trouble.forbidsDeleting) {
      call.markUnrecorded();
      throw new Refusal(500, 'delete context PVC: made to fail');
    }
    state.contextService.remove(namespace, name);
    return deleted;
  },
};

/** The contract says 200 with JSON. */
const deleted: Answer = { status: 204, headers: { 'content-type': 'application/json' }, text: '' };

/** @throws Refusal 500, the Context Service's own, while Kubernetes forbids everything. */
function forbiddenTo(verb: 'get' | 'list', trouble: string): void {
  if (trouble === 'everything') {
    throw new Refusal(500, `${verb} context PVC${verb === 'list' ? 's' : ''}: made to fail`);
  }
}

function contextAnswer(context: Context): Record<string, unknown> {
  const { name, namespace, type, storage, isReady } = context;
  return {
    name,
    namespace,
    type,
    status: isReady ? 'ready' : 'provisioning',
    storage,
    attachment: { kind: 'pvc', claimName: claimOf(context) },
  };
}
