import { readFileSync } from 'node:fs';

/** A request to a real backend that succeeded, and what it answered. */
export interface RecordedAnswer {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>> | string;
  readonly note?: string;
  readonly status: number;
  /** The answer's JSON; missing where there is `text`. */
  readonly answer?: unknown;
  readonly text?: string;
}

function readRecordings(file: string): readonly RecordedAnswer[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8'));
}

/** Every request that succeeded, except streams and repetitions, by the day of the backend that answered. */
export const recordedAnswers = {
  '2026-08-20': readRecordings('recorded-answers.json'),
  '2026-07-23': readRecordings('recorded-answers-2026-07-23.json'),
} as const;
