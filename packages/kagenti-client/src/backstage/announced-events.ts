import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';

/** Events of Backstage that were created at the start of a call and wait for its end. */
export class AnnouncedEvents {
  readonly #byCall = new Map<string, Promise<AuditorServiceEvent>>();

  /**
   * Keeps an event from before it is there: a caller may leave while it is being created, and its end
   * must find it. One that could not be created is forgotten.
   */
  async add(callId: string, created: Promise<AuditorServiceEvent>): Promise<void> {
    this.#byCall.set(callId, created);
    try {
      await created;
    } catch (error) {
      this.#byCall.delete(callId);
      throw error;
    }
  }

  /** Takes the event of a call. */
  take(callId: string): Promise<AuditorServiceEvent> | undefined {
    const created = this.#byCall.get(callId);
    this.#byCall.delete(callId);
    return created;
  }
}
