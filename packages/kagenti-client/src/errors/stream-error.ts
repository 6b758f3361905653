import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/**
 * Why a stream failed after it had begun.
 *
 * - `truncated`: it ended without anything that ends a reply.
 * - `agent`: the agent, or its task, failed.
 * - `protocol`: what came is not what Kagenti sends.
 */
export type StreamErrorReason = 'truncated' | 'agent' | 'protocol';

/** What a {@link KagentiStreamError} is made of. */
export interface StreamErrorDetails {
  /** Operation that failed. */
  readonly operation: CalledName;
  /** Why. */
  readonly reason: StreamErrorReason;
  /** The text that came, up to its first 1 048 576 characters. */
  readonly text: string;
  /** What the agent said, for `agent`. */
  readonly agentMessage?: string | undefined;
}

/** A chat stream began, and did not end as a complete reply does. */
export class KagentiStreamError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiStreamError.prototype.name = 'KagentiStreamError';
  }

  /** Why it failed. */
  readonly reason: StreamErrorReason;
  readonly #details: StreamErrorDetails;

  /**
   * @param message - What failed and the way out.
   * @param details - Reason and what came so far.
   * @param attempts - Every try so far.
   */
  constructor(message: string, details: StreamErrorDetails, attempts: readonly Attempt[]) {
    super(message, { code: 'stream', operation: details.operation, attempts });
    this.reason = details.reason;
    this.#details = details;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiStreamError {
    return brandOf(value) === 'KagentiStreamError';
  }

  /**
   * The text that came before it failed, up to its first 1 048 576 characters, without what the agent said
   * of its failure, with `[redacted]` for the access token, which the agent was sent; never printed.
   */
  get text(): string {
    return this.#details.text;
  }

  /** What the agent said about its failure, with `[redacted]` for the access token; never printed. */
  get agentMessage(): string | undefined {
    return this.#details.agentMessage;
  }

  /** What ended the stream. */
  protected override printedFields(): Record<string, unknown> {
    return { reason: this.reason };
  }
}
