import type { CacheService, LoggerService } from '@backstage/backend-plugin-api';
import { InputError, stringifyError } from '@backstage/errors';
import { type ChatStream, type KagentiClient, sseErrorEvent } from '@rhdh-boost/kagenti-client';
import { toBackstageError } from '@rhdh-boost/kagenti-client/backstage';
import type { AgenticProvider, InputItem } from './boost-contract';
import { EventMapper } from './event-mapper';
import { withHeartbeat } from './with-heartbeat';

const heartbeatMs = 15_000;
/** How long a question of the agent waits for the user's answer. */
const ttl = { minutes: 15 };
const capabilities = {
  agentCatalog: true,
  namespaceScoping: true,
  devSpaces: false,
  buildPipelines: false,
};

const keyOf = (userRef: string) => `kagenti:question:${userRef}`;

/** Lets users chat with the default agent. */
export function kagentiProvider(
  kagenti: Pick<KagentiClient, 'asUser'>,
  cache: CacheService,
  logger: LoggerService,
): AgenticProvider {
  /** Sends the message, in the session of the agent's question if there is one. */
  async function send(items: InputItem[], userRef: string): Promise<ChatStream> {
    const texts = items.flatMap(item => (item.type === 'text' ? item.text : []));
    if (texts.length < items.length) {
      throw new InputError('The agent takes text only. Remove the files and images.');
    }
    const sessionId = await cache.get<string>(keyOf(userRef));
    return kagenti.asUser(userRef).chat.stream({ message: texts.join('\n'), sessionId });
  }

  async function keepQuestion(userRef: string, { sessionId }: ChatStream, state = 'completed') {
    const isAsked = state === 'input-required' || state === 'auth-required';
    if (isAsked && sessionId) await cache.set(keyOf(userRef), sessionId, { ttl });
    else await cache.delete(keyOf(userRef));
  }

  /** Logs an error, and returns what a browser may know of it. */
  async function failed(userRef: string, error: unknown): Promise<Error & { code?: string }> {
    if (error instanceof InputError) return error;
    const { code, message, requestId } = sseErrorEvent(error);
    logger.warn(`Chat failed: ${stringifyError(error)}`, { code, requestId });
    if (code === 'session_refused') await cache.delete(keyOf(userRef));
    const shown = toBackstageError(error);
    return code !== 'internal' && shown instanceof Error ? shown : new Error(message);
  }

  return {
    descriptor: { id: 'kagenti', name: 'Kagenti', description: 'Agents of Kagenti', capabilities },
    async chat(items, { userRef = '' } = {}) {
      try {
        const stream = await send(items, userRef);
        const { text, inputRequired, authRequired, state } = await stream.result();
        await keepQuestion(userRef, stream, state);
        return text + ((inputRequired ?? authRequired)?.message ?? '');
      } catch (error) {
        throw await failed(userRef, error);
      }
    },
    async *chatStream(items, { userRef = '' } = {}) {
      try {
        const stream = await send(items, userRef);
        const mapper = new EventMapper();
        for await (const event of withHeartbeat(stream, heartbeatMs)) {
          if (event.type === 'done') await keepQuestion(userRef, stream, event.state);
          yield* mapper.map(event);
        }
      } catch (error) {
        const { message, code } = await failed(userRef, error);
        yield { type: 'error', message, ...(code && { code }) };
      }
      yield { type: 'done' };
    },
  };
}
