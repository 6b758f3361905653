import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** A reply of a real backend, whole. */
export interface RecordedStream {
  readonly note: string;
  readonly status: number;
  readonly text: string;
}

/** Replies of a real backend, by what the agent did. */
export const recordedStreams: Readonly<Record<string, RecordedStream>> = JSON.parse(
  readFileSync(new URL('./fixtures/recorded-streams.json', import.meta.url), 'utf8'),
);

/** One of them. */
export function recorded(name: string): string {
  const stream = recordedStreams[name];
  if (stream === undefined) throw new Error(`No recorded stream is called ${name}.`);
  return stream.text;
}

/** The text that the recorded agent sends in three parts. */
export const partsText = 'part 0 ☀ part 1 ☀ part 2 ☀ ';

/** The last event of a recorded reply; its session id is bound to the caller. */
export const recordedDone = {
  type: 'done',
  sessionId: expect.stringMatching(/^(?:ctx-1|s-9)\.[\w-]{43}$/),
};
