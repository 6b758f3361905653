import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { json, reset, ScriptedEndpoint, tokens } from './scripted-endpoint.fixture.ts';

const run = promisify(execFile);
const source = new URL('./index.ts', import.meta.url).href;

/** A program of its own; it never closes its manager. */
function program(endpoint: ScriptedEndpoint, body: string): Promise<{ stdout: string }> {
  const script = `
    import { KeycloakTokenManager } from ${JSON.stringify(source)};
    const manager = new KeycloakTokenManager({
      tokenEndpoint: ${JSON.stringify(endpoint.tokenEndpoint)},
      clientId: 'boost', clientSecret: 'not-a-word-7f3a',
    });
    ${body}`;
  return run(process.execPath, ['--input-type=module', '--eval', script], { timeout: 10_000 });
}

test('a program that has its token ends [service-account-tokens/Process ends by itself]', async () => {
  await using endpoint = await ScriptedEndpoint.start(tokens(2));
  const { stdout } = await program(endpoint, `console.log(await manager.getToken());`);
  expect(stdout.trim()).toBe('token-1');
});

test('a program whose call waits between attempts stays for the answer, then ends [service-account-tokens/Process ends by itself]', async () => {
  await using endpoint = await ScriptedEndpoint.start(reset);
  const { stdout } = await program(
    endpoint,
    `await manager.getToken().catch(error => console.log(error.code, error.attempts.length));`,
  );
  expect(stdout.trim()).toBe('network 3');
});

test('a program ends although a renewal behind a call waits for its next attempt [service-account-tokens/Process ends by itself]', async () => {
  await using endpoint = await ScriptedEndpoint.start((...seen) => {
    const answer = seen[2] === 1 ? tokens(1) : json({}, 503, { 'retry-after': '9' });
    answer(...seen);
  });
  const startedAt = Date.now();
  // Half of the second is buffer; the early window lasts from 0.45 s at the earliest to 0.5 s.
  const { stdout } = await program(
    endpoint,
    `await manager.getToken();
    const end = Date.now() + 600;
    while (manager.health().state === 'fresh' && Date.now() < end);
    while (manager.health().state === 'early') { await manager.getToken(); break; }
    setTimeout(() => console.log('last'), 100);`,
  );
  expect(stdout.trim()).toBe('last');
  expect(endpoint.requests).toHaveLength(2);
  expect(Date.now() - startedAt).toBeLessThan(8000);
});

test('a program that waits for nobody is not ended by a failure [service-account-tokens/Failure behind a call stays handled]', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 401));
  const { stdout } = await program(
    endpoint,
    `const leaving = new AbortController();
    manager.getToken({ signal: leaving.signal }).catch(() => {});
    leaving.abort();
    setTimeout(() => console.log(manager.health().lastError.code), 300);`,
  );
  expect(stdout.trim()).toBe('rejected');
});
