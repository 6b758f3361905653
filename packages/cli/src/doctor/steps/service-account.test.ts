import { TokenError } from '@rhdh-boost/token-manager';
import { expect, test } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { serviceAccountStep } from './service-account.ts';

const auth = { issuer: 'https://sso.example.com/realms/dev', clientId: 'boost' };

test.each([
  ['certificate_required', 'attributes."tls.client.certificate.bound.access.tokens"=false'],
  ['dpop_required', 'attributes."dpop.bound.access.tokens"=false'],
] as const)('the command for %s changes the client', async (reason, setting) => {
  const tokenRefusal = new TokenError({ code: 'rejected', message: 'Refused', reason });
  const { findings } = await examine(serviceAccountStep, { auth, facts: { tokenRefusal } });
  expect(findings).toMatchObject([
    { severity: 'error', code: reason, commands: [expect.stringContaining(setting)] },
  ]);
});
