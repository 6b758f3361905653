import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { type Answer, type BodyWriter, ok, Refusal } from '../answer.ts';
import { pause } from '../pause.ts';
import type { ChatMessage } from './chat-message.ts';
import { checkReply } from './check-reply.ts';
import { checkStreamScript } from './check-stream-script.ts';
import type { StreamOwner } from './frame.ts';
import { replyWriter } from './play-reply.ts';
import { recordedSend } from './recorded-sends.ts';
import { recordedStream } from './recorded-streams.ts';
import { type ReplyEnding, type ReplyEvent, replyScript } from './reply-events.ts';
import { spokenReply } from './spoken-reply.ts';
import { type StreamScript, scriptWriter } from './stream-script.ts';

/** How long the chat takes. */
export interface ChatTimes {
  /** Milliseconds between two events of a streamed reply. */
  readonly chunkDelayMs: number;
  /** How long `send` waits for an agent that never answers, in milliseconds. */
  readonly sendTimeoutMs: number;
  /** How long `stream` bears an agent's silence, in milliseconds. */
  readonly silenceTimeoutMs: number;
}

/** Answers for the agents. A session is bound to nobody, as at the real backend. */
export class ChatDesk {
  readonly #times: ChatTimes;
  readonly #queued: ((owner: StreamOwner) => StreamScript)[] = [];

  constructor(times: ChatTimes) {
    this.#times = times;
  }

  /**
   * Queues a stream for the next stream request that has none yet.
   *
   * @throws TypeError for what is no script.
   */
  script(script: StreamScript): void {
    checkStreamScript(script);
    this.#queued.push(() => script);
  }

  /**
   * Queues a reply for the next stream request that has none yet.
   *
   * @throws TypeError for what is no reply.
   */
  reply(events: readonly ReplyEvent[], ending: ReplyEnding): void {
    checkReply(events, ending);
    this.#queued.push(owner => replyScript(events, ending, owner, this.#times.chunkDelayMs));
  }

  /** The whole reply in one answer. */
  async send(message: ChatMessage, callerLeft: AbortSignal): Promise<Answer> {
    const reply = recordedSend(message);
    if (reply.kind === 'refusal') {
      throw new Refusal(reply.status, reply.detail);
    }
    if (reply.kind === 'silence') {
      await pause(this.#times.sendTimeoutMs, callerLeft);
      throw new Refusal(503, `Failed to connect to agent at ${message.agentUrl}`);
    }
    return ok({
      content: reply.content,
      session_id: sessionOf(message),
      is_complete: true,
      username: message.username,
    });
  }

  /** The reply as a stream, or what is queued. */
  stream(message: ChatMessage): Answer {
    const owner = { sessionId: sessionOf(message), username: message.username };
    const queued = this.#queued.shift();
    if (queued !== undefined) {
      return scriptedAnswer(queued(owner));
    }
    const reply = recordedStream(message.text) ?? spokenReply(message.agentName, message.text);
    if (reply.kind === 'refusal') {
      throw new Refusal(reply.status, reply.detail);
    }
    return streamAnswer(replyWriter(reply, owner, this.#times));
  }
}

const streamHeaders = {
  'cache-control': 'no-cache, no-store, no-cache, must-revalidate',
  'content-type': 'text/event-stream; charset=utf-8',
};

function streamAnswer(write: BodyWriter): Answer {
  return { status: 200, headers: streamHeaders, write };
}

function scriptedAnswer(script: StreamScript): Answer {
  const { status = 200, headers: scripted = {} } = script;
  const headers: OutgoingHttpHeaders = { ...streamHeaders };
  for (const [name, value] of Object.entries(scripted)) {
    headers[name.toLowerCase()] = typeof value === 'object' ? [...value] : value;
  }
  return { status, headers, write: scriptWriter(script) };
}

/** A new session's id is a UUID without its hyphens; an empty id is none, as in Python. */
function sessionOf({ sessionId }: ChatMessage): string {
  return sessionId || randomUUID().replaceAll('-', '');
}
