import { randomUUID } from 'node:crypto';

/** When an agent is to dream by itself; the backend keeps it, and starts nothing. */
export interface DreamThresholds {
  readonly minNewTrajectories: number;
  readonly minIntervalSeconds: number;
  readonly scheduleDays: readonly unknown[];
  readonly scheduleTime: string;
}

/** A conversation of an agent, as its traces have it. */
export interface Conversation {
  /** How many spans it has. */
  readonly spans: number;
  /** When its last span ended. */
  readonly endedAt: Date;
}

/** A run over the conversations of an agent that were new when it started. */
export interface DreamRun {
  readonly id: string;
  readonly status: 'pending' | 'ready' | 'failed';
  /** What was done, in Markdown. */
  readonly summary: string | undefined;
}

/** What the backend keeps of an agent. */
export interface DreamState {
  readonly thresholds: DreamThresholds | undefined;
  /** Up to here the agent's conversations were dreamed of. */
  readonly mark: Date | undefined;
  readonly dreamedAt: Date | undefined;
  readonly lastRunId: string;
  readonly dreamedCount: number;
  /** The run that moves the mark when it is ready and asked for, and where to. */
  readonly pending: { readonly runId: string; readonly mark: Date } | undefined;
}

const neverDreamed: DreamState = {
  thresholds: undefined,
  mark: undefined,
  dreamedAt: undefined,
  lastRunId: '',
  dreamedCount: 0,
  pending: undefined,
};

/**
 * What may be wrong: the skill store lacks its plugin, the server of traces answers with errors, or it cannot be
 * reached.
 */
export type DreamTrouble = 'noPlugin' | 'unreadableTraces' | 'noTraces';

/** Dreams of all agents: their conversations, the runs over them, and what the backend keeps. */
export class DreamJournal {
  trouble: DreamTrouble | undefined;
  readonly #conversations = new Map<string, Conversation[]>();
  readonly #states = new Map<string, DreamState>();
  readonly #runs = new Map<string, DreamRun>();

  /** Traces are filed by the agent's name alone: agents of one name share their conversations. */
  addConversation(agent: string, conversation: Conversation): void {
    this.#conversations.set(agent, [...(this.#conversations.get(agent) ?? []), conversation]);
  }

  stateOf(key: string): DreamState {
    return this.#states.get(key) ?? neverDreamed;
  }

  keep(key: string, change: Partial<DreamState>): void {
    this.#states.set(key, { ...this.stateOf(key), ...change });
  }

  /** The conversations of an agent since its mark; none while its traces cannot be read. */
  newConversations(agent: string, { mark }: DreamState): Conversation[] {
    const isUnread = this.trouble === 'unreadableTraces' || this.trouble === 'noTraces';
    const all = isUnread ? [] : (this.#conversations.get(agent) ?? []);
    return all.filter(({ endedAt }) => mark === undefined || endedAt > mark);
  }

  /** Starts a run, whether or not another one is pending, of which the mark is lost then. */
  startRun(key: string, mark: Date): DreamRun {
    const run = { id: randomUUID(), status: 'pending', summary: undefined } as const;
    this.#runs.set(run.id, run);
    this.keep(key, { pending: { runId: run.id, mark } });
    return run;
  }

  /** The run that was started last; undefined before the first. */
  get latestRun(): DreamRun | undefined {
    return [...this.#runs.values()].at(-1);
  }

  findRun(id: string): DreamRun | undefined {
    return this.#runs.get(id);
  }

  endRun(ended: DreamRun): void {
    this.#runs.set(ended.id, ended);
  }
}
