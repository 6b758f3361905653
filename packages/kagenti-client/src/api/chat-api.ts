import { type ChatStream, OnceReadStream } from '../chat/chat-stream.ts';
import { type OpenedReply, ReplyOpening } from '../chat/reply-opening.ts';
import { ReplyReader } from '../chat/reply-reader.ts';
import type { ClientCore } from '../client-core.ts';
import { isRecord } from '../is-record.ts';
import { operationMethods, operationRequest } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { OpenAnswer } from '../sending/answer-handler.ts';
import { startCall } from '../sending/call.ts';
import type { BoundCore } from '../sending/call-request.ts';
import { CallScope } from '../sending/call-scope.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { agentOf } from '../sessions/session-rule.ts';
import { chatOperations } from './generated/chat-operations.ts';
import type {
  AgentCard,
  ChatAgentParameters,
  ChatParameters,
  ChatReply,
} from './generated/chat-types.ts';

/** Chat with an agent. Kagenti hands the account's bearer token on to it. */
export interface ChatApi {
  /**
   * Asks an agent what it can do; no token is handed on for that. Permission `boost.agent.list`, role
   * viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError, 503 when the agent is down.
   */
  agentCard(parameters?: ChatAgentParameters, options?: CallOptions): KagentiCall<AgentCard>;
  /**
   * Sends a message and waits for the whole reply. Kagenti waits up to 60 s for the agent, so the default
   * timeouts are 75 s for the headers and 90 s in total. Kagenti leaves artifacts out here and does not say that a task failed:
   * `stream` tells both. Never sent twice. Permission `boost.chat.create`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `session_refused` for another's
   * session; KagentiHttpError, marked `fromAgent` where the status is the agent's.
   */
  send(parameters: ChatParameters, options?: CallOptions): KagentiCall<ChatReply>;
  /**
   * Gives the reply to a message as it arrives. The message is sent when the stream is first read, and
   * never twice. `timeoutMs` bounds the time to the headers. Permission `boost.chat.create`, role operator.
   *
   * @throws While reading: as `send`, and KagentiStreamError when the stream does not end well.
   */
  stream(parameters: ChatParameters, options?: CallOptions): ChatStream;
}

/** Binds the operations to a caller. */
export function chatApi(bound: BoundCore): ChatApi {
  const { core } = bound;
  const method = operationMethods(bound, chatOperations);
  const agentCard = method('chat.agentCard');
  const send = method('chat.send');
  return {
    agentCard: (parameters = {}, options = {}) =>
      agentCard(withDefaultAgent(core, parameters), options),
    send: (parameters, options = {}) => send(withDefaultAgent(core, parameters), options),
    stream: (parameters, options = {}) =>
      new OnceReadStream(new ReplyOpening(streamOpener(bound, parameters, options))),
  };
}

/**
 * What sends the message when the stream is first read. Parameters are read here, so that the message is that
 * of the moment of the call; what is wrong with them, a getter that throws say, is for who reads.
 */
function streamOpener(
  bound: BoundCore,
  parameters: ChatParameters,
  options: CallOptions,
): () => OpenedReply {
  const { core, caller } = bound;
  try {
    const request = operationRequest(
      'chat.stream',
      chatOperations['chat.stream'],
      withDefaultAgent(core, parameters),
      options,
    );
    const bind = (id: string): string => core.sessions.bind(caller, agentOf(request.target), id);
    const { streamIdleMs } = core.timeouts;
    return () => {
      const scope = new CallScope('chat.stream');
      const reading = {
        accept: 'text/event-stream',
        read: (answer: OpenAnswer) => answer,
      } as const;
      const noted = (id: string): string => {
        scope.telemetry?.conversation(id);
        return bind(id);
      };
      const call = startCall(bound, request, reading, scope);
      return {
        scope,
        reader: call.then(
          answered => new ReplyReader(answered, noted, streamIdleMs, core.redactor),
        ),
      };
    };
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Puts the default agent in where none is named; what is no object is refused later. */
function withDefaultAgent<P extends ChatAgentParameters>(core: ClientCore, parameters: P): P {
  if (!isRecord(parameters)) return parameters;
  const { namespace, name } = parameters;
  return (namespace ?? name ?? undefined) === undefined
    ? { ...parameters, ...core.defaultAgent }
    : parameters;
}
