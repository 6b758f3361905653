// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** The agent whose conversations are dreamed of. */
export interface DreamParameters {
  /** Namespace of the agent. */
  readonly namespace: string;
  /** Name of the agent. */
  readonly name: string;
}

/** Parameters of `dreams.run`. */
export interface DreamRunParameters extends DreamParameters {
  /**
   * Id of the run, from `dreams.start`: 1 to 128 letters, digits, dots, underscores and hyphens.
   */
  readonly runId: string;
}

/**
 * Parameters of `dreams.setThresholds`. They replace all thresholds: what is left out gets its
 * default.
 */
export interface DreamThresholdsParameters extends DreamParameters {
  /**
   * New conversations that make a run worthwhile.
   * @defaultValue `0`
   */
  readonly minNewTrajectories?: number;
  /**
   * Time between two runs, in seconds.
   * @defaultValue `0`
   */
  readonly minIntervalSeconds?: number;
  /** Days of the week to run on. Default: none. The server does not check them. */
  readonly scheduleDays?: readonly string[];
  /**
   * Time of the day to run at, `HH:MM`; empty for none.
   * @defaultValue `''`
   */
  readonly scheduleTime?: string;
}

/** How far the dreaming of an agent is. */
export interface DreamStatus {
  /** Namespace of the agent. */
  readonly namespace: string;
  /** Name of the agent. */
  readonly agent: string;
  /** Time of the newest conversation that was dreamed of, as ISO 8601. */
  readonly lastDreamedTs?: string | null;
  /** When the last run ended, as ISO 8601. */
  readonly lastDreamedAt?: string | null;
  /** Id of the last run; empty before the first. */
  readonly lastRunId?: string | null;
  /** How many runs ended well. */
  readonly dreamedCount?: number | null;
  /** New conversations that make a run worthwhile. */
  readonly minNewTrajectories?: number | null;
  /** Time between two runs, in seconds. */
  readonly minIntervalSeconds?: number | null;
  /** Days of the week to run on. */
  readonly scheduleDays?: readonly string[] | null;
  /** Time of the day to run at, `HH:MM`; empty for none. */
  readonly scheduleTime?: string | null;
  /**
   * Conversations that no run has dreamed of yet; at least so many, for the server looks at the
   * newest 200 spans. 0 also where the traces cannot be read.
   */
  readonly newTrajectories?: number | null;
}

/** Result of `dreams.start`; the contract leaves its shape open. */
export interface StartedDream {
  /** `submitted`, or `no_new_trajectories` where no run was started. */
  readonly status: string;
  /** Namespace of the agent. */
  readonly namespace: string;
  /** Name of the agent. */
  readonly agent: string;
  /** Id of the run, for `dreams.run`; missing where none was started. */
  readonly run_id?: string | null;
  /** How many conversations it dreams of. */
  readonly new_trajectories?: number | null;
  /** How many spans these have. */
  readonly new_spans?: number | null;
  /** Time of the newest of them, as ISO 8601. */
  readonly cursor?: string | null;
}

/** A run of dreaming. */
export interface DreamRun {
  /** Its id. */
  readonly runId: string;
  /** `pending`, `ready` or `failed`. */
  readonly status?: string | null;
  /** What was done, as Markdown, when it is `ready`. It may quote conversations. */
  readonly summaryMd?: string | null;
}

/** Result of `dreams.setThresholds`; the contract leaves its shape open. */
export interface DreamThresholdsResult {
  /** `ok`. */
  readonly status: string;
  /** Namespace of the agent. */
  readonly namespace: string;
  /** Name of the agent. */
  readonly agent: string;
}
