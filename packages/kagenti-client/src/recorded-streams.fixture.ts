import { readFileSync } from 'node:fs';

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
