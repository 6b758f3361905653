import { aborted } from '../aborted.ts';

/** What Kubernetes may forbid the backend: to read anything, to list namespaces, to delete, or all of it and writing. */
export type KubernetesForbids = 'read' | 'listNamespaces' | 'delete' | 'everything';

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

  /** Whether the backend may read nothing. */
  get forbidsReading(): boolean {
    return this.#trouble === 'read' || this.#trouble === 'everything';
  }

  /** Whether the backend may delete nothing. */
  get forbidsDeleting(): boolean {
    return this.#trouble === 'delete' || this.#trouble === 'everything';
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
