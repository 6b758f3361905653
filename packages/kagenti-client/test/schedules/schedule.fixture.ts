import * as fc from 'fast-check';

/** What becomes of one attempt. The first three end before anything is sent. */
export type StepKind =
  | 'refused'
  | 'connectTimeout'
  | 'certificate'
  | 'reset'
  | 'headersTimeout'
  | 'cut'
  | 'idleTimeout'
  | 'answer';

/** One attempt as the server and the network treat it. */
export interface Step {
  readonly kind: StepKind;
  /** Status of an answer. */
  readonly status: number;
  /** What its `Retry-After` says; -1 for none. */
  readonly retryAfterSeconds: number;
  /** Whether the words are those with which Kagenti copies an agent's status. */
  readonly ofAgent: boolean;
  /** How long it takes. */
  readonly latencyMs: number;
}

/** Operations that stand for each kind of rule. */
export const calledNames = [
  'agents.list',
  'agents.delete',
  'health.live',
  'agents.create',
  'chat.send',
  'chat.stream',
] as const;

export type ScheduledName = (typeof calledNames)[number];

/** One call, and what its attempts meet, in order; after them all is well. */
export interface ScheduledCall {
  readonly name: ScheduledName;
  readonly steps: readonly Step[];
  /** When the caller aborts, in milliseconds after the call's start; missing for never. */
  readonly abortAtMs: number | undefined;
  /** Retries of this call alone. */
  readonly maxRetries: number | undefined;
}

/** Calls through one client. */
export interface Schedule {
  readonly calls: readonly ScheduledCall[];
  /** Made at once; one after the other otherwise. */
  readonly atOnce: boolean;
  readonly maxRetries: number;
  readonly budget: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly totalMs: number;
  readonly tokenMs: number;
  /** Whether a refused token is followed by another. */
  readonly hasOtherTokens: boolean;
  /** What the dice say, in eighths. */
  readonly draws: readonly number[];
}

/*
 * Latencies and waits are even, so that they never fall together with the end of the whole time (1 of
 * 4) or with an abort (3 of 4): which of two things at the same moment comes first is nobody's promise.
 */
const latency = fc.constantFrom(0, 0, 2, 40, 700);

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant<StepKind>('answer') },
    {
      weight: 4,
      arbitrary: fc.constantFrom<StepKind>(
        'refused',
        'connectTimeout',
        'reset',
        'cut',
        'refused',
        'reset',
        'certificate',
        'headersTimeout',
        'idleTimeout',
      ),
    },
  ),
  status: fc.constantFrom(
    401,
    401,
    503,
    503,
    429,
    408,
    425,
    502,
    504,
    404,
    403,
    409,
    422,
    500,
    302,
    200,
  ),
  retryAfterSeconds: fc.constantFrom(-1, -1, -1, 0, 16, 16, 32, 600),
  ofAgent: fc.boolean(),
  latencyMs: latency,
});

const anyCall: fc.Arbitrary<ScheduledCall> = fc.record({
  name: fc.constantFrom(...calledNames),
  steps: fc.array(anyStep, { maxLength: 7 }),
  abortAtMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.nat(500).map(quarter => 4 * quarter + 3) },
  ),
  maxRetries: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.nat(5) },
  ),
});

/** Any calls, through a client with any limits. */
export const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  calls: fc.array(anyCall, { minLength: 1, maxLength: 6 }),
  atOnce: fc.boolean(),
  maxRetries: fc.nat(4),
  budget: fc.oneof(fc.nat(3), fc.constant(20)),
  baseDelayMs: fc.constantFrom(16, 256),
  maxDelayMs: fc.constantFrom(512, 8_000),
  totalMs: fc.constantFrom(60_001, 60_001, 1_001, 401),
  tokenMs: fc.constantFrom(0, 0, 20),
  hasOtherTokens: fc.boolean(),
  draws: fc.array(fc.nat(7), { minLength: 30, maxLength: 30 }),
});
