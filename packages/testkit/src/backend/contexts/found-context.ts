import { Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { isDnsLabel } from '../kubernetes/dns-label.ts';
import type { Context } from './context-service.ts';

/** The longest name that the Context Service takes. */
const longestName = 50;

/** @throws Refusal 400 for what is no name of a context. */
export function checkContextName(name: string, complaint: string): void {
  if (!isDnsLabel(name) || name.length > longestName) {
    throw new Refusal(400, complaint);
  }
}

/** @throws Refusal 400 for what is no name of a namespace. */
export function checkNamespace(namespace: string): void {
  if (!isDnsLabel(namespace)) {
    throw new Refusal(400, 'namespace must be a lowercase Kubernetes name');
  }
}

/** @throws Refusal 503 while nobody listens at the address of the Context Service. */
export function checkReachable({ contextService }: BackendState): void {
  if (contextService.isDown) {
    throw new Refusal(503, 'Context Service unavailable: All connection attempts failed');
  }
}

/**
 * The context of that name.
 *
 * @throws Refusal 400 for names that are none, 404 for a context that does not exist.
 */
export function contextAt(state: BackendState, namespace: string, name: string): Context {
  checkNamespace(namespace);
  checkContextName(name, 'name must be a lowercase Kubernetes name');
  checkReachable(state);
  const context = state.contextService.find(namespace, name);
  // As the Context Service says it; the backend passes it on.
  if (context === undefined) throw new Refusal(404, 'context resource not found');
  return context;
}
