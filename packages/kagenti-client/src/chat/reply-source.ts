import type { KagentiResponse } from '../sending/kagenti-call.ts';
import type { ChatEvent } from './chat-event.ts';

/** Reads the events of a reply that was answered. */
export interface EventReader {
  /** An event that came already; undefined when there is none. */
  take(): ChatEvent | undefined;
  /** The next event, `done` at last; undefined after it. Rejects when the reply does not end well. */
  next(): Promise<ChatEvent | undefined>;
}

/** Where a stream gets its reply. */
export interface ReplySource {
  /** Session of the reply; undefined while Kagenti named none. */
  readonly sessionId: string | undefined;
  /** The reader of the reply, which is asked for now if it was not. */
  open(): Promise<EventReader>;
  /** What came along with the reply, which is asked for now if it was not. */
  answered(): Promise<Omit<KagentiResponse<unknown>, 'data'>>;
  /** The reader wants no more. */
  leave(): void;
  /** The reply is to end now, for all who read it. */
  abort(reason: unknown): void;
}
