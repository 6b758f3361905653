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
  /** Set where each of the two runs in a separate process: in one process each would collect the garbage of the other. */
  readonly apart?: true;
  /** Makes the two ready. */
  readonly prepare: (setting: Setting) => Promise<Pair> | Pair;
}

/** A promise about speed. */
export interface RatioBenchmark extends Scenario {
  /** What is divided by what. */
  readonly ratioOf: RatioOf;
  /** What the ratio must keep to: a time at most, a speed at least. */
  readonly limit: number;
}

/** Figures, by what they count. */
export type Counts = Readonly<Record<string, number>>;

/** What may have to be known to count. */
export interface CountSetting extends Setting {
  /** What is done may be less below 1, and more above it. */
  readonly effort: number;
  /** Whether peers are left out whose figures no limit judges. */
  readonly limits: boolean;
}

/** Work whose outcome is counted and not timed. */
export interface CountScenario {
  /** The work, in words. */
  readonly subject: string;
  /** The peers that have no way to do it, each with the sentence that says why. */
  readonly unable: Readonly<Record<string, string>>;
  /** What this machine lacks for it, in a sentence. */
  readonly missing?: () => string | undefined;
  /** Has the work done by the project. */
  readonly count: (setting: CountSetting) => Promise<Counts>;
  /** Has the same work done by each peer, for the reader: no limit judges the figures. */
  readonly countPeers?: (setting: CountSetting) => Promise<Readonly<Record<string, Counts>>>;
}

/** A promise about what happens, however long it takes. */
export interface CountBenchmark extends CountScenario {
  /** What the project's figures must keep to. */
  readonly atMost: Counts;
}

/** A promise that can be measured. */
export type Benchmark = RatioBenchmark | CountBenchmark;
