import { KagentiAbortError } from '../errors/abort-error.ts';
import type { CallScope } from '../sending/call-scope.ts';
import type { ReplyReader } from './reply-reader.ts';

/** A reply that is asked for: what can end it, and its reader once it is answered. */
export interface OpenedReply {
  /** The call. */
  readonly scope: CallScope;
  /** Reads the answer. */
  readonly reader: Promise<ReplyReader>;
}

/** A reply that is asked for once, by whoever needs it first. */
export class ReplyOpening {
  readonly #open: () => OpenedReply;
  #opened: OpenedReply | undefined;
  #isLeft = false;

  /** @param open - Sends the request; not called here. */
  constructor(open: () => OpenedReply) {
    this.#open = open;
  }

  /** The reply, asked for now if it was not. What was left before is not sent any more. */
  open(): OpenedReply {
    if (this.#opened === undefined && this.#isLeft) {
      throw new KagentiAbortError('chat.stream', [], undefined);
    }
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Nobody wants it. */
  leave(): void {
    this.#isLeft = true;
    this.#opened?.scope.leave();
  }
}
