import { startIdentityProvider } from '@rhdh-boost/testkit';
import { AccessToken } from '@rhdh-boost/token-manager';
import { expect, onTestFinished, test } from 'vitest';
import { stepContext } from '../../test/doctor-context.fixture.ts';
import { usableToken } from './requested-token.ts';
import type { StepContext } from './step.ts';

const clientSecret = 'a-secret-of-this-test-0123';
const givenToken = 'a token of the step client';

/** A step's context with a token of some age. */
async function contextWithToken(ageMs: number, lifetimeMs: number): Promise<StepContext> {
  const provider = await startIdentityProvider({ clients: [{ clientId: 'boost', clientSecret }] });
  onTestFinished(() => provider.stop());
  const receivedAt = Date.now() - ageMs;
  const expiresAt = new Date(receivedAt + lifetimeMs);
  const auth = { issuer: provider.issuer, clientId: 'boost', clientSecret };
  return stepContext(
    { boost: { kagenti: { auth } } },
    {
      facts: {
        token: new AccessToken({ value: givenToken, expiresAt }),
        tokenTimes: { sentAt: receivedAt, receivedAt },
      },
    },
  );
}

test('a token of some minutes is used for all calls', async () => {
  const context = await contextWithToken(60_000, 300_000);
  expect(await usableToken(context)).toBe(givenToken);
});

test('a token that lives for seconds is replaced after half of its life', async () => {
  const context = await contextWithToken(4_000, 5_000);
  expect(await usableToken(context)).toMatch(/^eyJ/);
  expect(await usableToken(context)).toBe(context.facts.token?.value);
});

test('a token that cannot be replaced is used nevertheless', async () => {
  const context = await contextWithToken(4_000, 5_000);
  const boost = { kagenti: { auth: { issuer: 'http://127.0.0.1:1/realms/dev' } } };
  const { configuration } = stepContext({ boost });
  expect(await usableToken({ ...context, configuration })).toBe(givenToken);
});

test('without a token the text is empty', async () => {
  expect(await usableToken(stepContext())).toBe('');
});
