import type { KeycloakTokenManagerSettings } from './manager-options.ts';
import type { TokenLogger } from './observability/token-events.ts';
import { demand } from './option-rule.ts';

const levels = ['error', 'warn', 'info', 'debug'] satisfies (keyof TokenLogger)[];

/**
 * Checks who is to be told. What observers throw is ignored later on: one that cannot be called at all would
 * never be heard of again.
 *
 * @throws TokenError `invalid_configuration`
 */
export function checkObservers({ logger, onEvent }: KeycloakTokenManagerSettings): void {
  demand(
    logger === undefined || levels.every(level => typeof Object(logger)[level] === 'function'),
    'logger',
    'an object with the methods error, warn, info and debug, as console is one',
    logger,
  );
  demand(
    onEvent === undefined || typeof onEvent === 'function',
    'onEvent',
    'a function that gets one event',
    onEvent,
  );
}
