import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { conversationWith } from './session.ts';

/** A conversation with an agent, and the field that its messages are written in. */
export function useChat(agent: string) {
  const [conversation] = useState(() => conversationWith(agent));
  const snapshot = useSyncExternalStore(conversation.subscribe, () => conversation.snapshot);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => () => conversation.stop(), [conversation]);
  useEffect(() => followReply(field.current?.form), [snapshot.messages]);
  const send = (text: string) => {
    if (text.trim() !== '') void conversation.say(text);
    field.current?.focus();
  };
  const submit = () => send(field.current?.value ?? '');
  const repeat = () => send(snapshot.messages.findLast(({ from }) => from === 'user')?.text ?? '');
  const stop = () => {
    conversation.stop();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') conversation.stop();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!snapshot.isReplying) field.current?.form?.requestSubmit();
  };
  return { ...snapshot, field, submit, repeat, stop, clear: () => conversation.clear(), onKeyDown };
}

/** Keeps the end of the conversation in sight, unless the reader has scrolled up. */
function followReply(form: HTMLFormElement | null | undefined): void {
  if (form && form.getBoundingClientRect().bottom < innerHeight + 200)
    form.scrollIntoView({ block: 'end' });
}
