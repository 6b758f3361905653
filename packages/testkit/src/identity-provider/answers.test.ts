import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerRows, clients } from '../../test/identity-provider/answers.fixture.ts';
import { ask } from '../../test/identity-provider/ask.fixture.ts';
import { assertionRows } from '../../test/identity-provider/assertion-answers.fixture.ts';
import { checkAnswer } from '../../test/identity-provider/check-answer.fixture.ts';
import {
  federatedRows,
  identityProviders,
} from '../../test/identity-provider/federated-answers.fixture.ts';
import type { EmbeddedIdentityProvider } from './embedded-identity-provider.ts';
import { startIdentityProvider } from './start-identity-provider.ts';

let identityProvider: EmbeddedIdentityProvider;
beforeAll(async () => {
  identityProvider = await startIdentityProvider({ clients, identityProviders });
});
afterAll(() => identityProvider.stop());

describe('the embedded identity provider answers as Keycloak', () => {
  test.each(assertionRows)(
    '$situation [developer-tooling/Client with a signed assertion]',
    async row => {
      const answer = await ask(identityProvider, row.request);

      expect(answer.status).toBe(row.status);
      checkAnswer(answer, row);
    },
  );

  test.each(federatedRows)(
    '$situation [developer-tooling/Client with a token of another issuer]',
    async row => {
      const answer = await ask(identityProvider, row.request);

      expect(answer.status).toBe(row.status);
      checkAnswer(answer, row);
    },
  );

  test.each(answerRows.filter(row => !assertionRows.includes(row) && !federatedRows.includes(row)))(
    "$situation [developer-tooling/Mistake of a caller gets Keycloak's answer]",
    async row => {
      const answer = await ask(identityProvider, row.request);

      expect(answer.status).toBe(row.status);
      checkAnswer(answer, row);
    },
  );

  test("every answer of the token endpoint is not to be stored [developer-tooling/Mistake of a caller gets Keycloak's answer]", async () => {
    const atTokenEndpoint = answerRows.filter(({ request }) => !request.path && !request.method);
    for (const { request } of atTokenEndpoint) {
      const { headers } = await ask(identityProvider, request);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});
