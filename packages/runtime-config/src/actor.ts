import { ConfigOverrideError } from './override-error.ts';

/** The columns have 255 characters. */
const longestActor = 255;

/**
 * Checks who makes a change. The text is stored and logged, so that a line break in it could forge a line.
 *
 * @returns null when nobody is named
 * @throws ConfigOverrideError `invalid_option`
 */
export function checkActor(actor: unknown): string | null {
  if (actor === undefined) return null;
  const isText = typeof actor === 'string' && actor !== '' && actor.length <= longestActor;
  if (isText && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(actor)) return actor;
  throw new ConfigOverrideError({
    code: 'invalid_option',
    message: `The option actor must be text of 1 to ${longestActor} characters, without control characters.`,
    hint: 'Pass the entity reference of the user, such as user:default/ada, or leave it out.',
  });
}
