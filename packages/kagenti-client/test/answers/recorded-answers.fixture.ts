import { readdirSync, readFileSync } from 'node:fs';

/** A request to a real backend that succeeded, and what it answered. */
export interface RecordedAnswer {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>> | string | null;
  readonly note?: string;
  readonly status: number;
  /** The answer's JSON; missing where there is `text`. */
  readonly answer?: unknown;
  readonly text?: string;
}

interface Recording {
  readonly note?: string;
  readonly request: Pick<RecordedAnswer, 'method' | 'path' | 'body'>;
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly text?: string;
  };
}

/** Where the test kit keeps what real backends answered. */
const recordings = new URL('../../../testkit/test/recordings/', import.meta.url);

function readRecordings(day: string): readonly RecordedAnswer[] {
  const folder = new URL(`${day}/`, recordings);
  const answers = readdirSync(folder).flatMap((file): readonly RecordedAnswer[] => {
    const recorded: readonly Recording[] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    return recorded.filter(isReadable).map(toAnswer);
  });
  return [...new Map(answers.map(answer => [withoutNote(answer), answer])).values()];
}

/** It succeeded, and is no stream; and its text was sent as such, and not as JSON or YAML. */
function isReadable({ note = '', request, response: { status, headers } }: Recording): boolean {
  const isStream = headers['content-type']?.startsWith('text/event-stream') === true;
  const isOddText = typeof request.body === 'string' && !note.includes('sent as text/plain');
  return status >= 200 && status < 300 && !isStream && !isOddText;
}

function toAnswer({ note, request, response: { status, body, text } }: Recording): RecordedAnswer {
  return {
    ...request,
    ...(note === undefined ? {} : { note }),
    status,
    ...(text === undefined ? { answer: body } : { text }),
  };
}

function withoutNote({ note: _note, ...answer }: RecordedAnswer): string {
  return JSON.stringify(answer);
}

/** What each backend answered, without repetitions, by the day of its source. */
export const recordedAnswers = {
  '2026-08-20': readRecordings('2026-08-20'),
  '2026-07-23': readRecordings('2026-07-23'),
} as const;
