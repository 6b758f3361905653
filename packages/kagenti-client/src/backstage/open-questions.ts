import { setTimeout } from 'node:timers/promises';
import type { CacheService, LoggerService } from '@backstage/backend-plugin-api';
import type { ChatEvent } from '../chat/chat-event.ts';
import { ReplyCollector } from '../chat/chat-result.ts';
import type { ChatStream } from '../chat/chat-stream.ts';
import { defaultHeartbeatMs, type HeartbeatEvent, withHeartbeat } from '../chat/with-heartbeat.ts';
import { invalidOptions } from '../errors/invalid-options.ts';
import { KagentiSessionError } from '../errors/session-error.ts';
import { hasMethods } from '../has-methods.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { checkNumber, maximumMs } from '../options/check-number.ts';
import { demand } from '../options/check-options.ts';

/** What {@link openQuestions} is made with. */
export interface OpenQuestionsOptions {
  /** `coreServices.cache` of the plugin, which all replicas share if it is Redis. */
  readonly cache: Pick<CacheService, 'get' | 'set' | 'delete'>;
  /** `coreServices.logger` of the plugin. */
  readonly logger: Pick<LoggerService, 'warn'>;
  /** How long a question waits for its answer, in milliseconds. Default: 900 000, which is 15 minutes. */
  readonly ttlMs?: number;
  /** How long no event may come before a `heartbeat`, in milliseconds. Default: 15 000. */
  readonly heartbeatMs?: number;
}

/** Chats of users whose messages name no session. */
export interface OpenQuestions {
  /**
   * Sends a message of a user, and returns the events of the reply. If an agent has asked the user, and the question is
   * still open, the message continues its session. A question is open from its event until a reply in its session ends
   * without one, or its session is refused. The newest question of a user replaces older ones.
   *
   * If the cache fails, or takes longer than a second, this is logged and the message starts a session.
   *
   * @param userRef - Entity ref of the user. The question of one user never continues the session of another.
   * @param send - Sends the message, in the session if one is given.
   * @throws As the iterator of the stream does.
   */
  reply(
    userRef: string,
    send: (sessionId: string | undefined) => ChatStream,
  ): AsyncGenerator<ChatEvent | HeartbeatEvent, void>;
}

const optionNames = {
  cache: true,
  logger: true,
  ttlMs: true,
  heartbeatMs: true,
} satisfies Record<keyof OpenQuestionsOptions, true>;

const defaultTtlMs = 900_000;
const cacheTimeoutMs = 1_000;

/**
 * Remembers in which session an agent asked each user, for a chat whose protocol has no conversations: the user's next
 * message is the answer.
 * @throws KagentiError `invalid_options` for an unknown option, or one of another kind than it should be.
 */
export function openQuestions(options: OpenQuestionsOptions): OpenQuestions {
  checkNames(optionGroup(options, optionNames, 'what openQuestions is given'), optionNames);
  const { cache, logger, ttlMs: ttl = defaultTtlMs, heartbeatMs = defaultHeartbeatMs } = options;
  demand(hasMethods(cache, 'get', 'set', 'delete'), 'cache is coreServices.cache');
  demand(hasMethods(logger, 'warn'), 'logger is coreServices.logger');
  checkNumber('ttlMs', ttl, 1, maximumMs, invalidOptions);
  checkNumber('heartbeatMs', heartbeatMs, 1, maximumMs, invalidOptions);

  const quietly = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await Promise.race([work, tooSlow()]);
    } catch (error) {
      logger.warn(
        'The cache failed, so an answer to an agent may start another session.',
        Object(error),
      );
      return undefined;
    }
  };
  const sessionOf = (userRef: string) => quietly(cache.get<string>(keyOf(userRef)));
  const open = async (userRef: string, sessionId: string | undefined): Promise<void> => {
    if (sessionId !== undefined) await quietly(cache.set(keyOf(userRef), sessionId, { ttl }));
  };
  /** Another reply may have asked meanwhile: that question stays. */
  const close = async (userRef: string, sessionId: string | undefined): Promise<void> => {
    if (sessionId === undefined || (await sessionOf(userRef)) !== sessionId) return;
    await quietly(cache.delete(keyOf(userRef)));
  };

  return {
    async *reply(userRef, send) {
      let sessionId = await sessionOf(userRef);
      const reply = new ReplyCollector();
      try {
        const stream = send(sessionId);
        for await (const event of withHeartbeat(stream, heartbeatMs)) {
          if (event.type !== 'heartbeat') reply.add(event);
          if (event.type === 'inputRequired' || event.type === 'authRequired') {
            sessionId = stream.sessionId;
            await open(userRef, sessionId);
          } else if (event.type === 'done' && !isAsking(reply)) {
            await close(userRef, sessionId);
          }
          yield event;
        }
      } catch (error) {
        if (KagentiSessionError.isInstance(error)) await close(userRef, sessionId);
        throw error;
      }
    },
  };
}

async function tooSlow(): Promise<never> {
  await setTimeout(cacheTimeoutMs, undefined, { ref: false });
  throw new Error(`The cache did not answer within ${cacheTimeoutMs / 1_000} s.`);
}

const keyOf = (userRef: string): string => `kagenti:question:${userRef}`;

function isAsking({ result: { inputRequired, authRequired } }: ReplyCollector): boolean {
  return (inputRequired ?? authRequired) !== undefined;
}
