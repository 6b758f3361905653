import type { ServerResponse } from 'node:http';
import { recordedStatuses } from './recorded-statuses.ts';

/** The header of an answer that no recording has: operation and status, as in `tools.connect 504`. */
export const unrecordedHeader = 'x-testkit-unrecorded';

/** Notes whether an answer was ever recorded, in its status at least. */
export class RecordingMark {
  readonly #operation: string | undefined;
  #isUnrecorded = false;

  /** @param operation Undefined where there is none: the router's answers were all recorded. */
  constructor(operation: string | undefined) {
    this.#operation = operation;
  }

  /** The situation was never recorded, though the status was in another. */
  markUnrecorded(): void {
    this.#isUnrecorded = true;
  }

  /** Puts the header on the answer that is about to be sent. */
  put(status: number, response: ServerResponse): void {
    const operation = this.#operation;
    if (operation === undefined) {
      return;
    }
    const wasRecorded = recordedStatuses[operation]?.includes(status) === true;
    if (this.#isUnrecorded || !wasRecorded) {
      response.setHeader(unrecordedHeader, `${operation} ${status}`);
    }
  }
}
