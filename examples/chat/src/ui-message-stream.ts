// Sends a reply of one of Kagenti's agents to a page of the AI SDK (`useChat`). Copy this file into your backend: it needs
// `@rhdh-boost/kagenti-client`, and `ai` 7 for its types.
import type { ChatStream } from '@rhdh-boost/kagenti-client';
import { ReplyError, readReply, type SseEvent } from '@rhdh-boost/kagenti-client/browser';
import type { InferUIMessageChunk, UIMessage } from 'ai';

/** A message of the agent, as `useChat<AgentMessage>` has it. */
export type AgentMessage = UIMessage<
  {
    /** Session of the next message. */
    sessionId?: string;
    /** Last state of the task. */
    state?: string;
  },
  {
    /** The agent's state while it works: for `onData`, and not kept in the message. */
    status: { state: string; message?: string };
    /** A question to the user. The answer is the next message of the session. */
    question: { kind: 'input' | 'sign-in'; message?: string; taskId?: string; requestId?: string };
  }
>;

type Chunk = InferUIMessageChunk<AgentMessage>;

/**
 * The response of a route for `DefaultChatTransport`. Leaving it ends the call to Kagenti. What an agent says about a
 * failure is not sent to the page.
 */
export function uiMessageResponse(stream: Pick<ChatStream, 'toSSEResponse'>): Response {
  return new Response(
    ReadableStream.from(sseLines(uiMessageChunks(readReply(stream.toSSEResponse())))),
    {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        'x-vercel-ai-ui-message-stream': 'v1',
      },
    },
  );
}

async function* sseLines(chunks: AsyncIterable<Chunk>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const chunk of chunks) yield encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`);
  yield encoder.encode('data: [DONE]\n\n');
}

/** The chunks of a reply. A reply that fails ends in the chunk `error`. */
export async function* uiMessageChunks(events: AsyncIterable<SseEvent>): AsyncGenerator<Chunk> {
  let parts = 0;
  let openPart: string | undefined;
  const endText = (): Chunk[] => {
    const ended: Chunk[] = openPart === undefined ? [] : [{ type: 'text-end', id: openPart }];
    openPart = undefined;
    return ended;
  };
  yield { type: 'start' };
  try {
    for await (const event of events) {
      if (event.type !== 'text') {
        yield* endText();
        yield* chunksOf(event);
        continue;
      }
      if (openPart === undefined) {
        parts += 1;
        openPart = `text-${parts}`;
        yield { type: 'text-start', id: openPart };
      }
      yield { type: 'text-delta', id: openPart, delta: event.text };
    }
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    yield* endText();
    yield { type: 'error', errorText: error.message };
  }
}

function chunksOf(event: Exclude<SseEvent, { type: 'text' }>): Chunk[] {
  switch (event.type) {
    case 'session': {
      const { sessionId } = event;
      return [{ type: 'message-metadata', messageMetadata: { sessionId } }];
    }
    case 'status': {
      const { state, message } = event;
      return [{ type: 'data-status', data: { state, ...present({ message }) }, transient: true }];
    }
    case 'inputRequired':
    case 'authRequired': {
      const { type, message, taskId, requestId } = event;
      const kind = type === 'inputRequired' ? 'input' : 'sign-in';
      return [
        { type: 'data-question', data: { kind, ...present({ message, taskId, requestId }) } },
      ];
    }
    case 'done': {
      const { sessionId, state } = event;
      return [{ type: 'finish', messageMetadata: present({ sessionId, state }) }];
    }
    default:
      // The text of an artifact comes as text; a failure is thrown after its event.
      return [];
  }
}

/** Only what is there: metadata that is undefined would remove what came before. */
function present<T extends object>(fields: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof T]?: NonNullable<T[Name]> };
}
