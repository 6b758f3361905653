import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { TLSSocket } from 'node:tls';
import {
  boundTo,
  type CertificateFiles,
  TestAuthority,
  thumbprintIn,
} from '@rhdh-boost/test-support/test-authority';
import { Agent } from 'undici';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { encryptionKey, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { type Answer, json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import {
  failureOf,
  managerFor,
  observe,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';

let authority: TestAuthority;
beforeAll(async () => {
  authority = await TestAuthority.create();
});
afterAll(() => authority[Symbol.asyncDispose]());

/** An unsigned JWT, numbered by the request: nobody verifies it here. */
const jwt = (claims: object) =>
  `${[{ alg: 'none' }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

const issue =
  (tokenOf: (thumbprint: string | undefined, count: number) => string): Answer =>
  (response, request, count) => {
    const body = { access_token: tokenOf(shownOn(response.socket), count), expires_in: 300 };
    json({ ...body, token_type: 'Bearer' })(response, request, count);
  };

/** As Keycloak does where certificate-bound tokens are on: RFC 8705 section 3.1. */
const bound = issue((thumbprint, jti) => jwt({ jti, cnf: { 'x5t#S256': thumbprint } }));
const unbound = issue((_thumbprint, jti) => jwt({ jti }));
const opaque = issue((_thumbprint, count) => `token-${count}`);

function shownOn(socket: unknown): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { raw } = socket.getPeerCertificate();
  return raw && createHash('sha256').update(raw).digest('base64url');
}

const dispatcherWith = (files: CertificateFiles) => {
  const [cert, key] = [files.certificateFile, files.keyFile].map(file => readFileSync(file));
  const dispatcher = new Agent({ connect: { ca: readFileSync(authority.caFile), cert, key } });
  onTestFinished(() => dispatcher.close());
  return dispatcher;
};

/** Replicas of one client at an identity provider that asks for certificates. */
async function startCertified(answer: Answer) {
  const { store, clock } = await startFleet();
  const server = await startSecureEndpoint(authority, answer);
  onTestFinished(() => server[Symbol.asyncDispose]());
  const start = (given: CertificateFiles | Agent, options: TestManagerOptions = {}) => {
    const connection =
      given instanceof Agent
        ? { dispatcher: given }
        : { tls: { caFile: authority.caFile, ...given } };
    const observed = observe();
    const manager = managerFor(server, {
      ...observed,
      clientAuthentication: { method: 'tls_client_auth' },
      store,
      encryptionKey,
      clock,
      ...connection,
      ...options,
    });
    onTestFinished(() => manager.close());
    return { manager, ...observed };
  };
  /** The next token of a replica, once the store has what it leaves there. */
  const tokenOf = async ({ manager }: Pick<ReturnType<typeof start>, 'manager'>) => {
    const requested = server.endpoint.requests.length;
    const token = await manager.getToken();
    const asked = server.endpoint.requests.length > requested;
    await expect.poll(() => !asked || store.asked.includes('release')).toBe(true);
    store.forgetAsked();
    return token;
  };
  return { store, requests: server.endpoint.requests, start, tokenOf };
}

test('replicas with two certificates never share, those with the same do [shared-token-store/Each certificate has its own token]', async () => {
  const { requests, start, tokenOf } = await startCertified(bound);
  const [one, other] = await Promise.all([
    authority.issueClient('one', 'CN=boost'),
    authority.issueClient('other', 'CN=boost'),
  ]);

  const first = await tokenOf(start(one));
  const second = await tokenOf(start(other));

  expect(boundTo(first)).toBe(thumbprintIn(one));
  expect(boundTo(second)).toBe(thumbprintIn(other));
  expect(await tokenOf(start(one))).toBe(first);
  expect(await tokenOf(start(other))).toBe(second);
  expect(requests).toHaveLength(2);
});

test('a certificate that is replaced takes no token of the one before [shared-token-store/Replaced certificate takes a new token]', async () => {
  const { requests, start, tokenOf } = await startCertified(bound);
  const mounted = await authority.issueClient('mounted', 'CN=boost');
  const former = {
    certificateFile: `${mounted.certificateFile}.1`,
    keyFile: `${mounted.keyFile}.1`,
  };
  copyFileSync(mounted.certificateFile, former.certificateFile);
  copyFileSync(mounted.keyFile, former.keyFile);
  const replica = start(mounted);
  const first = await tokenOf(replica);
  const next = await authority.issueClient('next', 'CN=boost');
  renameSync(next.certificateFile, mounted.certificateFile);
  renameSync(next.keyFile, mounted.keyFile);
  // Another replica still has the former one, and a newer token that is bound to it.
  const otherReplica = start(former);
  expect(await tokenOf(otherReplica)).toBe(first);
  otherReplica.manager.invalidate(first);
  const newer = await tokenOf(otherReplica);
  expect(boundTo(newer)).toBe(boundTo(first));

  replica.manager.invalidate(first);
  const renewed = await tokenOf(replica);

  expect(boundTo(renewed)).toBe(thumbprintIn(mounted));
  expect(await tokenOf(start(mounted))).toBe(renewed);
  expect(await tokenOf(start(former))).toBe(newer);
  expect(requests).toHaveLength(3);
});

test('a certificate that is replaced during a renewal leaves the token under its own entry [shared-token-store/Replaced certificate takes a new token]', async () => {
  const mounted = await authority.issueClient('meanwhile', 'CN=boost');
  const next = await authority.issueClient('meanwhile-next', 'CN=boost');
  const copy = { certificateFile: `${mounted.certificateFile}.1`, keyFile: `${mounted.keyFile}.1` };
  copyFileSync(mounted.certificateFile, copy.certificateFile);
  copyFileSync(mounted.keyFile, copy.keyFile);
  let isRefused = false;
  const { start, tokenOf } = await startCertified((...asked) => {
    if (isRefused) return bound(...asked);
    isRefused = true;
    renameSync(next.certificateFile, mounted.certificateFile);
    renameSync(next.keyFile, mounted.keyFile);
    return json({ error: 'invalid_client' }, 401)(...asked);
  });

  const token = await tokenOf(start(mounted));

  expect(boundTo(token)).toBe(thumbprintIn(mounted));
  expect(await tokenOf(start(mounted))).toBe(token);
  expect(boundTo(await tokenOf(start(copy)))).toBe(thumbprintIn(copy));
});

test.each([
  ['bound to it', bound, {}],
  ['opaque, so that nobody can say', opaque, {}],
  ['bound to it, with a secret besides', bound, { clientAuthentication: 'client_secret_basic' }],
] as const)(
  "a token of a dispatcher's certificate is not shared when it is %s, and one warning says so [shared-token-store/Certificate that the manager does not know]",
  async (_what, answer, options) => {
    const { store, requests, start } = await startCertified(answer);
    const secret = 'clientAuthentication' in options ? { clientSecret: 'not-a-word-7f3a' } : {};
    const dispatcher = dispatcherWith(await authority.issueClient('own', 'CN=boost'));
    const first = start(dispatcher, { ...options, ...secret });
    const token = await first.manager.getToken();
    const second = start(dispatcher, { ...options, ...secret });

    expect(await second.manager.getToken()).not.toBe(token);
    first.manager.invalidate(token);
    await first.manager.getToken();

    expect(requests).toHaveLength(3);
    expect([...store.entries.keys()].filter(key => !key.endsWith(':lease'))).toEqual([]);
    const warnings = first.lines.filter(line => line.startsWith('warn'));
    expect(warnings).toEqual([expect.stringContaining('tls.certificateFile')]);
  },
);

test('once tokens are known to be bound, replicas do not wait for each other', async () => {
  const { store, start } = await startCertified(bound);
  const { manager } = start(dispatcherWith(await authority.issueClient('alone', 'CN=boost')));
  const token = await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  store.forgetAsked();

  manager.invalidate(token);
  await manager.getToken();

  expect(store.asked).toEqual([]);
});

test("a JWT of a dispatcher's certificate that is bound to nothing is shared", async () => {
  const { requests, start, tokenOf } = await startCertified(unbound);
  const [one, other] = await Promise.all([
    authority.issueClient('free', 'CN=boost'),
    authority.issueClient('free-too', 'CN=boost'),
  ]);
  const token = await tokenOf(start(dispatcherWith(one)));

  expect(await tokenOf(start(dispatcherWith(other)))).toBe(token);
  expect(requests).toHaveLength(1);
});

test('files that cannot be used take no token from the store, and are named', async () => {
  const { store, start, tokenOf } = await startCertified(bound);
  const mounted = await authority.issueClient('halfway', 'CN=boost');
  const { manager } = start(mounted);
  const token = await tokenOf({ manager });
  writeFileSync(mounted.keyFile, 'half a key');
  store.forgetAsked();

  manager.clearCache();

  expect((await failureOf(manager.getToken())).message).toContain('tls.keyFile');
  expect(store.asked).toEqual([]);
  expect(token).not.toBe('');
});
