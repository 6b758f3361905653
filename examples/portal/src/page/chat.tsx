import { Conversation, type ConversationMessage } from '@rhdh-boost/kagenti-client/browser';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { AuthorizedFetch } from './backend.ts';
import { Failure, Heading } from './parts.tsx';

interface ChatProps {
  readonly fetch: AuthorizedFetch;
  readonly person: string;
  readonly namespace: string;
  readonly name: string;
}

/** A conversation with an agent. It survives a reload of the tab. */
export function ChatView({ fetch, person, namespace, name }: ChatProps) {
  const conversation = useMemo(
    () =>
      new Conversation({
        send: (message, signal) =>
          fetch(`/api/portal/agents/${namespace}/${name}/chat`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(message),
            signal,
          }),
        storage: sessionStorage,
        key: `portal.chat:${person}:${namespace}/${name}`,
      }),
    [fetch, person, namespace, name],
  );
  useEffect(() => () => conversation.stop(), [conversation]);
  const { messages, question, failure, isReplying } = useSyncExternalStore(
    conversation.subscribe,
    () => conversation.snapshot,
  );
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const [label, hint] = [useId(), useId()];
  const stop = () => {
    conversation.stop();
    field.current?.focus();
  };
  const startAnew = () => {
    conversation.clear();
    field.current?.focus();
  };
  const send = (text: string) => {
    if (isReplying || text.trim() === '') return;
    setDraft('');
    field.current?.focus();
    void conversation.say(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') stop();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send(draft);
  };
  const last = messages.findLast(({ from }) => from === 'user');
  return (
    <div className="chat">
      <div className="title">
        <Heading>{name}</Heading>
        <span>Namespace {namespace}</span>
        {messages.length > 0 && (
          <button type="button" onClick={startAnew}>
            New conversation
          </button>
        )}
      </div>
      {messages.length === 0 && <p>Write a message to begin. {name} answers here.</p>}
      <ol className="messages" aria-label="Conversation">
        {messages.map((message, at) => (
          // biome-ignore lint: messages are only added at the end
          <Message key={at} message={message} agent={name} />
        ))}
      </ol>
      {/* Spoken once a reply is over: a live region that grows by the word would be read again and again. */}
      <p role="status" className="spoken">
        {isReplying ? `${name} is replying` : spoken(messages.at(-1), name)}
      </p>
      {failure !== undefined && (
        <Failure error={failure}>
          {last !== undefined && failure.code !== 'session_refused' && (
            <button type="button" onClick={() => send(last.text)}>
              Send again
            </button>
          )}
        </Failure>
      )}
      <form
        className="composer"
        onSubmit={event => {
          event.preventDefault();
          send(draft);
        }}
      >
        {question !== undefined && (
          <div className="notice" role="alert">
            <strong>
              {name} {question.type === 'authRequired' ? 'needs you to sign in' : 'asks'}
            </strong>
            <p>{question.message}</p>
          </div>
        )}
        <label htmlFor={label}>
          {question === undefined ? `Message to ${name}` : `Answer to ${name}`}
        </label>
        <textarea
          id={label}
          ref={field}
          rows={2}
          value={draft}
          aria-describedby={hint}
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="buttons">
          <p className="hint" id={hint}>
            Enter sends, Shift+Enter starts a new line, Escape stops the reply.
          </p>
          {isReplying ? (
            <button type="button" onClick={stop}>
              Stop
            </button>
          ) : (
            <button type="submit" className="primary">
              {question === undefined ? 'Send' : 'Answer'}
            </button>
          )}
        </div>
      </form>
    </div>
  );
}

function spoken(message: ConversationMessage | undefined, agent: string): string {
  if (message?.from !== 'agent') return '';
  const artifacts = message.artifacts.map(({ text }) => text);
  const end = message.ended === 'stopped' ? 'The reply was stopped.' : '';
  return [`${agent}:`, message.text, ...artifacts, end].join(' ');
}

interface MessageProps {
  readonly message: ConversationMessage;
  readonly agent: string;
}

/** What people and agents write is text, never markup. */
function Message({ message: { from, text, artifacts, ended }, agent }: MessageProps) {
  const isEmpty = text === '' && artifacts.length === 0;
  return (
    <li data-from={from}>
      <strong>{from === 'user' ? 'You' : agent}</strong>
      {text !== '' && <p className="text">{text}</p>}
      {artifacts.map((artifact, at) => (
        // biome-ignore lint: artifacts are only added at the end
        <figure key={at}>
          <figcaption>{artifact.name ?? 'Result'}</figcaption>
          <p className="text">{artifact.text}</p>
        </figure>
      ))}
      {from === 'agent' && ended === undefined && <p className="hint">Replying …</p>}
      {ended === 'stopped' && <p className="hint">Stopped</p>}
      {ended === 'failed' && <p className="hint">Not complete</p>}
      {ended === 'done' && isEmpty && <p className="hint">The agent answered without text.</p>}
    </li>
  );
}
