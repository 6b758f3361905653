import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAppConfig } from '@rhdh-boost/config-tools';
import { createKagentiClient, createTokenManager } from '@rhdh-boost/kagenti-client/config';
import * as certificates from '@rhdh-boost/test-support/certificates';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

const { authority, certificate, certificateKey, expired } = certificates;
const canary = 'canary-7f3a';
let folder: string;
/** Refuses every account, and counts the requests: one that was sent shows that all files could be used. */
const keycloak = createServer((_request, response) => {
  requests += 1;
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end('{"error":"unauthorized_client"}');
});
let requests = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'named-files-'));
  mkdirSync(join(folder, 'folder'));
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
  chmodSync(join(folder, 'not-readable'), 0);
  await new Promise<void>(resolve => keycloak.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  keycloak.close();
  rmSync(folder, { recursive: true });
});

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const encrypted = {
  format: 'pem',
  type: 'pkcs8',
  cipher: 'aes-256-cbc',
  passphrase: canary,
} as const;

const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');

/** A token of another issuer; nobody verifies its signature here. */
function tokenThatExpiresIn(seconds: number): string {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  return `${part({ alg: 'RS256' })}.${part({ iss: 'https://k', sub: canary, aud: 'a', exp })}.c2ln`;
}

/** Content of every kind that a file may have, by name. */
const contents: Readonly<Record<string, string>> = {
  'ca.pem': authority,
  'bundle.pem': `# authorities\n${authority}\n${expired}\n`,
  'tls.crt': certificate,
  'chain.crt': `${certificate}\n${authority}`,
  'expired.crt': expired,
  'tls.key': certificateKey,
  'other.key': ec.export({ format: 'pem', type: 'pkcs8' }).toString(),
  'encrypted.key': ec.export(encrypted).toString(),
  'key.jwk': JSON.stringify({ ...ec.export({ format: 'jwk' }), kid: canary }),
  'symmetric.jwk': JSON.stringify({ kty: 'oct', k: canary }),
  'odd-algorithm.jwk': JSON.stringify({ ...ec.export({ format: 'jwk' }), alg: 'none' }),
  'short-rsa.key': generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString(),
  'x25519.key': generateKeyPairSync('x25519')
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString(),
  token: `${tokenThatExpiresIn(3600)}\n`,
  'expired-token': tokenThatExpiresIn(-60),
  'opaque-token': canary,
  empty: '',
  'line-break': '\n',
  text: `${canary}\n`,
  'broken.pem': authority.replace(/\n.*\n/, `\n${canary}\n`),
  'half.pem': authority.slice(0, 200),
  'not-readable': authority,
};

const anyFile = () =>
  fc
    .constantFrom(...Object.keys(contents), 'folder', 'missing', 'folder/missing')
    .map(name => join(folder, name));
/** A file that is right, or another one. */
const file = (name: string) =>
  fc.oneof({ arbitrary: fc.constant(join(folder, name)), weight: 2 }, anyFile());
const maybe = (name: string) => fc.option(file(name), { nil: undefined });

/** Accounts of each method, with any files. */
const accounts = () =>
  fc
    .oneof(
      fc.record({
        method: fc.constant('client_secret_basic'),
        clientId: fc.constant('b'),
        clientSecret: fc.constant('c'),
      }),
      fc.record({
        method: fc.constant('private_key_jwt'),
        clientId: fc.constant('b'),
        keyFile: file('key.jwk'),
      }),
      fc.record({ method: fc.constant('client_assertion'), assertionFile: file('token') }),
    )
    .chain(account =>
      fc
        .tuple(
          maybe('ca.pem'),
          fc.option(fc.tuple(file('tls.crt'), file('tls.key')), { nil: undefined }),
        )
        .map(([caFile, tls]) =>
          Object.assign({}, account, {
            caFile,
            certificateFile: tls?.[0],
            certificateKeyFile: tls?.[1],
          }),
        ),
    );

const realm = () =>
  `http://127.0.0.1:${Object(keycloak.address()).port}/realms/boost/protocol/openid-connect/token`;
const logger = { error() {}, warn() {}, info() {}, debug() {} };

/** Why client or token manager does not start, or the first renewal sends no request; empty when both do. */
async function refusalOf(config: Record<string, unknown>): Promise<string> {
  const before = requests;
  try {
    await createKagentiClient(config, { logger }).close();
    await using tokens = createTokenManager(config, { logger });
    await tokens.getToken();
  } catch (error) {
    return requests > before ? '' : String(error);
  }
  return '';
}

test('A5: with --connect-files, files are accepted that start and first renewal use, and no others [configuration-check/Named files are judged as the start judges them]', async () => {
  const verdicts = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(accounts(), maybe('ca.pem'), async (account, caFile) => {
      const auth = { tokenEndpoint: realm(), ...account };
      const kagenti = { baseUrl: 'https://kagenti.example.com', tls: { caFile } };
      const boost = { security: { mode: 'full' }, kagenti: { auth }, providers: { kagenti } };
      const text = JSON.stringify({ boost });
      writeFileSync(join(folder, 'app-config.yaml'), text);
      const files = ['app-config.yaml'];

      const { findings } = await checkAppConfig({ cwd: folder, files, connectFiles: true });
      const errors = findings.filter(({ severity }) => severity === 'error');
      const refusal = await refusalOf(JSON.parse(text));

      verdicts[errors.length === 0 ? 'accepted' : 'refused'] += 1;
      expect({ errors: errors.length > 0, refusal, text }).toEqual({
        errors: refusal !== '',
        refusal,
        text,
      });
      expect(JSON.stringify(findings)).not.toContain(canary);
      expect(JSON.stringify(findings)).not.toContain(folder);
    }),
    { numRuns: propertyRuns(250) },
  );
  expect(verdicts.accepted).toBeGreaterThan(10);
  expect(verdicts.refused).toBeGreaterThan(10);
}, 120_000);
