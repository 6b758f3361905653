import { readFileSync } from 'node:fs';

/** A request to a real backend that succeeded, and what it answered. */
export interface RecordedAnswer {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly note?: string;
  readonly status: number;
  /** The answer's JSON; missing where there is `text`. */
  readonly answer?: unknown;
  readonly text?: string;
}

/** Every request that succeeded, but for streams and repetitions. */
export const recordedAnswers: readonly RecordedAnswer[] = JSON.parse(
  readFileSync(new URL('../fixtures/recorded-answers.json', import.meta.url), 'utf8'),
);
