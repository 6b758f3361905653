import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';

/**
 * Events of Backstage that were created at the start of a call and wait for its end.
 *
 * Calls of the same subject are not told apart: Backstage got the same of each, so any end fits any of them.
 */
export class AnnouncedEvents {
  /** By subject, oldest first; a subject without an event has no entry. */
  readonly #waiting = new Map<string, Promise<AuditorServiceEvent>[]>();

  /**
   * Keeps an event from before it is there: a caller may leave while it is being created, and its end
   * must find it. One that could not be created is forgotten.
   */
  async add(subject: string, created: Promise<AuditorServiceEvent>): Promise<void> {
    this.#waiting.set(subject, [...(this.#waiting.get(subject) ?? []), created]);
    try {
      await created;
    } catch (error) {
      this.#remove(subject, created);
      throw error;
    }
  }

  /** Takes the oldest event of a subject. */
  take(subject: string): Promise<AuditorServiceEvent> | undefined {
    const oldest = this.#waiting.get(subject)?.[0];
    if (oldest !== undefined) this.#remove(subject, oldest);
    return oldest;
  }

  #remove(subject: string, event: Promise<AuditorServiceEvent>): void {
    const others = this.#waiting.get(subject)?.filter(other => other !== event) ?? [];
    if (others.length > 0) this.#waiting.set(subject, others);
    else this.#waiting.delete(subject);
  }
}
