import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

let authority: TestAuthority;
beforeAll(async () => {
  authority = await TestAuthority.create();
});
afterAll(() => authority[Symbol.asyncDispose]());

/** Counts the TLS contexts that are made from now on. */
function countContexts() {
  const made = vi.spyOn(tls, 'createSecureContext');
  onTestFinished(() => made.mockRestore());
  return made;
}

const refusing = json({ error: 'invalid_client' }, 401);

test.each([
  ['with a valid token', 250, 'buffer'],
  ['without a token', 301, 'expired'],
] as const)(
  'harm 4: while a refusal is held, calls %s build no TLS context until the file has another text',
  async (what, seconds, state) => {
    await using server = await startSecureEndpoint(authority);
    const clock = new DrivenClock();
    const caFile = join(authority.folder, `${what}.pem`);
    await copyFile(authority.caFile, caFile);
    await using manager = managerFor(server, { tls: { caFile }, clock });
    await manager.getToken();
    server.endpoint.answer = refusing;
    clock.pass({ seconds });

    const made = countContexts();
    const call = () => manager.getToken().catch(({ code }) => code);
    for (let count = 0; count < 20; count += 1) await call();
    expect(await call()).toBe(state === 'buffer' ? 'token-1' : 'held');
    expect(manager.health().state).toBe(state);
    expect(server.endpoint.requests).toHaveLength(2);
    expect(made).not.toHaveBeenCalled();

    await writeFile(caFile, `${await readFile(caFile, 'utf8')}\n`);
    for (let count = 0; count < 20; count += 1) await call();
    expect(server.endpoint.requests).toHaveLength(3);
    expect(made).toHaveBeenCalledTimes(1);
  },
);

test('certificates that have become unusable are tried once, and said of each call', async () => {
  await using server = await startSecureEndpoint(authority);
  const clientAuthentication = { method: 'tls_client_auth' } as const;
  const files = await authority.issueClient('good', 'CN=good');
  const options = { caFile: authority.caFile, ...files };
  await using manager = managerFor(server, { clientAuthentication, tls: options });
  await manager.getToken();
  const weak = await authority.issueWeakClient('weak');
  await rename(weak.certificateFile, files.certificateFile);
  await rename(weak.keyFile, files.keyFile);
  const made = countContexts();
  for (let count = 0; count < 5; count += 1) {
    manager.clearCache();
    const error = await failureOf(manager.getToken());
    expect(error).toMatchObject({ code: 'invalid_configuration' });
    expect(error.message).toContain('KEY_TOO_SMALL');
  }
  expect(made).toHaveBeenCalledTimes(1);
});
