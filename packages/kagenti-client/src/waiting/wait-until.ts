import type { ClientCore } from '../client-core.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import type { OptionNames } from '../options/check-names.ts';
import type { CallOptions } from '../options/client-options.ts';
import { CallScope } from '../sending/call-scope.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { Patience, type Trouble } from './patience.ts';
import { pollDelayMs } from './poll-delay.ts';
import { pollVerdict } from './poll-failure.ts';
import { type WaitOptions, waitLimits } from './wait-options.ts';
import type { PollFailedProgress } from './wait-progress.ts';

/** What a look found. */
export type Finding<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: KagentiError }
  | { readonly kind: 'waiting' }
  /** What may pass and often does not. */
  | ({ readonly kind: 'stuck'; readonly error: KagentiError } & Trouble);

/** Something that is waited for. */
export interface Wait<Result, Progress> {
  /** Operation that looks, for errors. */
  readonly operation: CalledName;
  /** Options that it may be given. */
  readonly optionNames: OptionNames;
  /** Looks once: what is new is yielded, what it means is returned. */
  look(options: CallOptions): AsyncIterator<Progress, Finding<Result>>;
}

/** Twice the time between two rounds of Kagenti, which finalizes builds that have succeeded. */
export const patienceMs = 60_000;

/**
 * Looks until what is waited for has come, with growing pauses. Each look is a call as any other, with its
 * permission and audit events, and is sent once: the next look is its retry.
 *
 * @throws KagentiTimeoutError `deadline`; KagentiAbortError; what a look found to be final.
 */
export async function waitUntil<Result, Progress>(
  core: ClientCore,
  wait: Wait<Result, Progress | PollFailedProgress>,
  options: WaitOptions<Progress | PollFailedProgress>,
): Promise<Result> {
  const { clock } = core;
  const scope = new CallScope(wait.operation);
  const tell = async (progress: Progress | PollFailedProgress): Promise<void> => {
    if (options.onProgress !== undefined) await scope.race(() => options.onProgress?.(progress));
  };
  let failure: KagentiError | undefined;
  try {
    core.enter(scope, wait.operation);
    const limits = waitLimits(wait.operation, options, wait.optionNames);
    scope.follow(options.signal);
    scope.check();
    clock.startDeadline(scope, limits.timeoutMs);
    const patience = new Patience();
    for (let looks = 1; ; looks += 1) {
      const found = await lookOnce(scope, wait, tell);
      failure = 'failure' in found ? found.failure : undefined;
      if (found.kind === 'done') return found.result;
      if (found.kind === 'failed') throw found.error;
      if (found.kind === 'stuck') {
        if (patience.isOver(found, clock.now())) throw found.error;
      } else if (failure === undefined) {
        patience.renew();
      }
      if (failure !== undefined) await tell({ type: 'pollFailed', error: failure });
      const asked = failure instanceof KagentiHttpError ? (failure.retryAfterMs ?? 0) : 0;
      const pauseMs = Math.max(
        asked,
        pollDelayMs(looks, limits, () => clock.random()),
      );
      // A server may ask for more than a timer can count.
      await clock.sleep(scope, Math.min(pauseMs, limits.timeoutMs));
    }
  } catch (error) {
    throw isDeadline(error, scope) ? withFailure(wait.operation, error, failure) : error;
  } finally {
    core.leave(scope);
  }
}

/** A finding, and the failure of the look where it is one that the wait outlives. */
type Found<Result> = Finding<Result> & { readonly failure?: KagentiError };

async function lookOnce<Result, Progress>(
  scope: CallScope,
  wait: Wait<Result, Progress>,
  tell: (progress: Progress) => Promise<void>,
): Promise<Found<Result>> {
  // No timeoutMs: the clocks of a call give way to that, and the deadline ends the look by the signal.
  const steps = wait.look({ signal: scope.signal, maxRetries: 0 });
  for (;;) {
    let step: IteratorResult<Progress, Finding<Result>>;
    try {
      step = await steps.next();
    } catch (error) {
      if (scope.isEnded && error instanceof KagentiError) scope.attempts.push(...error.attempts);
      // The look ended by our signal, and would say so in its own name.
      scope.check();
      if (!(error instanceof KagentiError)) throw error;
      return outlived(error);
    }
    if (step.done === true) return step.value;
    // Outside of the try: what the caller's own code throws is no failure of the look.
    await tell(step.value);
  }
}

function outlived(error: KagentiError): Found<never> {
  const verdict = pollVerdict(error);
  if (verdict === 'final') return { kind: 'failed', error };
  if (verdict === 'passing') return { kind: 'waiting', failure: error };
  const status = error instanceof KagentiHttpError ? error.status : error.code;
  const trouble = `${error.operation} ${status}`;
  return { kind: 'stuck', trouble, error, patienceMs, failure: error };
}

/** True for our own; that of another wait, in the progress hook, is the hook's error. */
function isDeadline(error: unknown, scope: CallScope): error is KagentiTimeoutError {
  return scope.isEnded && error instanceof KagentiTimeoutError && error.clock === 'deadline';
}

/** The deadline, with what the last look failed with that came to its end, and its attempts first. */
function withFailure(
  operation: CalledName,
  { attempts }: KagentiTimeoutError,
  failure: KagentiError | undefined,
): KagentiTimeoutError {
  const all = [...(failure?.attempts ?? []), ...attempts];
  return new KagentiTimeoutError('deadline', operation, all, failure);
}
