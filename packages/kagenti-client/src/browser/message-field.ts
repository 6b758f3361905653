import type { Conversation } from './conversation.ts';

/** What {@link handleMessageKey} uses of the browser's `KeyboardEvent`. */
export interface MessageKeyEvent {
  /** The key. */
  readonly key: string;
  /** Whether Shift is pressed. */
  readonly shiftKey: boolean;
  /** Whether an input method is composing a character, which Enter then only completes. */
  readonly isComposing: boolean;
  /** The field. */
  readonly target: unknown;
  /** Keeps the key out of the field. */
  readonly preventDefault: () => void;
}

/**
 * Keys of the field in which a message is written: Enter submits its form, unless a reply is running, Shift+Enter
 * starts a new line, and Escape stops the reply.
 *
 * @param event - A `keydown` event of the field; in React, `nativeEvent`.
 */
export function handleMessageKey(conversation: Conversation, event: MessageKeyEvent): void {
  const { key, shiftKey, isComposing, target } = event;
  if (key === 'Escape') conversation.stop();
  if (key !== 'Enter' || shiftKey || isComposing) return;
  event.preventDefault();
  if (!conversation.snapshot.isReplying) Object(target).form?.requestSubmit();
}

/** What {@link keepInSight} uses of an element of the page. */
export interface SightedElement {
  /** Where it is in the window. */
  readonly getBoundingClientRect: () => {
    /** Distance of its end from the top of the window, in pixels. */
    readonly bottom: number;
  };
  /** Scrolls to it. */
  readonly scrollIntoView: (options: { readonly block: 'end' }) => void;
}

/**
 * Keeps the end of a conversation in sight while a reply streams in, unless the reader has scrolled up by more than
 * 200 px. Call it after each change.
 *
 * @param element - What follows the conversation, such as the form of the next message.
 */
export function keepInSight(element: SightedElement | null | undefined): void {
  const { innerHeight } = Object(globalThis);
  if (element && element.getBoundingClientRect().bottom < innerHeight + 200)
    element.scrollIntoView({ block: 'end' });
}
