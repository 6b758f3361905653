import { AccessToken } from './access-token.ts';
import { nowIs } from './given-kind.ts';
import { wrongOption } from './option-rule.ts';

/**
 * Checks what is reported as refused. What can be no token would never be the current one: the report would do
 * nothing, and the API go on refusing.
 *
 * @throws TokenError `invalid_configuration`; it shows nothing of the token
 */
export function checkRefusedToken(token: unknown): asserts token is string {
  if (typeof token !== 'string') {
    const way =
      token instanceof AccessToken
        ? 'Give its value: invalidate(token.value).'
        : `Give the token that getToken gave. ${nowIs(token)}`;
    throw wrongOption('invalidate was given no text', way);
  }
  // No token that was given has blanks in it: token-answer.ts.
  if (/\s/.test(token)) {
    throw wrongOption(
      'invalidate was given more than a token',
      "Give the token alone, as getToken gave it: without 'Bearer ' before it, and without line breaks.",
    );
  }
}
