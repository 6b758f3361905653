import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { openSite } from './boost-site.fixture.ts';

const program = join(import.meta.dirname, 'boost-process.fixture.ts');
/** Ends a process that hangs, by a signal that the test then sees. */
const timeout = 15_000;

test('a process that closes its Boost ends what is in flight, and then ends by itself [platform-operations/Shutdown ends what is in flight]', async () => {
  await using site = await openSite();
  const { kagentiServer, files, variables, databaseFile, secrets } = site;
  const held = kagentiServer.hold({ operation: 'agents.list' });
  kagentiServer.chat.script({ chunks: ['data: {"content":"It may"}\n\n'], ending: 'stall' });
  const BOOST_SITE = JSON.stringify({ files, variables, databaseFile, secrets });
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, BOOST_SITE },
    timeout,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  // One that fails at its start would be waited for in vain.
  await Promise.race([held.whenWaiting(1), output]);
  await vi.waitFor(
    () =>
      expect(kagentiServer.requests).toContainEqual(
        expect.objectContaining({ operation: 'chat.stream', status: 200 }),
      ),
    timeout,
  );

  child.kill('SIGTERM');
  const [stdout, stderr, exit] = await output;

  expect([stderr, ...exit]).toEqual(['', 0, null]);
  expect(JSON.parse(stdout)).toEqual({
    codes: ['abort', 'abort'],
    audit: ['agents.list failed', 'chat.stream failed', 'chat.stream started'],
    tokens: 'closed',
  });
});
