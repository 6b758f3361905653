import { pythonJson } from '../python-json.ts';

/** What one event of a stream says, before it knows its session. */
export interface Frame {
  readonly event?: Readonly<Record<string, unknown>>;
  readonly content?: string;
  readonly error?: string;
  readonly done?: true;
}

/** Whose stream it is. */
export interface StreamOwner {
  readonly sessionId: string;
  readonly username: string;
}

/** An event as the real backend writes it: a `data:` line of JSON, and a blank line. */
export function wireFrame(frame: Frame, { sessionId, username }: StreamOwner): string {
  return `data: ${pythonJson(fields(frame, sessionId, username))}\n\n`;
}

function fields(frame: Frame, sessionId: string, username: string): Record<string, unknown> {
  if (frame.error !== undefined) {
    return { error: frame.error, session_id: sessionId };
  }
  return frame.done
    ? { done: true, session_id: sessionId, username }
    : { session_id: sessionId, username, ...frame };
}
