import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { checkNames, type OptionNames } from '../options/check-names.ts';
import { checkNumber, maximumMs } from '../options/check-number.ts';
import { checkSignal } from '../sending/call-options.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { BuildProgress } from './wait-progress.ts';

/** How something is waited for that Kagenti only starts. */
export interface WaitOptions<Progress> {
  /** Ends the wait immediately; what is waited for continues at Kagenti. */
  readonly signal?: AbortSignal | null | undefined;
  /**
   * How long to wait altogether, in milliseconds; 1 800 000, half an hour. Then a look and what
   * `onProgress` gave are no longer waited for, either. The client's `timeouts` hold for each call of a look.
   */
  readonly timeoutMs?: number;
  /** Shortest time between two looks, in milliseconds; 1 000. */
  readonly minPollMs?: number;
  /** What the time between two looks grows to, in milliseconds; 10 000. */
  readonly maxPollMs?: number;
  /**
   * Is told of each step, and awaited before the next look. What it throws ends the wait, which rejects
   * with it.
   */
  readonly onProgress?: (progress: Progress) => void | Promise<void>;
}

/** How a build is waited for. */
export interface BuildWaitOptions<Finalize> extends WaitOptions<BuildProgress> {
  /**
   * Whether the agent or tool is made of the build when it has succeeded, and of what, if not of what was
   * said when it was created; false. Kagenti makes it by itself within 30 s, of what was said then: where it
   * came first, what stands here has no effect. The request is sent again at the next look where its answer was
   * lost, for a minute: a second one makes no second agent or tool.
   */
  readonly finalize?: boolean | Finalize;
}

/** The bounds of a wait, in milliseconds. */
export interface WaitLimits {
  /** For everything together. */
  readonly timeoutMs: number;
  /** Shortest time between two looks. */
  readonly minPollMs: number;
  /** What the time between two looks grows to. */
  readonly maxPollMs: number;
}

/** What any wait may be given. */
export const waitOptionNames = {
  signal: true,
  timeoutMs: true,
  minPollMs: true,
  maxPollMs: true,
  onProgress: true,
} satisfies Record<keyof WaitOptions<never>, true>;

/** What the wait for a build may be given: of another one, `finalize` would be ignored. */
export const buildWaitOptionNames = {
  ...waitOptionNames,
  finalize: true,
} satisfies Record<keyof BuildWaitOptions<never>, true>;

/**
 * Checks the options but for the bounds.
 *
 * @throws KagentiError `invalid_parameter`, naming the option.
 */
export function checkWaitOptions(
  operation: CalledName,
  options: WaitOptions<never>,
  names: OptionNames,
): void {
  const refuse = (rule: string): KagentiError => invalidParameter(operation, rule);
  if (typeof options !== 'object' || options === null || 'aborted' in options) {
    throw refuse('the options of its wait are an object, as in { signal, timeoutMs: 600000 }');
  }
  checkNames(options, names, '', refuse);
  const { signal, onProgress } = options;
  checkSignal(signal, refuse);
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw refuse('onProgress is a function');
  }
}

/**
 * Checks the options, and fills in the bounds that were left out.
 *
 * @throws KagentiError `invalid_parameter`, naming the option.
 */
export function waitLimits(
  operation: CalledName,
  options: WaitOptions<never>,
  names: OptionNames,
): WaitLimits {
  const refuse = (rule: string): KagentiError => invalidParameter(operation, rule);
  checkWaitOptions(operation, options, names);
  const { timeoutMs = 1_800_000, minPollMs = 1_000 } = options;
  const { maxPollMs = Math.max(10_000, minPollMs) } = options;
  checkNumber('timeoutMs', timeoutMs, 1, maximumMs, refuse);
  checkNumber('minPollMs', minPollMs, 1, maximumMs, refuse);
  checkNumber('maxPollMs', maxPollMs, minPollMs, maximumMs, refuse);
  return { timeoutMs, minPollMs, maxPollMs };
}
