import { OnceReadStream } from '../chat/chat-stream.ts';
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
import { agentOf } from '../sessions/session-rule.ts';
import type { ChatApi } from './generated/chat-api.ts';
import { chatOperations } from './generated/chat-operations.ts';
import type { ChatAgentParameters, ChatParameters } from './generated/chat-types.ts';

/** Binds the operations to a caller. */
export function chatApi(bound: BoundCore): ChatApi {
  const { core } = bound;
  const { agentCard, send } = operationMethods(bound, chatOperations);
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
