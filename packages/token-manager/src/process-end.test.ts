import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import {
  inOrder,
  json,
  reset,
  ScriptedEndpoint,
  tokens,
} from '../test/fixtures/scripted-endpoint.fixture.ts';

const run = promisify(execFile);
const source = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** A program of its own; it never closes its manager. */
function program(endpoint: ScriptedEndpoint, body: string): Promise<{ stdout: string }> {
  const script = `
    import { systemClock } from ${source('./clock.ts')};
    import { KeycloakTokenManager } from ${source('./index.ts')};
    let sleptSeconds = 0;
    const clock = { ...systemClock, wallMs: () => Date.now() + sleptSeconds * 1000 };
    const manager = new KeycloakTokenManager({
      tokenEndpoint: ${JSON.stringify(endpoint.tokenEndpoint)},
      clientId: 'boost', clientSecret: 'not-a-word-7f3a', clock,
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
  await using endpoint = await ScriptedEndpoint.start(
    inOrder(tokens(300), json({}, 503, { 'retry-after': '9' })),
  );
  const startedAt = Date.now();
  const { stdout } = await program(
    endpoint,
    `await manager.getToken();
    sleptSeconds = 235;
    console.log(manager.health().state, await manager.getToken());`,
  );
  expect(stdout.trim()).toBe('early token-1');
  expect(endpoint.requests).toHaveLength(2);
  expect(Date.now() - startedAt).toBeLessThan(8000);
});

/** Prints the code of the failure as soon as the manager has one. */
const printFailure = `
    const timer = setInterval(() => {
      const { lastError } = manager.health();
      if (lastError === undefined) return;
      console.log(lastError.code);
      clearInterval(timer);
    }, 10);`;

test('a program that waits for nobody is not ended by a failure [service-account-tokens/Process ends by itself]', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 401));
  const { stdout } = await program(
    endpoint,
    `const leaving = new AbortController();
    manager.getToken({ signal: leaving.signal }).catch(() => {});
    leaving.abort();
    ${printFailure}`,
  );
  expect(stdout.trim()).toBe('rejected');
});

test('a program is not ended by a renewal that fails behind its call [service-account-tokens/Process ends by itself]', async () => {
  await using endpoint = await ScriptedEndpoint.start(
    inOrder(tokens(300), json({ error: 'invalid_client' }, 401)),
  );
  const { stdout } = await program(
    endpoint,
    `await manager.getToken();
    sleptSeconds = 235;
    await manager.getToken();
    ${printFailure}`,
  );
  expect(stdout.trim()).toBe('rejected');
});
