import { aborted } from '../aborted.ts';

/** What Kubernetes may forbid the backend: to read anything, or to list namespaces. */
export type KubernetesForbids = 'read' | 'listNamespaces';

/** What is wrong with Kubernetes now. */
export type Trouble = 'none' | 'away' | 'hanging' | KubernetesForbids;

/** The state of the connection to Kubernetes. */
export class KubernetesTrouble {
  #trouble: Trouble = 'none';
  /** Aborted when what hangs may go on. */
  #hanging = new AbortController();
  #isFrozen = false;

  get current(): Trouble {
    return this.#trouble;
  }

  /** Replaces the trouble that there was; what hangs goes on. */
  change(trouble: Trouble): void {
    this.#trouble = trouble;
    this.#isFrozen = false;
    this.#hanging.abort();
    this.#hanging = new AbortController();
  }

  /** What a call to Kubernetes does while calls hang: it freezes the backend, and itself. */
  async call(callerLeft: AbortSignal): Promise<void> {
    if (this.#trouble === 'hanging') {
      this.#isFrozen = true;
      await this.thaw(callerLeft);
    }
  }

  /** Resolves when the backend is not frozen, or the caller has left. */
  async thaw(callerLeft: AbortSignal): Promise<void> {
    if (this.#isFrozen) {
      await aborted(AbortSignal.any([this.#hanging.signal, callerLeft]));
    }
  }
}
