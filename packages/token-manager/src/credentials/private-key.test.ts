import { createPublicKey, generateKeyPairSync, type JsonWebKey, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jwkOf, keys, pemOf } from '../../test/fixtures/client-keys.fixture.ts';
import { json, ScriptedEndpoint, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { headerOf } from '../../test/fixtures/sent-assertion.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';
import type { PrivateKeyJwt } from './client-authentication.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'private-key-'));
  file = join(folder, 'key');
});
afterAll(() => rm(folder, { recursive: true }));

const by = (key: PrivateKeyJwt['key'], more: Partial<PrivateKeyJwt> = {}) => ({
  clientAuthentication: { method: 'private_key_jwt', key, ...more } as const,
});
const wide = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;

test.each([
  ['RS256', 'an RSA key', keys.rsa, {}],
  ['PS384', 'an RSA key and that algorithm', keys.rsa, { algorithm: 'PS384' }],
  ['ES256', 'an EC key', keys.ec, {}],
  ['ES384', 'an EC key of another curve', wide, {}],
  ['EdDSA', 'an Ed25519 key', keys.ed25519, {}],
] as const)(
  'it signs by %s with %s, from PEM, JWK and both in a file [client-authentication/Key as JWK, PEM or file]',
  async (alg, _what, key, more) => {
    await using endpoint = await ScriptedEndpoint.start();
    const forms = [pemOf(key), jwkOf(key), { file }, { file }];
    const contents = ['', '', `${pemOf(key)}\n`, JSON.stringify(jwkOf(key))];
    for (const [index, form] of forms.entries()) {
      await writeFile(file, contents[index] ?? '');
      await using manager = managerFor(endpoint, by(form, more));
      await manager.getToken();
    }
    expect(endpoint.requests.map(request => headerOf(request)['alg'])).toEqual(
      forms.map(() => alg),
    );
  },
);

test('the signature is the key’s [client-authentication/Key as JWK, PEM or file]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint, by(jwkOf(keys.rsa)));
  await manager.getToken();
  const assertion = endpoint.requests[0]?.form.get('client_assertion') ?? '';
  const [header, claims, signature = ''] = assertion.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const data = Buffer.from(`${header}.${claims}`);
  expect(verify('sha256', data, createPublicKey(keys.rsa), bytes)).toBe(true);
});

test.each([
  ['RS512', { alg: 'RS512' }],
  ['PS256', { alg: 'PS256' }],
])(
  'it signs by the %s of the JWK [client-authentication/Key as JWK, PEM or file]',
  async (alg, fields) => {
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint, by(jwkOf(keys.rsa, fields)));
    await manager.getToken();
    expect(endpoint.requests.map(request => headerOf(request)['alg'])).toEqual([alg]);
  },
);

const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const { d: secretNumber = '', ...publicJwk } = jwkOf(keys.ec);
const publicPem = createPublicKey(keys.ec).export({ format: 'pem', type: 'spki' }).toString();
const cipher = { cipher: 'aes-256-cbc', passphrase: 'canary-word' };
const encrypted = keys.ec.export({ format: 'pem', type: 'pkcs8', ...cipher }).toString();

test.each<[string, string | JsonWebKey, Partial<PrivateKeyJwt>, string]>([
  ['a public key', publicPem, {}, 'is no private key'],
  ['a public JWK', publicJwk, {}, 'is no private key'],
  ['an encrypted key', encrypted, {}, 'is encrypted'],
  ['an RSA key of 1024 bits', pemOf(short), {}, 'less than 2048 bits'],
  [
    'an EC key for RS256',
    pemOf(keys.ec),
    { algorithm: 'RS256' },
    'does not fit the algorithm RS256',
  ],
  [
    'a key of another curve',
    pemOf(wide),
    { algorithm: 'ES256' },
    'does not fit the algorithm ES256',
  ],
  [
    'a JWK with an alg of its own',
    jwkOf(keys.ec, { alg: 'none' }),
    {},
    'alg that is not supported',
  ],
  ['a text', 'canary-word canary-word', {}, 'is no private key'],
  ['a JSON text', '{"kty":"canary-word"}', {}, 'is no private key'],
  [
    'a key for agreement',
    pemOf(generateKeyPairSync('x25519').privateKey),
    {},
    'no algorithm signs',
  ],
])(
  '%s is refused at once, from a file when it is read [client-authentication/Unusable key or certificate refused]',
  async (_what, key, more, message) => {
    await using endpoint = await ScriptedEndpoint.start();
    const early = await failureOf(() => managerFor(endpoint, by(key, more)));
    await writeFile(file, typeof key === 'string' ? key : JSON.stringify(key));
    await using manager = managerFor(endpoint, by({ file }, more));
    const late = await failureOf(manager.getToken());
    for (const error of [early, late]) {
      expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
      expect(error.message).toContain('clientAuthentication.key');
      expect(error.message).toContain(message);
      expect(inspect(error)).not.toMatch(/canary-word|BEGIN/);
      expect(inspect(error)).not.toContain(secretNumber);
    }
    expect(late.message).toContain(file);
    expect(endpoint.requests).toEqual([]);
  },
);

test.each([
  ['PEM', pemOf(keys.ec)],
  ['JWK', JSON.stringify(jwkOf(keys.ec))],
])(
  'a %s in place of the path of its file is not shown [client-authentication/Unusable key or certificate refused]',
  async (_kind, key) => {
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint, by({ file: key }));
    const error = await failureOf(manager.getToken());
    expect(error.message).toMatch(/^The clientAuthentication.key file cannot be read \(E\w+\)$/);
    expect(error.hint).toContain('not the secret itself');
    expect(inspect([error, manager.health()], { depth: 9 })).not.toMatch(/BEGIN|kty/);
  },
);

test('a key file that is not there is named, and used when it comes', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const later = join(folder, 'later');
  await using manager = managerFor(endpoint, by({ file: later }));
  expect((await failureOf(manager.getToken())).message).toContain(
    `${later} cannot be read (ENOENT)`,
  );
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
  await writeFile(later, pemOf(keys.ec));
  expect(await manager.getToken()).toBe('token-1');
});

test('a key that changes while it is refused is tried once more in the same call [client-authentication/Replaced key found]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await writeFile(file, pemOf(keys.rsa));
  endpoint.answer = (...seen) => {
    writeFileSync(file, pemOf(keys.ec));
    json({ error: 'invalid_client' }, 400)(...seen);
    endpoint.answer = tokens();
  };
  await using manager = managerFor(endpoint, by({ file }));
  expect(await manager.getToken()).toBe('token-2');
  expect(endpoint.requests.map(request => headerOf(request)['alg'])).toEqual(['RS256', 'ES256']);
});

test('a key that is the same when read again is not tried again [client-authentication/Replaced key found]', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 400));
  await writeFile(file, pemOf(keys.rsa));
  await using manager = managerFor(endpoint, by({ file }));
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected', status: 400 });
  expect(endpoint.requests).toHaveLength(1);
});

test('neither key nor assertion shows when a server echoes them [client-authentication/Echoed assertion does not show]', async () => {
  const observed = observe();
  const jwk = jwkOf(keys.rsa);
  await using endpoint = await ScriptedEndpoint.start((response, request, count) => {
    const assertion = request.form.get('client_assertion') ?? '';
    const error = count === 1 ? assertion : 'invalid_client';
    const everything = `${assertion} ${JSON.stringify(jwk)}`;
    json({ error, error_description: everything, scope: everything }, 400)(
      response,
      request,
      count,
    );
  });
  await using manager = managerFor(endpoint, { ...by(jwk), ...observed });
  const seen = [await failureOf(manager.getToken())];
  manager.clearCache();
  seen.push(await failureOf(manager.getToken()));
  const text = inspect([seen, manager, manager.health(), observed], {
    depth: 20,
    showHidden: true,
  });
  for (const { form } of endpoint.requests) {
    expect(text).not.toContain(form.get('client_assertion')?.slice(0, 60));
  }
  for (const name of ['d', 'p', 'q'] as const) expect(text).not.toContain(jwk[name]);
});
