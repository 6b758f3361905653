// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { ChatStream } from '../../chat/chat-stream.ts';
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { AgentCard, ChatAgentParameters, ChatParameters, ChatReply } from './chat-types.ts';

/** Chat with an agent. Kagenti passes the account's bearer token to the agent. */
export interface ChatApi {
  /**
   * Returns what an agent can do. Kagenti passes no token to the agent for this. Permission
   * `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError, 503 if the
   * agent is down.
   */
  agentCard(parameters?: ChatAgentParameters, options?: CallOptions): KagentiCall<AgentCard>;
  /**
   * Sends a message and waits for the whole reply. Kagenti waits up to 60 s for the agent. It
   * leaves out artifacts, and does not report that a task failed: `stream` reports both. Default
   * timeouts: 75 s for the headers, 90 s in total. Never sent twice. Permission
   * `boost.chat.create`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `session_refused` for another caller's session; KagentiHttpError, marked `fromAgent` if the
   * status is the agent's.
   */
  send(parameters: ChatParameters, options?: CallOptions): KagentiCall<ChatReply>;
  /**
   * Returns the reply to a message as it arrives. The message is sent when the stream is first
   * read. `timeoutMs` bounds the time to the headers. Reading the stream throws the errors. Never
   * sent twice. Permission `boost.chat.create`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `session_refused` for another caller's session; KagentiHttpError, marked `fromAgent` if the
   * status is the agent's; KagentiStreamError if the stream does not end properly.
   */
  stream(parameters: ChatParameters, options?: CallOptions): ChatStream;
}
