import { type Answer, internalServerError, ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { forbiddenByKubernetes } from '../kubernetes/api-error.ts';
import type { KubernetesForbids } from '../kubernetes/kubernetes-trouble.ts';
import type { OperationCall } from '../operation-handler.ts';
import { placeOf } from './place.ts';

/** Operations that do without Kubernetes. */
const withoutKubernetes = new Set([
  'health.live',
  'health.ready',
  'auth.config',
  'auth.status',
  'auth.me',
  'auth.userInfo',
  'config.dashboards',
  'simulation.health',
  'agents.parseEnv',
  'agents.fetchEnv',
  // The Context Service has a Kubernetes client of its own.
  'contexts.list',
  'contexts.create',
  'contexts.get',
  'contexts.delete',
]);

/** Operations that take what Kubernetes does not tell for something that is not there. */
const withoutComplaint = new Set(['config.platformStatus', 'config.mcpGatewayStatus']);

/**
 * What an operation is answered with while Kubernetes is in trouble, and waits for it where it hangs.
 *
 * @returns Undefined when the operation is answered as ever.
 * @throws Refusal where Kubernetes' own refusal is passed on.
 */
export async function answerInTrouble(
  operation: string,
  call: OperationCall,
  { trouble }: BackendState,
): Promise<Answer | undefined> {
  if (withoutKubernetes.has(operation)) {
    return undefined;
  }
  await trouble.call(call.callerLeft);
  switch (trouble.current) {
    case 'away':
      return withoutComplaint.has(operation) ? undefined : internalServerError;
    case 'delete':
      return swallowed[operation]?.(call);
    case 'read':
    case 'everything':
    case 'listNamespaces':
      return answerForbidden(operation, trouble.current, call);
    default:
      return undefined;
  }
}

const noItems = ok({ items: [] });
const noRoute = ok({ hasRoute: false });

/** Answers that hide that they could not be read; only that of the namespaces was recorded. */
const madeUp: Readonly<Record<string, Answer>> = {
  'tools.list': noItems,
  'agents.builds.list': noItems,
  'tools.builds.list': noItems,
  'builds.list': noItems,
  'agents.routeStatus': noRoute,
  'tools.routeStatus': noRoute,
};

/** Operations that do not expect to be forbidden anything. */
const unexpected = new Set([
  'agents.identity.replaceConfig',
  'dreams.status',
  'dreams.setThresholds',
]);

/** What deletes answer that are forbidden to delete: they hide it, or pass it on. */
const swallowed: Readonly<Record<string, (call: OperationCall) => Answer>> = {
  'agents.delete': () => ok({ success: true, message: '' }),
  'tools.delete': call =>
    ok({ success: true, message: `Tool '${placeOf(call).name}' already deleted` }),
  'skills.delete': () => {
    throw forbiddenByKubernetes();
  },
};

/** The operations whose refusal was recorded, by what was forbidden. */
const recorded: Readonly<Record<KubernetesForbids, readonly string[]>> = {
  read: ['agents.get', 'skills.list'],
  listNamespaces: [],
  delete: [],
  everything: ['agents.create', 'agents.builds.finalize', 'agents.identity.config'],
};

/** Operations that read nothing, or something that they can do without. */
const withoutReading =
  /^(?:chat\.|tools\.(?:connect|invoke)$|(?:agents|tools|skills|skills\.autosync)\.delete$|skills\.(?:create|addExternal)$|config\.(?:platform|mcpGateway)Status$|config\.features$|simulation\.(?!create$))/;

function answerForbidden(
  operation: string,
  forbidden: KubernetesForbids,
  call: OperationCall,
): Answer | undefined {
  if (operation === 'namespaces.list') {
    return ok({ namespaces: ['default'] });
  }
  if (forbidden === 'everything' && operation in swallowed) {
    return swallowed[operation]?.(call);
  }
  if (
    forbidden === 'listNamespaces' ||
    operation === 'dreams.start' ||
    withoutReading.test(operation)
  ) {
    return undefined;
  }
  if (unexpected.has(operation)) {
    return internalServerError;
  }
  if (operation === 'agents.list') {
    throw new Refusal(403, 'Permission denied. Check RBAC configuration.');
  }
  if (!recorded[forbidden].includes(operation)) {
    call.markUnrecorded();
  }
  // Only these pass on what Kubernetes says, word for word.
  if (operation.startsWith('skills.')) {
    throw forbiddenByKubernetes();
  }
  if (operation === 'simulation.create') {
    return internalServerError;
  }
  const answer = madeUp[operation];
  if (answer === undefined) {
    throw new Refusal(operation.startsWith('agents.identity.') ? 502 : 403, 'Forbidden');
  }
  return answer;
}
