import type { ContextService } from '../contexts/context-service.ts';

/** The Context Service behind a backend. */
export interface ContextsControl {
  /**
   * The volume claim of a context is bound: its status is `ready`.
   *
   * @throws TypeError when there is no context of that name.
   */
  bind(namespace: string, name: string): void;
  /** Nobody listens at its address: 503. The feature flag says nothing of it. */
  goAway(): void;
  /** It listens again, with the contexts that it had. */
  comeBack(): void;
}

export function contextsControl(contextService: ContextService): ContextsControl {
  return {
    bind(namespace, name) {
      const context = contextService.find(namespace, name);
      if (context === undefined) {
        throw new TypeError(`There is no context '${name}' in the namespace '${namespace}'`);
      }
      contextService.put({ ...context, isReady: true });
    },
    goAway() {
      contextService.isDown = true;
    },
    comeBack() {
      contextService.isDown = false;
    },
  };
}
