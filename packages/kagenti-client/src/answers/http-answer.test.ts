import { expect, test } from 'vitest';
import { answeredErrors, secret } from '../../test/fixtures/http-answers.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { createTokenManager } from '../config/index.ts';
import { httpAnswerOf } from './http-answer.ts';

test.each(answeredErrors.map(row => [row.code, row.when, row] as const))(
  'B1: the answer for %s (%s) has the status of the table',
  (code, _when, { error, status }) => {
    const { requestId } = error;
    const answer = httpAnswerOf(error);

    expect(answer).toEqual({
      status,
      body: requestId === undefined ? { code } : { code, requestId },
    });
    expect(JSON.stringify(answer)).not.toContain(secret);
  },
);

test.each([new TypeError(secret), undefined, { code: 'http', status: 404 }])(
  'B1: anything but an error of this package is a 500 (%s)',
  error => {
    expect(httpAnswerOf(error)).toEqual({ status: 500, body: { code: 'internal' } });
  },
);

test("B1: Keycloak's 404 for an unknown realm is a 502", async () => {
  await using keycloak = await ScriptedServer.start(response => {
    json(response, { error: 'Realm does not exist' }, 404);
  });
  const tokenEndpoint = `${keycloak.origin}/realms/nope/protocol/openid-connect/token`;
  const auth = { tokenEndpoint, clientId: 'boost', clientSecret: secret };
  await using tokens = createTokenManager({ boost: { kagenti: { auth } } });
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  const { agents } = kagenti.asUser(jane);

  const first = await rejection(agents.get(weatherAgent));
  const held = await rejection(agents.get(weatherAgent));

  expect(first).toHaveProperty(
    'message',
    `Kagenti agents.get was not sent: no access token: Token endpoint ${tokenEndpoint} answered 404: no token endpoint at this address.`,
  );
  expect([first, held].map(httpAnswerOf)).toEqual([
    { status: 502, body: { code: 'token' } },
    { status: 502, body: { code: 'token' } },
  ]);
});
