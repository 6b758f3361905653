import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { TokenSeal } from './token-seal.ts';

// During a deployment replicas of two versions share one store. Everything here is written out with the
// primitives of node:crypto, and the constants were computed with these alone. Do not replace a constant: give
// a new form a new mark or label, so that the two versions leave each other's entries alone.
const encryptionKey = 'known answers: an encryption secret';
/** HKDF-SHA-256 (RFC 5869) without salt. */
const hkdf = (input: string | Uint8Array, label: string, bytes = 32) =>
  Buffer.from(hkdfSync('sha256', input, '', label, bytes));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const sealKey = hkdf(encryptionKey, 'token-manager store value v1');
const keyId = hkdf(encryptionKey, 'token-manager store key id v1', 16).toString('hex');

const name = 'boost-token:c800c5bd2f3e6631a014141f041c7decf61c94385ef40c52e8d75bb0240ddcd1';
const sealed =
  'token1:AAECAwQFBgcICQoLmt1eL_m6dK6qAfydqBKUerERecjmLAisBnY0AURIgfEvCCjogEC0arMmN7awMTQ1NISmn26i3MvJqTe5pboejLQFjE_nbOOkfsrcWuN5BtVRFO2YjnCwicuihHk-QWe1Vfb4jxCvYg';
const token = {
  value: 'token-1',
  requestedAtMs: 1_764_000_000_000,
  lifetimeSeconds: 300,
  scope: 'email',
};

/** Seals with these 12 bytes as initialization vector. */
function seal(entry: string, fields: object, iv = Buffer.from('000102030405060708090a0b', 'hex')) {
  const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(`token1:${entry}`));
  const parts = [iv, cipher.update(JSON.stringify(fields)), cipher.final(), cipher.getAuthTag()];
  return `token1:${Buffer.concat(parts).toString('base64url')}`;
}

function open(entry: string, text: string): unknown {
  const bytes = Buffer.from(text.replace('token1:', ''), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12))
    .setAAD(Buffer.from(`token1:${entry}`))
    .setAuthTag(bytes.subarray(-16));
  return JSON.parse(decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final());
}

test('the constants are what the primitives make', () => {
  expect(sealKey.toString('hex')).toBe(
    '8268d37ad499d1b8a8eb33251a4d55add26a42fb253c5ede19808bd72684f759',
  );
  expect(keyId).toBe('39f7d6eed94e78887a0ebbfcf7579564');
  expect(seal(name, token)).toBe(sealed);
});

test('keys and ids are the known ones, and the known entry opens', () => {
  const ours = new TokenSeal(encryptionKey);

  expect(ours.keyId).toBe(keyId);
  expect(ours.open(name, sealed)).toEqual(token);
});

test('a manager leaves and finds its token under the known names and in the known form', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const account = [endpoint.tokenEndpoint, 'boost', 'email', 'kagenti', 'client_secret_basic'];
  const entry = `boost-token:${sha256(JSON.stringify([keyId, ...account]))}`;
  const options = { encryptionKey, scope: 'email', audience: 'kagenti' };
  const first = start(options);

  await first.manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));

  expect([...store.entries.keys()]).toEqual([entry]);
  expect(open(entry, store.entries.get(entry)?.value ?? '')).toEqual({
    value: 'token-1',
    requestedAtMs: clock.wallMs(),
    lifetimeSeconds: 300,
  });
  expect([...store.marks].map(([mark, { value }]) => [mark, value])).toEqual([
    [`boost-token-key:${sha256(JSON.stringify(account))}`, `key1:${keyId}`],
  ]);
  const left = { ...token, value: 'token-of-another-version', requestedAtMs: clock.wallMs() };
  await store.set(entry, seal(entry, left), 300_000);
  expect(await start(options).manager.getToken()).toBe('token-of-another-version');
  expect(endpoint.requests).toHaveLength(1);
});
