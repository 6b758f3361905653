import {
  type ConversationMessage,
  handleMessageKey,
  keepInSight,
} from '@rhdh-boost/kagenti-client/browser';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef } from 'react';
import { Failure, useStore, View } from './parts.tsx';
import { conversationWith } from './session.ts';

/** A conversation with an agent, `namespace/name`. */
export function Chat({ agent }: { agent: string }) {
  const [namespace = '', name = ''] = agent.split('/');
  const chat = useStore(() => conversationWith(agent));
  const { messages, question, failure, isReplying } = chat.snapshot;
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => () => chat.stop(), [chat]);
  useEffect(() => keepInSight(field.current?.form), [messages]);
  const andFocus = (act: () => unknown) => () => {
    void act();
    field.current?.focus();
  };
  const say = () => field.current?.value.trim() && chat.say(field.current.value);
  const onKey = (event: KeyboardEvent) => handleMessageKey(chat, event.nativeEvent);
  const asks = question?.type === 'authRequired' ? 'needs you to sign in' : 'asks';
  return (
    <View title={name}>
      <p className="facts">
        <span>{`Namespace ${namespace}`}</span>
        <button onClick={() => chat.clear()}>New conversation</button>
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
      {failure && <Failure error={failure} onRetry={andFocus(() => chat.repeat())} />}
      {question && (
        <p role="alert" className="notice">{`${name} ${asks}: ${question.message ?? ''}`}</p>
      )}
      <form action={andFocus(say)}>
        <label htmlFor="text">{question ? 'Your answer' : 'Your message'}</label>
        <textarea id="text" ref={field} aria-describedby="keys" onKeyDown={onKey} />
        <div className="buttons">
          <p id="keys">Enter sends, Shift+Enter starts a new line, Escape stops the reply.</p>
          {isReplying ? (
            <button type="button" onClick={andFocus(() => chat.stop())}>
              Stop
            </button>
          ) : (
            <button className="primary">{question ? 'Answer' : 'Send'}</button>
          )}
        </div>
      </form>
    </View>
  );
}

const ends = { done: '', stopped: 'Stopped', failed: 'Not complete' };

/** What people and agents write is text, never markup. */
const Message = memo(({ message, agent }: { message: ConversationMessage; agent: string }) => {
  const { from, parts, ended } = message;
  return (
    <li className={from}>
      <strong>{from === 'user' ? 'You' : agent}</strong>
      {parts.map(({ name, text }, at) => (
        <figure key={at}>
          {parts.length > 1 && name && <figcaption>{name}</figcaption>}
          <p className="text">{text}</p>
        </figure>
      ))}
      {from === 'agent' && <p className="hint">{ended ? ends[ended] : 'Replying …'}</p>}
    </li>
  );
});
