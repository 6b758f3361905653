import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import { type CallParameters, type CallTarget, startCall } from '../call.ts';
import { type ChatStream, OnceReadStream } from '../chat-stream.ts';
import type { ClientCore } from '../client-core.ts';
import type { CallOptions } from '../client-options.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { type BoundCore, jsonCall } from '../json-call.ts';
import type { KagentiCall } from '../kagenti-call.ts';
import { ReplyReader } from '../read-reply.ts';
import { bindSessionsIn, type SessionAgent } from '../session-binding.ts';
import type { OpenAnswer } from '../transport.ts';
import type { AgentCard, ChatReply } from './answers.ts';
import { agentCard, chatReply } from './shapes.ts';

/** An agent to talk to; without both parts the client's default agent is meant. */
export interface ChatAgentParameters {
  /** Its namespace. */
  readonly namespace?: string;
  /** Its name. */
  readonly name?: string;
}

/** A message to an agent. */
export interface ChatParameters extends ChatAgentParameters {
  /** The message. */
  readonly message: string;
  /** Session to go on with, from an earlier answer to the same caller by the same agent. */
  readonly sessionId?: string;
}

/** Chat with an agent. Kagenti hands the account's bearer token on to it. */
export interface ChatApi {
  /**
   * Asks an agent what it can do. Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError, 503 when the agent is down.
   */
  agentCard(parameters?: ChatAgentParameters, options?: CallOptions): KagentiCall<AgentCard>;
  /**
   * Sends a message and waits for the whole reply; Kagenti waits up to 60 s for the agent, so give
   * `timeoutMs` to a slow one. Permission `boost.chat.create`, role operator. Never sent twice. Kagenti
   * leaves artifacts out here and does not say that a task failed: `stream` tells both.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `session_refused` for another's
   * session; KagentiHttpError, marked `fromAgent` where the status is the agent's.
   */
  send(parameters: ChatParameters, options?: CallOptions): KagentiCall<ChatReply>;
  /**
   * Gives the reply to a message as it arrives. The message is sent when the stream is first read, and
   * never twice. Permission `boost.chat.create`, role operator. `timeoutMs` bounds the time to the
   * headers.
   *
   * @throws While reading: as `send`, and KagentiStreamError when the stream does not end well.
   */
  stream(parameters: ChatParameters, options?: CallOptions): ChatStream;
}

/** Binds the operations to a caller. */
export function chatApi(bound: BoundCore): ChatApi {
  const { core, caller } = bound;
  const bind = (target: CallTarget, sessionId: string): string =>
    core.sessions.bind(caller, wholeAgent('chat.send', target), sessionId);
  const parametersOf = (
    operation: OperationName,
    target: CallTarget,
    { message, sessionId }: ChatParameters,
  ): CallParameters => {
    const agent = wholeAgent(operation, target);
    if (sessionId === undefined) return { path: { ...agent }, body: { message } };
    const session_id = core.sessions.unbind(operation, caller, agent, sessionId);
    return { path: { ...agent }, body: { message, session_id } };
  };
  return {
    agentCard: (parameters = {}, options = {}) => {
      const target = targetOf(core, parameters);
      return jsonCall(bound, {
        name: 'chat.agentCard',
        target,
        parameters: () => ({ path: { ...wholeAgent('chat.agentCard', target) } }),
        shape: agentCard,
        options,
      });
    },
    send: (parameters, options = {}) => {
      const target = targetOf(core, parameters);
      return jsonCall(bound, {
        name: 'chat.send',
        target,
        parameters: () => parametersOf('chat.send', target, parameters),
        shape: chatReply,
        finish: reply => bindSessionsIn(reply, sessionId => bind(target, sessionId)),
        options,
      });
    },
    stream: (parameters, options = {}) => {
      const target = targetOf(core, parameters);
      return new OnceReadStream(async function* open() {
        const call = await startCall<OpenAnswer>(core, {
          caller,
          operation: operationByName('chat.stream'),
          target,
          parameters: () => parametersOf('chat.stream', target, parameters),
          options,
          accept: 'text/event-stream',
          read: answer => answer,
        });
        yield* new ReplyReader(call, sessionId => bind(target, sessionId)).read();
      });
    },
  };
}

/** The agent that a call names, or the default where it names none. */
function targetOf(core: ClientCore, { namespace, name }: ChatAgentParameters): CallTarget {
  return namespace === undefined && name === undefined
    ? { ...core.defaultAgent }
    : { namespace, name };
}

/** Refuses a chat call that names no agent, or half of one. */
function wholeAgent(operation: OperationName, { namespace, name }: CallTarget): SessionAgent {
  if (namespace === undefined || name === undefined) {
    throw new KagentiError(
      `Kagenti ${operation} refused: give namespace and name of the agent, or a default agent for the client (boost.providers.kagenti.defaultAgent).`,
      { code: 'invalid_parameter', operation },
    );
  }
  return { namespace, name };
}
