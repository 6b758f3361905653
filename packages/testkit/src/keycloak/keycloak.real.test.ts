import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answerRows, clients } from '../../test/identity-provider/answers.fixture.ts';
import { ask } from '../../test/identity-provider/ask.fixture.ts';
import { checkAnswer } from '../../test/identity-provider/check-answer.fixture.ts';
import { events } from '../../test/identity-provider/events.fixture.ts';
import { identityProviders } from '../../test/identity-provider/federated-answers.fixture.ts';
import type { IdentityProvider } from '../identity-provider/identity-provider.ts';
import { findKeycloak } from './find-keycloak.ts';
import { skipsRealSuite } from './real-suite.ts';
import { startKeycloak } from './start-keycloak.ts';

const keycloak = await findKeycloak();

describe.skipIf(skipsRealSuite(keycloak))('a real Keycloak', () => {
  let identityProvider: IdentityProvider;
  beforeAll(async () => {
    identityProvider = await startKeycloak({ clients, identityProviders, keycloak });
  });
  afterAll(() => identityProvider?.stop());

  test.each(answerRows)(
    "$situation [developer-tooling/Mistake of a caller gets Keycloak's answer]",
    async row => {
      const answer = await ask(identityProvider, row.request);

      expect(answer.status).toBe(row.status);
      checkAnswer(answer, row);
    },
  );

  test.each(Object.entries(events))(
    '%s [developer-tooling/Real Keycloak does what the embedded one does]',
    async (_name, event) => {
      await expect(event(identityProvider)).resolves.toBeUndefined();
    },
  );

  test('its Java ends with a parent that is killed [developer-tooling/Real Keycloak leaves nothing behind]', async () => {
    const program = fileURLToPath(
      new URL('../../test/keycloak/start-and-wait.fixture.ts', import.meta.url),
    );
    const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [issuer] = await once(parent.stdout, 'data');
    await expect(fetch(String(issuer))).resolves.toHaveProperty('status', 200);

    parent.kill('SIGKILL');

    const isGone = () =>
      fetch(String(issuer)).then(
        () => false,
        () => true,
      );
    await expect(vi.waitUntil(isGone, { timeout: 10_000 })).resolves.toBe(true);
  });
});
