import type { Attempt } from '../sending/attempt.ts';
import type { CallEnd } from './call-outcome.ts';

// Without a type of OpenTelemetry's: these are reached from the package's public types, and its API is an
// optional peer, which who compiles against them may not have.

/** What one attempt of a call tells. */
export interface AttemptTelemetry {
  /** Adds what the process's propagator writes of this attempt. */
  addHeaders(headers: Record<string, string>): void;
  /** Hands the request over while the attempt's span is active; `dispatch` throws nothing. */
  within(dispatch: () => void): void;
  /** There was no attempt after all: the request could not be made. */
  abandon(errorType: string): void;
  /** The attempt is over. */
  end(outcome: Pick<Attempt, 'status' | 'failure'>): void;
}

/** What one call reports: from the configuration, the contract and closed lists; its span names its subject. */
export interface CallTelemetry {
  /** Does the call while its span is active; `call` throws nothing at once. */
  within<T>(call: () => Promise<T>): Promise<T>;
  /** Begins an attempt; `earlier` are those before it. */
  attempt(earlier: readonly Attempt[]): AttemptTelemetry;
  /** The conversation has this id at Kagenti; the span gets a hash of the last one. */
  conversation(sessionId: string): void;
  /** A stream was answered. */
  streamOpened(): void;
  /** The call is over: what came of it, every attempt, and the events that the reader of a stream was given. */
  end(end: CallEnd, attempts: readonly Attempt[], events: number | undefined): void;
}
