import type { BodyWriter } from '../answer.ts';
import { pause } from '../pause.ts';
import { type StreamOwner, wireFrame } from './frame.ts';
import type { StreamReply } from './recorded-streams.ts';

/** Writes a reply as an answer's body, one event after the other. */
export function replyWriter(
  reply: Exclude<StreamReply, { kind: 'refusal' }>,
  owner: StreamOwner,
  times: { chunkDelayMs: number; silenceTimeoutMs: number },
): BodyWriter {
  return async (response, callerLeft) => {
    response.flushHeaders();
    for (const [index, frame] of reply.frames.entries()) {
      if (index > 0 && !(await pause(times.chunkDelayMs, callerLeft))) {
        return;
      }
      response.write(wireFrame(frame, owner));
    }
    if (reply.kind === 'silence' && (await pause(times.silenceTimeoutMs, callerLeft))) {
      response.write(wireFrame({ error: 'Connection error: ' }, owner));
    }
    response.end();
  };
}
