// The page's side of a chat with questions: it runs in a browser as it is.
import {
  type AuthRequiredEvent,
  type InputRequiredEvent,
  readReply,
  type SseEvent,
} from '@rhdh-boost/kagenti-client/browser';

/** What the route of the chat takes. */
export interface ChatMessage {
  readonly message: string;
  /** Left out by the first message. */
  readonly sessionId?: string;
}

/** A question of the agent that waits for the user. */
export type Question = InputRequiredEvent | AuthRequiredEvent;

/** A chat of one user with one agent. */
export class Conversation {
  /** The session of the next message. */
  sessionId: string | undefined;
  /** The question that is open; undefined while the agent waits for nobody. */
  question: Question | undefined;
  readonly #post: (message: ChatMessage) => Promise<Response>;

  /** @param post - Sends a message to the route, by `fetch` say. */
  constructor(post: (message: ChatMessage) => Promise<Response>) {
    this.#post = post;
  }

  /** Sends a message, and yields the events of the reply as they arrive. */
  async *say(message: string): AsyncGenerator<SseEvent, void, undefined> {
    const { sessionId, question } = this;
    const posted = this.#post(sessionId === undefined ? { message } : { message, sessionId });
    for await (const event of readReply(posted)) {
      // Until the agent replies, the question stays: an answer that failed can be sent again.
      if (event.type !== 'error' && this.question === question) this.question = undefined;
      this.#follow(event);
      yield event;
    }
  }

  /**
   * Answers the open question. Kagenti passes on nothing but the text and the session, by which the agent finds
   * its task again; so an id that the agent gave its question goes into the text.
   */
  answer(decision: string): AsyncGenerator<SseEvent, void, undefined> {
    const requestId = this.question?.requestId;
    return this.say(requestId === undefined ? decision : `${decision} (request ${requestId})`);
  }

  #follow(event: SseEvent): void {
    switch (event.type) {
      // It comes early: a reply that is stopped or fails can be continued as well.
      case 'session':
        this.sessionId = event.sessionId;
        break;
      case 'inputRequired':
      case 'authRequired':
        this.question = event;
        break;
      // The agent continues without an answer, after a sign-in elsewhere say.
      case 'status':
        this.question = undefined;
        break;
      default:
    }
  }
}
