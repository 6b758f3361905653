import type { BoundKagentiClient } from '@rhdh-boost/kagenti-client';
import type { CallFailure } from '../call-failure.ts';
import type { ChatAgent } from './chat-agent.ts';

/** What a chat works with. */
export interface ChatSettings {
  /** The client of Kagenti, for the user who chats. */
  readonly kagenti: BoundKagentiClient;
  /** The agent. */
  readonly agent: ChatAgent;
  /** The user who chats, as an entity ref; undefined for the service account alone. */
  readonly user: string | undefined;
  /** The session to continue; undefined for a new one. */
  readonly sessionId: string | undefined;
  /** Whether another run can continue the session: it can if `boost.encryptionSecret` is set. */
  readonly canContinue: boolean;
  /** Describes a failure to the user; throws what is a defect of the command. */
  readonly describe: (error: unknown) => CallFailure;
  /** Ends the chat. */
  readonly signal: AbortSignal;
}
