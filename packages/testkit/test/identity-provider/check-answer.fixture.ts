import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect } from 'vitest';
import type { AnswerRow } from './answers.fixture.ts';
import type { Answer } from './ask.fixture.ts';

/** Holds what an answer says to its row: a refusal by its words, a token by its shape. */
export function checkAnswer(answer: Answer, { error, description }: AnswerRow): void {
  expect(answer.body['error']).toBe(error);
  expect(answer.body['error_description']).toBe(description);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.has('www-authenticate')).toBe(false);
  if (error === undefined) {
    checkToken(answer);
  }
}

function checkToken({ headers, body }: Answer): void {
  expect(headers.get('cache-control')).toBe('no-store');
  const { access_token: token, scope, ...others } = body;
  expect(others).toEqual({
    // What is left when the answer is written: on a loaded machine seconds have passed since the token's iat.
    expires_in: expect.toSatisfy(
      (seconds: unknown) => Number(seconds) <= 300 && Number(seconds) > 290,
    ),
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
  });
  expect(String(scope).split(' ')).toEqual(expect.arrayContaining(['email', 'profile']));
  expect(decodeProtectedHeader(String(token))).toEqual({
    alg: 'RS256',
    typ: 'JWT',
    kid: expect.any(String),
  });
  // The client without roles has no realm_access.
  const { realm_access: _roles, ...claims } = decodeJwt(String(token));
  expect(claims).toEqual({
    iss: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/realms\/boost$/),
    aud: expect.arrayContaining(['boost']),
    sub: expect.stringMatching(/^[\da-f-]{36}$/),
    jti: expect.stringMatching(/^trrtcc:/),
    iat: expect.any(Number),
    // Keycloak reads the clock for each of the two.
    exp: expect.toSatisfy((exp: unknown) => {
      const lifetime = Number(exp) - Number(claims.iat);
      return lifetime >= 300 && lifetime < 310;
    }),
    typ: 'Bearer',
    azp: expect.any(String),
    acr: '1',
    scope,
    email_verified: false,
    preferred_username: `service-account-${String(claims['azp'])}`,
  });
}
