import type { ConversationMessage } from '@rhdh-boost/kagenti-client/browser';
import { Failure, View } from './parts.tsx';
import { partsOf } from './parts-of-message.ts';
import { useChat } from './use-chat.ts';

/** A conversation with an agent, `namespace/name`. */
export function Chat({ agent }: { agent: string }) {
  const { messages, question, failure, isReplying, ...chat } = useChat(agent);
  const [namespace = '', name = ''] = agent.split('/');
  const asks = question?.type === 'authRequired' ? 'needs you to sign in' : 'asks';
  return (
    <View title={name}>
      <p className="facts">
        <span>{`Namespace ${namespace}`}</span>
        <button onClick={chat.clear}>New conversation</button>
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
      {failure && <Failure error={failure} onRetry={chat.repeat} />}
      {question && (
        <p role="alert" className="notice">
          {`${name} ${asks}: ${question.message ?? ''}`}
        </p>
      )}
      <form action={chat.submit}>
        <label htmlFor="text">{question ? 'Your answer' : 'Your message'}</label>
        <textarea
          id="text"
          name="text"
          ref={chat.field}
          aria-describedby="keys"
          onKeyDown={chat.onKeyDown}
        />
        <div className="buttons">
          <p id="keys">Enter sends, Shift+Enter starts a new line, Escape stops the reply.</p>
          {isReplying ? (
            <button type="button" onClick={chat.stop}>
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
