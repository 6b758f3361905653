import type { DreamJournal, DreamRun, DreamTrouble } from '../dreams/dream-journal.ts';

/** What agents dream of, and what comes of it. */
export interface DreamsControl {
  /**
   * An agent has had a conversation, which counts as new until a run over it was asked for and was ready.
   *
   * @param agent Its name; agents of that name in other namespaces share it, as at the real backend.
   * @param options.spans How many spans the conversation has; one by default.
   */
  addConversation(agent: string, options?: { readonly spans?: number }): void;
  /**
   * The run that was started last; the next one has to be asked for anew.
   *
   * @throws TypeError before the first run.
   */
  latestRun(): DreamRunControl;
  /** Something is wrong with the skill store's plugin or the traces, until it recovers. */
  fail(how: DreamTrouble): void;
  /** All is well again, with the conversations and runs that there were. */
  recover(): void;
}

/** A run in the hands of a test. */
export interface DreamRunControl {
  /** Its id, as `dreams.start` gave it. */
  readonly id: string;
  /** It is done, with a summary in Markdown; as in the recordings when nothing is said. */
  succeed(result?: { readonly summary?: string }): void;
  /** It has failed; why is not told. */
  fail(): void;
}

const recordedSummary =
  '# What was done\n\nA new version of **summarize-text**: it retries once.\n';

export function dreamsControl(dreams: DreamJournal): DreamsControl {
  let lastEnd = 0;
  return {
    addConversation(agent, { spans = 1 } = {}) {
      // Two within one millisecond would be one to the mark.
      lastEnd = Math.max(lastEnd + 1, Date.now());
      dreams.addConversation(agent, { spans, endedAt: new Date(lastEnd) });
    },
    latestRun() {
      const run = dreams.latestRun;
      if (run === undefined) {
        throw new TypeError('There is no run: start one with dreams.start first');
      }
      return runControl(dreams, run);
    },
    fail(how) {
      dreams.trouble = how;
    },
    recover() {
      dreams.trouble = undefined;
    },
  };
}

function runControl(dreams: DreamJournal, run: DreamRun): DreamRunControl {
  return {
    id: run.id,
    succeed: ({ summary = recordedSummary } = {}) =>
      dreams.endRun({ ...run, status: 'ready', summary }),
    fail: () => dreams.endRun({ ...run, status: 'failed' }),
  };
}
