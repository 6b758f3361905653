import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { secretsStep } from './secrets.ts';

const generated = () => randomBytes(32).toString('base64url');
const account = { issuer: 'https://sso.example.com/realms/dev', clientId: 'boost' };

test('secrets that were generated are fine', async () => {
  const boost = { encryptionSecret: generated() };
  const { codes, summary } = await examine(secretsStep, {
    auth: { ...account, clientSecret: generated() },
    boost,
  });
  expect(codes).toEqual([]);
  expect(summary).toBe('boost.kagenti.auth.clientSecret, boost.encryptionSecret');
});

test('a client secret of words is a warning that does not show it [doctor/Guessable secret]', async () => {
  const clientSecret = 'kagenti-canary-secret';
  const examination = await examine(secretsStep, { auth: { ...account, clientSecret } });
  expect(examination.findings).toMatchObject([
    { severity: 'warning', code: 'guessable_client_secret' },
  ]);
  expect(examination.findings[0]?.commands?.[0]).toContain('client-secret" -r dev > /dev/null');
  expect(JSON.stringify(examination)).not.toContain('canary');
});

test('the check of the configuration judges encryption secrets', async () => {
  const path = 'boost.encryptionSecret';
  const wording = { message: 'is easy to guess', hint: 'Generate a new one.' };
  const found = [{ severity: 'warning', code: 'guessable_secret', path, ...wording }] as const;
  const { findings } = await examine(secretsStep, { boost: { encryptionSecret: 'x' }, found });
  expect(findings).toMatchObject([
    { code: 'guessable_secret', commands: ['openssl rand -base64 32'] },
  ]);
});

test('one secret for two purposes', async () => {
  const clientSecret = generated();
  const boost = { encryptionSecret: clientSecret };
  const { codes } = await examine(secretsStep, { auth: { ...account, clientSecret }, boost });
  expect(codes).toEqual(['reused_secret']);
});

test('does not apply without a secret', async () => {
  expect((await examine(secretsStep, { auth: { method: 'none' } })).skipped).toBe(
    'no secret is set',
  );
});
