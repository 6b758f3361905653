import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, stringifyError } from '@backstage/errors';
import { ReplyCollector } from '@rhdh-boost/kagenti-client';
import {
  type KagentiClientService,
  type OpenQuestions,
  toBackstageError,
} from '@rhdh-boost/kagenti-client/backstage';
import type { AgenticProvider, InputItem, StreamEvent } from './boost-contract';
import { boostEvents } from './boost-events';

const features = { agentCatalog: true, namespaceScoping: true };
const capabilities = { ...features, devSpaces: false, buildPipelines: false };

/** Lets users chat with the default agent. */
export function kagentiProvider(
  kagenti: Pick<KagentiClientService, 'asUser'>,
  questions: OpenQuestions,
  logger: Pick<LoggerService, 'warn'>,
): AgenticProvider {
  /** Sends the message, in the session of the agent's question if there is one. */
  async function* converse(items: InputItem[], userRef: string): AsyncGenerator<StreamEvent> {
    const texts = items.flatMap(item => (item.type === 'text' ? item.text : []));
    if (texts.length < items.length) {
      throw new InputError('The agent takes text only. Remove the files and images.');
    }
    const { chat } = kagenti.asUser(userRef);
    const reply = new ReplyCollector();
    const message = texts.join('\n');
    const send = (sessionId?: string) => chat.stream({ message, sessionId });
    for await (const event of questions.reply(userRef, send)) {
      if (event.type === 'heartbeat') {
        yield { type: 'text', text: '' };
      } else {
        reply.add(event);
        yield* boostEvents(event, reply.result);
      }
    }
  }

  /** Logs an error, and returns what a browser may know of it. */
  function shown(error: unknown): Error & { code?: string } {
    if (error instanceof InputError) return error;
    logger.warn(`Chat failed: ${stringifyError(error)}`);
    const answer = toBackstageError(error);
    const isKnown = answer instanceof Error && answer !== error;
    return isKnown ? answer : new Error('The reply could not be completed.');
  }

  return {
    descriptor: { id: 'kagenti', name: 'Kagenti', description: 'Agents of Kagenti', capabilities },
    async chat(items, { userRef = '' } = {}) {
      let text = '';
      try {
        for await (const event of converse(items, userRef)) {
          if (event.type === 'text') text += event.text;
          if (event.type === 'approval' || event.type === 'auth') text += event.message ?? '';
        }
      } catch (error) {
        throw shown(error);
      }
      return text;
    },
    async *chatStream(items, { userRef = '' } = {}) {
      try {
        yield* converse(items, userRef);
      } catch (error) {
        const { message, code } = shown(error);
        yield { type: 'error', message, ...(code && { code }) };
      }
      yield { type: 'done' };
    },
  };
}
