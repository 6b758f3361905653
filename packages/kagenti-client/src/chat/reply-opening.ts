import { KagentiAbortError } from '../errors/abort-error.ts';
import type { CallScope } from '../sending/call-scope.ts';
import type { ReplyReader } from './reply-reader.ts';
import type { ReplySource } from './reply-source.ts';

/** A reply that is asked for: what can end it, and its reader once it is answered. */
export interface OpenedReply {
  /** The call. */
  readonly scope: CallScope;
  /** Reads the answer. */
  readonly reader: Promise<ReplyReader>;
}

/** A reply that is asked for once, by whoever needs it first. */
export class ReplyOpening implements ReplySource {
  readonly #open: () => OpenedReply;
  #opened: OpenedReply | undefined;
  #reader: ReplyReader | undefined;
  /** Set once it was left or aborted. */
  #ended: { readonly reason: unknown } | undefined;

  /** @param open - Sends the request; not called here. */
  constructor(open: () => OpenedReply) {
    this.#open = open;
  }

  get sessionId(): string | undefined {
    return this.#reader?.sessionId;
  }

  async open(): Promise<ReplyReader> {
    return await this.#asked().reader;
  }

  async answered(): ReturnType<ReplySource['answered']> {
    const { scope, reader } = this.#asked();
    const { status, headers } = await reader;
    const { requestId, attempts } = scope;
    return { status, headers, requestId, attempts };
  }

  leave(): void {
    this.#ended ??= { reason: undefined };
    this.#opened?.scope.leave();
  }

  abort(reason: unknown): void {
    this.#ended ??= { reason };
    if (this.#reader === undefined) this.#opened?.scope.abort(reason);
    else this.#reader.abort(reason);
  }

  /** What was ended before is not sent any more. */
  #asked(): OpenedReply {
    if (this.#opened === undefined && this.#ended !== undefined) {
      throw new KagentiAbortError('chat.stream', [], this.#ended.reason);
    }
    if (this.#opened === undefined) {
      this.#opened = this.#open();
      void this.#remember(this.#opened.reader);
    }
    return this.#opened;
  }

  async #remember(reader: Promise<ReplyReader>): Promise<void> {
    try {
      this.#reader = await reader;
    } catch {
      // Whoever reads gets the failure.
    }
  }
}
