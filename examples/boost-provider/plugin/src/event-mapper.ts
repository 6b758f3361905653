import { type ChatEvent, sseEvent } from '@rhdh-boost/kagenti-client';
import type { StreamEvent } from './boost-contract';

/** Turns the events of one reply into Boost's. */
export class EventMapper {
  /** Content by id: Kagenti sends it in parts. */
  readonly #artifacts = new Map<string, string>();
  #artifactId = '';
  #sessionId = '';

  *map(given: ChatEvent): Generator<StreamEvent> {
    const event = sseEvent(given); // without what an agent says about its failure
    if (event?.type === 'session') {
      this.#sessionId = event.sessionId;
    } else if (event?.type === 'status' && event.message) {
      yield { type: 'reasoning', text: event.message };
    } else if (event?.type === 'artifact') {
      this.#artifactId = `${event.taskId ?? this.#sessionId}/${event.name ?? 'artifact'}`;
      this.#add(event.text);
    } else if (event?.type === 'text') {
      if (event.ofArtifact) this.#add(event.text);
      yield { type: 'text', text: event.text };
    } else if (event?.type === 'inputRequired') {
      const requestId = event.requestId ?? event.taskId ?? this.#sessionId;
      yield { type: 'approval', requestId, message: event.message };
    } else if (event?.type === 'authRequired') {
      yield { type: 'auth', message: event.message };
    } else if (event?.type === 'done') {
      for (const [artifactId, content] of this.#artifacts) {
        yield { type: 'artifact', artifactId, content };
      }
    }
  }

  #add(text = ''): void {
    this.#artifacts.set(this.#artifactId, (this.#artifacts.get(this.#artifactId) ?? '') + text);
  }
}
