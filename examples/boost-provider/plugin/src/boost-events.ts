import { type ChatEvent, type ChatResult, sseEvent } from '@rhdh-boost/kagenti-client';
import type { StreamEvent } from './boost-contract';

/** Boost's events for one of the reply so far. Artifacts follow at its end, since Kagenti sends them in parts. */
export function* boostEvents(
  given: ChatEvent,
  { sessionId = '', artifacts }: ChatResult,
): Generator<StreamEvent> {
  const event = sseEvent(given); // without what an agent says about its failure
  if (event?.type === 'text') {
    yield { type: 'text', text: event.text };
  } else if (event?.type === 'status' && event.message) {
    yield { type: 'reasoning', text: event.message };
  } else if (event?.type === 'inputRequired') {
    const { requestId = event.taskId ?? sessionId, message } = event;
    yield { type: 'approval', requestId, message };
  } else if (event?.type === 'authRequired') {
    yield { type: 'auth', message: event.message };
  } else if (event?.type === 'done') {
    for (const { taskId = sessionId, name = 'artifact', text = '' } of artifacts) {
      yield { type: 'artifact', artifactId: `${taskId}/${name}`, content: text };
    }
  }
}
