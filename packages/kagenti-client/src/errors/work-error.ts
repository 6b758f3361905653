import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/**
 * What failed at Kagenti while it was waited for.
 *
 * - `build_failed`: the build of an agent or a tool.
 * - `rollout_failed`: an agent's or a tool's pods did not come up.
 * - `generation_failed`: the making, or the start, of a simulated tool.
 * - `not_deleted`: a delete that Kagenti answered with success; see `remaining`.
 */
export type WorkErrorCode = 'build_failed' | 'rollout_failed' | 'generation_failed' | 'not_deleted';

/** What a {@link KagentiWorkError} is made of. */
export interface WorkErrorDetails {
  /** What failed. */
  readonly code: WorkErrorCode;
  /** Operation that told. */
  readonly operation: CalledName;
  /** Why, as a word of Shipwright's or Kubernetes'; anything that is no word is left out. */
  readonly reason?: string | undefined;
  /** Why, in the server's words. */
  readonly detail?: string | undefined;
  /** Name of the run that failed, for a build. */
  readonly runName?: string | undefined;
  /** Kinds of what remains of a delete. */
  readonly remaining?: readonly string[] | undefined;
}

/** What Kagenti had started, and was waited for, failed there. The calls themselves succeeded. */
export class KagentiWorkError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiWorkError.prototype.name = 'KagentiWorkError';
  }

  /** Why, as a word: `ClusterBuildStrategyNotFound`, `ProgressDeadlineExceeded`, `generation_stalled`. */
  readonly reason: string | undefined;
  /** What still exists after a delete, by its kind: `deployment`, `service`, `build`. Empty for other failures. */
  readonly remaining: readonly string[];
  readonly #details: WorkErrorDetails;

  /**
   * @param message - What failed and the way out, without the server's words.
   * @param details - What Kagenti told.
   * @param attempts - Every try of the look that told it.
   */
  constructor(message: string, details: WorkErrorDetails, attempts: readonly Attempt[]) {
    super(message, { code: details.code, operation: details.operation, attempts });
    // A sentence may hold what a user wrote; a word of Kubernetes' own does not.
    this.reason = /^\w{1,64}$/.test(details.reason ?? '') ? details.reason : undefined;
    this.remaining = details.remaining ?? [];
    this.#details = details;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiWorkError {
    return brandOf(value) === 'KagentiWorkError';
  }

  /** Why, in the server's own words; never printed, for they may repeat what a user wrote. */
  get detail(): string | undefined {
    return this.#details.detail;
  }

  /** Name of the BuildRun that failed, under which its logs are found; never printed, nor are other names. */
  get runName(): string | undefined {
    return this.#details.runName;
  }

  /** Why the work failed, where Kagenti reports it, and what remains. */
  protected override printedFields(): Record<string, unknown> {
    const { reason, remaining } = this;
    return {
      ...(reason === undefined ? {} : { reason }),
      ...(remaining.length === 0 ? {} : { remaining }),
    };
  }
}
