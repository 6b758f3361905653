import { setTimeout } from 'node:timers/promises';
import type { CacheService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/** How long a question of the agent waits for the user's answer. */
const ttl = { minutes: 15 };
const keyOf = (userRef: string) => `kagenti:question:${userRef}`;

/** In which session an agent asked a user, in the cache of all replicas. Without the cache, the answer starts another. */
export class OpenQuestions {
  constructor(
    readonly cache: CacheService,
    readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  sessionOf(userRef: string): Promise<string | undefined> {
    return this.#quietly(this.cache.get<string>(keyOf(userRef)));
  }
}
