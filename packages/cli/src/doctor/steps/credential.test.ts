import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { jwtOf } from '../../../test/jwt-of.fixture.ts';
import { folderWith } from '../../../test/run-boost.fixture.ts';
import { credentialStep } from './credential.ts';

let folder: string;
beforeEach(() => {
  folder = folderWith();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const issuer = 'https://sso.example.com/realms/dev';

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function assertionFor(aud: unknown): string {
  const exp = Math.floor(Date.now() / 1000) + 600;
  const claims = { iss: 'https://kubernetes', sub: 'system:serviceaccount:a:b', aud, exp };
  return write('token', `${jwtOf(claims)}\n`);
}

test('a secret that is set', async () => {
  const auth = { issuer, clientId: 'boost', clientSecret: 'canary' };
  const examination = await examine(credentialStep, { auth });
  expect(examination.codes).toEqual([]);
  expect(examination.summary).toBe('boost.kagenti.auth.clientSecret (client_secret_basic)');
  expect(JSON.stringify(examination)).not.toContain('canary');
});

test('a secret without a value [doctor/Credential that cannot be used]', async () => {
  const { findings } = await examine(credentialStep, { auth: { issuer, clientId: 'boost' } });
  expect(findings).toMatchObject([{ severity: 'error', code: 'credential_missing' }]);
  expect(findings[0]?.message).toBe('boost.kagenti.auth.clientSecret has no value here.');
});

test('what the check of the configuration found about the file is not reported twice', async () => {
  const path = 'boost.kagenti.auth.clientSecret';
  const wording = { message: 'names a missing file', hint: 'Create it.' };
  const found = [{ severity: 'error', code: 'file_missing', path, ...wording }] as const;
  const { codes } = await examine(credentialStep, { auth: { issuer, clientId: 'boost' }, found });
  expect(codes).toEqual(['file_missing']);
});

test('a key with a passphrase gets the command that takes it out', async () => {
  const path = 'boost.kagenti.auth.keyFile';
  const wording = { message: 'names a file that cannot be used: it is encrypted', hint: 'Set it.' };
  const found = [{ severity: 'error', code: 'file_unusable', path, ...wording }] as const;
  const auth = { issuer, clientId: 'boost', method: 'private_key_jwt', keyFile: write('key', 'x') };
  const { findings } = await examine(credentialStep, { auth, found });
  expect(findings[0]?.commands?.[0]).toContain('umask 077; openssl pkey -in');
});

test.each([
  ['the issuer', issuer, []],
  ['another server', 'https://kubernetes.default.svc', ['wrong_audience']],
  ['two servers', [issuer, 'https://other'], ['wrong_audience']],
  ['nobody', undefined, ['wrong_audience']],
])('an assertion for %s', async (_what, audience, codes) => {
  const assertionFile = assertionFor(audience);
  const endpoint = { tokenEndpoint: `${issuer}/protocol/openid-connect/token` };
  for (const address of [{ issuer }, endpoint]) {
    const auth = { ...address, method: 'client_assertion', assertionFile };
    const examination = await examine(credentialStep, { auth });
    expect(examination.codes).toEqual(codes);
    expect(JSON.stringify(examination)).not.toContain('canary');
  }
});

test('a certificate, and one that has expired by the check of the configuration', async () => {
  await using authority = await TestAuthority.create();
  const { certificateFile, keyFile } = await authority.issueClient('client', 'CN=boost');
  const files = { certificateFile, certificateKeyFile: keyFile };
  const auth = { issuer, clientId: 'boost', method: 'tls_client_auth', ...files };
  expect((await examine(credentialStep, { auth })).codes).toEqual([]);
  const path = 'boost.kagenti.auth.certificateFile';
  const wording = { message: 'names a file whose certificate has expired', hint: 'Replace it.' };
  const found = [{ severity: 'warning', code: 'certificate_expired', path, ...wording }] as const;
  expect((await examine(credentialStep, { auth, found })).findings).toMatchObject([
    { severity: 'error', code: 'certificate_expired' },
  ]);
});

test.each([
  ['that is not valid yet', -2, 'error', 'certificate_not_yet_valid'],
  ['that expires soon', 0.9, 'warning', 'certificate_expires_soon'],
])('a certificate %s', async (_what, days, severity, code) => {
  await using authority = await TestAuthority.create();
  const { certificateFile, keyFile } = await authority.issueClient('client', 'CN=boost');
  const files = { certificateFile, certificateKeyFile: keyFile };
  const auth = { issuer, clientId: 'boost', method: 'tls_client_auth', ...files };
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 });
  const { findings } = await examine(credentialStep, { auth });
  expect(findings).toMatchObject([{ severity, code }]);
});

test.each([
  [0o644, 0o755, ['file_readable_by_others']],
  [0o600, 0o755, []],
  [0o644, 0o700, []],
])('a key of mode %o in a folder of mode %o', async (mode, modeOfFolder, codes) => {
  vi.stubEnv('KUBERNETES_SERVICE_HOST', '');
  const keyFile = write('key.pem', 'not read here');
  chmodSync(keyFile, mode);
  chmodSync(folder, modeOfFolder);
  const auth = { issuer, clientId: 'boost', method: 'private_key_jwt', keyFile };
  expect((await examine(credentialStep, { auth })).codes).toEqual(codes);
});

test('does not apply without an account', async () => {
  expect((await examine(credentialStep, { auth: { method: 'none' } })).skipped).toMatch(/none/);
});

test('a secret whose variable is not set is a matter of this step', async () => {
  const path = 'boost.kagenti.auth.clientSecret';
  const wording = { message: 'was not checked', hint: 'Set it.', variables: ['SECRET'] };
  const found = [{ severity: 'error', code: 'unset_variable', path, ...wording }] as const;
  const { findings } = await examine(credentialStep, {
    auth: { issuer, clientId: 'boost' },
    found,
  });
  expect(findings).toMatchObject([{ code: 'unset_variable' }]);
  expect(findings[0]?.message).toContain('variable SECRET');
});
