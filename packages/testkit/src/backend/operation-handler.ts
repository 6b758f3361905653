import type { Answer } from './answer.ts';
import type { Account } from './authentication/account.ts';
import type { BackendState } from './backend-state.ts';
import type { ChatDesk } from './chat/chat-desk.ts';
import type { McpServers } from './mcp/mcp-servers.ts';
import type { Platform } from './platform.ts';
import type { PublishedFiles } from './published-files.ts';

/** One request to an operation, found authentic, allowed and valid. */
export interface OperationCall {
  /** The parameters of its path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The parameters of its query, with the contract's defaults. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Its body with the contract's defaults; empty when the operation has none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The body as it came, which some answers echo. */
  readonly sentBody: unknown;
  /** Undefined where an operation needs no token and none was sent. */
  readonly account: Account | undefined;
  /** Aborted when the caller's connection closes. */
  readonly callerLeft: AbortSignal;
  /**
   * Marks the answer as one of a situation that was never recorded. An answer whose status no
   * recording of the operation has is marked without it.
   */
  readonly markUnrecorded: () => void;
}

/** What the operations of one backend share. */
export interface BackendParts extends Platform {
  readonly state: BackendState;
  readonly chat: ChatDesk;
  readonly mcpServers: McpServers;
  readonly publishedFiles: PublishedFiles;
  /** The URL of the realm that the backend trusts. */
  readonly issuer: string;
}

/** Answers an operation; what it throws as a Refusal is answered so. */
export type OperationHandler = (
  call: OperationCall,
  parts: BackendParts,
) => Answer | Promise<Answer>;

/** Some operations, each under its name in the contract's table. */
export type OperationHandlers = Readonly<Record<string, OperationHandler>>;
