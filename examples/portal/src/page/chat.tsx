import type { ConversationMessage } from '@rhdh-boost/kagenti-client/browser';
import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Failure, View } from './parts.tsx';
import { partsOf } from './parts-of-message.ts';
import { conversationWith } from './session.ts';

/** A conversation with an agent, `namespace/name`. */
export function Chat({ agent }: { agent: string }) {
  const [conversation] = useState(() => conversationWith(agent));
  const snapshot = useSyncExternalStore(conversation.subscribe, () => conversation.snapshot);
  const { messages, question, failure, isReplying } = snapshot;
  const field = useRef<HTMLTextAreaElement>(null);
  const [namespace = '', name = ''] = agent.split('/');
  useEffect(() => () => conversation.stop(), [conversation]);
  useEffect(() => followReply(field.current?.form), [messages]);
  const send = (text: string) => {
    if (text.trim() !== '') void conversation.say(text);
    field.current?.focus();
  };
  const stop = () => {
    conversation.stop();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') conversation.stop();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!isReplying) field.current?.form?.requestSubmit();
  };
  const asked = messages.findLast(({ from }) => from === 'user')?.text ?? '';
  const asks = question?.type === 'authRequired' ? 'needs you to sign in' : 'asks';
  return (
    <View title={name}>
      <p className="facts">
        <span>{`Namespace ${namespace}`}</span>
        <button onClick={() => conversation.clear()}>New conversation</button>
      </p>
      <ol className="messages" aria-label="Conversation">
        {messages.length === 0 && <li>Write a message to begin.</li>}
        {messages.map((message, at) => (
          <Message key={at} message={message} agent={name} />
        ))}
      </ol>
      {/* Read out when the reply is over: text that grows would be read again with each word. */}
      <p role="status" className="spoken">
        {isReplying ? `${name} is replying` : messages.at(-1)?.text}
      </p>
      {failure && <Failure error={failure} onRetry={() => send(asked)} />}
      {question && (
        <p role="alert" className="notice">
          {`${name} ${asks}: ${question.message ?? ''}`}
        </p>
      )}
      <form action={form => send(String(form.get('text')))}>
        <label htmlFor="text">{question ? 'Your answer' : 'Your message'}</label>
        <textarea id="text" name="text" ref={field} aria-describedby="keys" onKeyDown={onKeyDown} />
        <div className="buttons">
          <p id="keys">Enter sends, Shift+Enter starts a new line, Escape stops the reply.</p>
          {!isReplying && <button className="primary">{question ? 'Answer' : 'Send'}</button>}
        </div>
      </form>
      {isReplying && <button onClick={stop}>Stop</button>}
    </View>
  );
}

/** Keeps the end of the conversation in sight, unless the reader has scrolled up. */
function followReply(form: HTMLFormElement | null | undefined): void {
  if (form && form.getBoundingClientRect().bottom < innerHeight + 200)
    form.scrollIntoView({ block: 'end' });
}

const ends = { done: '', stopped: 'Stopped', failed: 'Not complete' };

/** What people and agents write is text, never markup. */
function Message({ message, agent }: { message: ConversationMessage; agent: string }) {
  const { from, ended } = message;
  return (
    <li className={from}>
      <strong>{from === 'user' ? 'You' : agent}</strong>
      {partsOf(message).map(({ name, text }, at) => (
        <figure key={at}>
          {name && <figcaption>{name}</figcaption>}
          <p className="text">{text}</p>
        </figure>
      ))}
      {from === 'agent' && <p className="hint">{ended ? ends[ended] : 'Replying …'}</p>}
    </li>
  );
}
