import type { ChatEvent } from './chat-event.ts';

/** The events of a reply, one after the other. */
export interface ChatIterator extends AsyncIterator<ChatEvent, void> {
  /** The next event; those who ask at once are served in turn. */
  next(): Promise<IteratorResult<ChatEvent, void>>;
  /** Leaves the reply: its connection is closed at once, and who waits for an event is told that it is over. */
  return(): Promise<IteratorResult<ChatEvent, void>>;
  /** Leaves the reply, and rejects with the error. */
  throw(error: unknown): Promise<IteratorResult<ChatEvent, void>>;
  /** This iterator. */
  [Symbol.asyncIterator](): ChatIterator;
}
