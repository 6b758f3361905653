import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Examined, examine } from '../../../test/account-steps.fixture.ts';
import { clientStep } from './client.ts';
import { serviceAccountStep } from './service-account.ts';

const clientSecret = 'canary-7f3a';
let keycloak: Awaited<ReturnType<typeof startIdentityProvider>>;
let folder: string;
let keyFile: string;

function signs(keys: readonly Record<string, unknown>[]) {
  return { authenticator: { method: 'private_key_jwt' as const, jwks: { keys } } };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'client-'));
  keyFile = join(folder, 'key.pem');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const key = { ...publicKey.export({ format: 'jwk' }), use: 'sig' };
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  keycloak = await startIdentityProvider({
    realm: 'dev',
    clients: [
      { clientId: 'boost', clientSecret },
      { clientId: 'disabled', clientSecret, enabled: false },
      { clientId: 'public', clientSecret, publicClient: true },
      { clientId: 'without-account', clientSecret, serviceAccountsEnabled: false },
      { clientId: 'signs', ...signs([key]) },
      {
        clientId: 'signs-otherwise',
        ...signs([{ ...other.export({ format: 'jwk' }), use: 'sig' }]),
      },
    ],
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await keycloak.stop();
});

function examineClient(auth: Record<string, unknown>, more: Examined = {}) {
  const account = { issuer: keycloak.issuer, clientId: 'boost', ...auth };
  return examine(clientStep, { auth: account, ...more });
}

test('a client that Keycloak accepts leaves its token to other steps', async () => {
  const { codes, summary, facts } = await examineClient({ clientSecret });
  expect(codes).toEqual([]);
  expect(summary).toBe('boost in realm dev (client_secret_basic)');
  expect(facts.token?.value).toMatch(/^eyJ/);
  expect(facts.tokenTimes?.receivedAt).toBeGreaterThanOrEqual(facts.tokenTimes?.sentAt ?? Infinity);
});

test.each([
  ['wrong_secret', { clientSecret: 'canary-other' }, '/client-secret" -r dev --fields value'],
  ['unknown_client', { clientId: 'stranger', clientSecret }, 'create clients'],
  ['unknown_client', { clientId: 'disabled', clientSecret }, 'enabled=true'],
  ['public_client', { clientId: 'public', clientSecret }, 'publicClient=false'],
  [
    'expects_assertion',
    { clientId: 'signs', clientSecret },
    'clientAuthenticatorType=client-secret',
  ],
])('%s of %j [doctor/Client that Keycloak rejects]', async (code, auth, command) => {
  const examination = await examineClient(auth);
  expect(examination.findings).toMatchObject([{ severity: 'error', code }]);
  const [finding] = examination.findings;
  expect(finding?.remedy).toMatch(/\w/);
  expect(finding?.commands?.join('\n') ?? '').toContain(command);
  expect(JSON.stringify(examination)).not.toContain('canary');
});

test('a secret as it is in "data" of a Kubernetes Secret is not shown, in neither form', async () => {
  const encoded = Buffer.from(clientSecret).toString('base64');
  const examination = await examineClient({ clientSecret: encoded });
  expect(examination.findings).toMatchObject([
    {
      code: 'wrong_secret',
      message: expect.stringContaining('looks like base64 of another text'),
      remedy: expect.stringMatching(/^Decode the value/),
    },
  ]);
  expect(JSON.stringify(examination)).not.toContain(encoded);
  expect(JSON.stringify(examination)).not.toContain(clientSecret);
});

test('the command stores the secret in the file that the configuration reads', async () => {
  const includedFiles = { 'boost.kagenti.auth.clientSecret': '/run/secrets/client secret' };
  const { findings } = await examineClient({ clientSecret: 'other' }, { includedFiles });
  expect(findings[0]?.commands?.[0]).toMatch(/umask 077.*> '\/run\/secrets\/client secret'\)$/);
});

test('a key that Keycloak knows, one that it does not, and one of a client with a secret', async () => {
  const auth = { method: 'private_key_jwt', keyFile };
  expect((await examineClient({ ...auth, clientId: 'signs' })).codes).toEqual([]);
  const other = await examineClient({ ...auth, clientId: 'signs-otherwise' });
  expect(['wrong_signature', 'unknown_key']).toContain(other.codes[0]);
  expect((await examineClient(auth)).findings).toMatchObject([
    { code: 'expects_secret', commands: [expect.stringContaining('=client-jwt')] },
  ]);
});

// What Keycloak 26.7.3 answers.
test.each<[code: string, error: string, description: string, auth: object, expected: object]>([
  [
    'disabled_realm',
    'access_denied',
    'Realm not enabled',
    { clientSecret },
    { commands: [expect.stringContaining("update realms/dev -s 'enabled=true'")] },
  ],
  [
    'expects_certificate',
    'invalid_client',
    'Missing client_id parameter',
    { clientSecret },
    {
      message: expect.stringContaining('"X509 Certificate"'),
      remedy: expect.stringContaining('tls_client_auth'),
      source: 'app-config.yaml#boost.kagenti.auth.clientSecret',
    },
  ],
  [
    'inactive_assertion',
    'invalid_client',
    'Token is not active',
    { method: 'private_key_jwt' },
    {
      commands: ['timedatectl set-ntp true'],
      source: 'app-config.yaml#boost.kagenti.auth.method',
    },
  ],
  [
    'unknown_key',
    'invalid_client',
    'Unable to load public key',
    { method: 'private_key_jwt' },
    { source: 'app-config.yaml#boost.kagenti.auth.keyFile' },
  ],
])('%s, as Keycloak reports it', async (code, error, error_description, auth, expected) => {
  keycloak.faults.next({ kind: 'respond', status: 400, body: { error, error_description } });
  const key = 'method' in auth ? { keyFile } : {};
  const { findings } = await examineClient({ ...auth, ...key });
  expect(findings).toMatchObject([{ severity: 'error', code, ...expected }]);
});

test('an account without any proof is a matter of the configuration', async () => {
  expect((await examineClient({})).findings).toMatchObject([
    { code: 'invalid_configuration', remedy: expect.stringContaining('boost config check') },
  ]);
});

test('a client without service account is accepted, and gets no token [doctor/Service account that is off]', async () => {
  const { codes, facts } = await examineClient({ clientId: 'without-account', clientSecret });
  expect(codes).toEqual([]);
  const auth = { issuer: keycloak.issuer, clientId: 'without-account', clientSecret };
  const { findings } = await examine(serviceAccountStep, { auth, facts });
  expect(findings).toMatchObject([
    {
      severity: 'error',
      code: 'no_service_account',
      commands: [expect.stringContaining('serviceAccountsEnabled=true')],
    },
  ]);
});

test('a scope of no client is a matter of the service account', async () => {
  const auth = { clientSecret, scope: 'no-such-scope' };
  const { codes, facts } = await examineClient(auth);
  expect(codes).toEqual([]);
  expect((await examine(serviceAccountStep, { auth, facts })).codes).toEqual(['unknown_scope']);
});

test('the service account is named', async () => {
  const { facts } = await examineClient({ clientSecret });
  const { summary, codes } = await examine(serviceAccountStep, { facts });
  expect(codes).toEqual([]);
  expect(summary).toBe('service-account-boost');
});

test('a server that fails may work later', async () => {
  keycloak.faults.always({ kind: 'respond', status: 503 });
  const { findings } = await examineClient({ clientSecret });
  keycloak.faults.clear();
  expect(findings).toMatchObject([{ code: 'server_error', isTemporary: true }]);
});

test('does not apply without an account', async () => {
  const auth = { method: 'none' };
  expect((await examine(clientStep, { auth })).skipped).toMatch(/none/);
  expect((await examine(serviceAccountStep, { auth })).skipped).toMatch(/none/);
});
