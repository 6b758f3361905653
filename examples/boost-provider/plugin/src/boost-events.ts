import { type ChatEvent, type ChatResult, sseEvent } from '@rhdh-boost/kagenti-client';
import type { StreamEvent } from './boost-contract';

/** Boost's events for one of the reply so far; its artifacts follow at the end, since Kagenti sends them in parts. */
export function* boostEvents(given: ChatEvent, reply: ChatResult): Generator<StreamEvent> {
  const event = sseEvent(given); // without what an agent says about its failure
  if (event?.type === 'text') {
    yield { type: 'text', text: event.text };
  } else if (event?.type === 'status' && event.message) {
    yield { type: 'reasoning', text: event.message };
  } else if (event?.type === 'inputRequired') {
    const requestId = event.requestId ?? event.taskId ?? reply.sessionId ?? '';
    yield { type: 'approval', requestId, message: event.message };
  } else if (event?.type === 'authRequired') {
    yield { type: 'auth', message: event.message };
  } else if (event?.type === 'done') {
    for (const { taskId = reply.sessionId, name = 'artifact', text = '' } of reply.artifacts) {
      yield { type: 'artifact', artifactId: `${taskId}/${name}`, content: text };
    }
  }
}
