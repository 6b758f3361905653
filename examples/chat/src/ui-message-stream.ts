// Sends a reply of one of Kagenti's agents to a page of the AI SDK (`useChat`). Copy this file into your backend: it needs
// `@rhdh-boost/kagenti-client` and `eventsource-parser`, and `ai` 7 for its types.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ChatStream, SseEvent } from '@rhdh-boost/kagenti-client';
import type { InferUIMessageChunk, UIMessage } from 'ai';
import { createParser } from 'eventsource-parser';

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
 * Answers a request of `DefaultChatTransport` from a route of Express or of Node's `http`. When the browser leaves, the
 * call to Kagenti is ended. What an agent says about a failure is not sent.
 */
export async function sendUIMessages(
  stream: Pick<ChatStream, 'toSSEResponse'>,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = stream.toSSEResponse();
  response.writeHead(status, {
    ...Object.fromEntries(headers),
    'x-vercel-ai-ui-message-stream': 'v1',
  });
  if (body === null) throw new TypeError('A reply has a body');
  const lines = body.pipeThrough(new TextDecoderStream()).pipeThrough(uiMessageLines());
  try {
    // An iterator of the lines would end only with the next one.
    await pipeline(Readable.fromWeb(lines), response);
  } catch (error) {
    if (!response.destroyed) throw error;
    // The browser has left.
  }
}

/** Makes the server-sent events of the AI SDK from those of a reply. */
function uiMessageLines(): TransformStream<string, string> {
  const chunks = new ChunkWriter();
  let lines = line({ type: 'start' });
  const parser = createParser({
    onEvent: ({ data }) => {
      for (const chunk of chunks.next(JSON.parse(data))) lines += line(chunk);
    },
    // A comment keeps the connection open while the agent is silent.
    onComment: () => {
      lines += ':\n\n';
    },
  });
  return new TransformStream({
    transform(text, controller) {
      parser.feed(text);
      if (lines !== '') controller.enqueue(lines);
      lines = '';
    },
    flush(controller) {
      controller.enqueue('data: [DONE]\n\n');
    },
  });
}

function line(chunk: Chunk): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** What a message keeps beside its text, or what ends it. An artifact has its own event before each piece of text. */
const endsText: ReadonlySet<SseEvent['type']> = new Set([
  'inputRequired',
  'authRequired',
  'done',
  'error',
]);

/** Chunks of one reply; texts are one part until something else belongs into the message. */
class ChunkWriter {
  #parts = 0;
  #openPart: string | undefined;

  /** The chunks of the next event. */
  next(event: SseEvent): Chunk[] {
    if (event.type === 'text') return this.#text(event.text);
    return [...(endsText.has(event.type) ? this.#endText() : []), ...chunksOf(event)];
  }

  #text(delta: string): Chunk[] {
    if (this.#openPart !== undefined) return [{ type: 'text-delta', id: this.#openPart, delta }];
    this.#parts += 1;
    const id = `text-${this.#parts}`;
    this.#openPart = id;
    return [
      { type: 'text-start', id },
      { type: 'text-delta', id, delta },
    ];
  }

  #endText(): Chunk[] {
    const id = this.#openPart;
    this.#openPart = undefined;
    return id === undefined ? [] : [{ type: 'text-end', id }];
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
      const data = message === undefined ? { state } : { state, message };
      return [{ type: 'data-status', data, transient: true }];
    }
    case 'inputRequired':
    case 'authRequired': {
      const { type, contextId: _session, ...question } = event;
      const kind = type === 'inputRequired' ? 'input' : 'sign-in';
      return [{ type: 'data-question', data: { kind, ...question } }];
    }
    case 'done': {
      const { type: _type, ...messageMetadata } = event;
      return [{ type: 'finish', messageMetadata }];
    }
    case 'error':
      return [{ type: 'error', errorText: event.message }];
    default:
      // The content of an artifact comes as text.
      return [];
  }
}
