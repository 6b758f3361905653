/** What is measured of the subject: its time as a multiple of the peer's, or its speed as a part of the peer's. */
export type RatioOf = 'time' | 'speed';

/** Two things that are timed in turn. Each gives the milliseconds that it took. */
export interface Pair {
  /** Runs what the project does, once. */
  subject(): Promise<number> | number;
  /** Runs what it is compared with, once. */
  peer(): Promise<number> | number;
  /** Removes what was made for the two. */
  dispose?(): Promise<void> | void;
}

/** What a pair may need to know. */
export interface Setting {
  /** From this the inputs are generated: the same seed gives the same inputs. */
  readonly seed: number;
}

/** Two things to be timed, the project's and a peer's. */
export interface Scenario {
  /** The project's part, in words. */
  readonly subject: string;
  /** What it is compared with, in words. */
  readonly peer: string;
  /** How often each of the two is timed. */
  readonly repetitions: number;
  /** How often each of the two runs before that, untimed. */
  readonly warmUps: number;
  /** Makes the two ready. */
  readonly prepare: (setting: Setting) => Promise<Pair> | Pair;
}

/** A promise about speed. */
export interface Benchmark extends Scenario {
  /** What is divided by what. */
  readonly ratioOf: RatioOf;
  /** What the ratio must keep to: a time at most, a speed at least. */
  readonly limit: number;
}
