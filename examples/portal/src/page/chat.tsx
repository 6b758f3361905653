import type { ConversationMessage } from '@rhdh-boost/kagenti-client/browser';
import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Failure, View } from './parts.tsx';
import { partsOf } from './parts-of-message.ts';
import { conversationWith } from './session.ts';

/** A conversation with an agent, `namespace/name`. */
export function Chat({ agent }: { agent: string }) {
  const [conversation] = useState(() => conversationWith(agent));
  const { subscribe } = conversation;
  const { messages, question, failure, isReplying } = useSyncExternalStore(
    subscribe,
    () => conversation.snapshot,
  );
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => () => conversation.stop(), [conversation]);
  const send = (text: string) => {
    if (isReplying || text.trim() === '') return;
    form.current?.reset();
    void conversation.say(text);
  };
  const act = (action: () => void) => {
    action();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') conversation.stop();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  const [namespace, name = ''] = agent.split('/');
  const asked = messages.findLast(({ from }) => from === 'user')?.text ?? '';
  return (
    <View title={name}>
      <p className="facts">
        <span>Namespace {namespace}</span>
        <button onClick={() => act(() => conversation.clear())}>New conversation</button>
      </p>
      <ol className="messages" aria-label="Conversation">
        {messages.length === 0 && <li>Write a message to begin.</li>}
        {messages.map((message, at) => (
          <Message key={at} message={message} agent={name} />
        ))}
      </ol>
      {/* Read out once, when the reply is over: a region that grows would be read again with each word. */}
      <p role="status" className="spoken">
        {isReplying ? `${name} is replying` : `${name}: ${messages.at(-1)?.text}`}
      </p>
      {failure && <Failure error={failure} onRetry={() => act(() => send(asked))} />}
      {question && (
        <p className="notice" role="alert">
          {name} {question.type === 'authRequired' ? 'needs you to sign in' : 'asks'}:{' '}
          {question.message}
        </p>
      )}
      <form
        ref={form}
        onSubmit={event => {
          event.preventDefault();
          act(() => send(field.current?.value ?? ''));
        }}
      >
        <label htmlFor="message">{question ? 'Your answer' : 'Your message'}</label>
        <textarea id="message" ref={field} rows={2} aria-describedby="keys" onKeyDown={onKeyDown} />
        <p className="buttons">
          <span id="keys" className="hint">
            Enter sends, Shift+Enter starts a line, Escape stops the reply.
          </span>
          {isReplying ? (
            <button type="button" onClick={() => act(() => conversation.stop())}>
              Stop
            </button>
          ) : (
            <button className="primary">{question ? 'Answer' : 'Send'}</button>
          )}
        </p>
      </form>
    </View>
  );
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
          {name !== undefined && <figcaption>{name}</figcaption>}
          <p className="text">{text}</p>
        </figure>
      ))}
      {from === 'agent' && (
        <p className="hint">{ended === undefined ? 'Replying …' : ends[ended]}</p>
      )}
    </li>
  );
}
