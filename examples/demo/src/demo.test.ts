import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonOutput, type OutputStream, textOutput } from './output.ts';
import { runMainJob } from './run-demo.ts';
import { runMain, startMain } from './run-main.fixture.ts';
import { startServers } from './servers.ts';

const escapeSequence = '\u001b[';

/** One run for a script, whose outcome several tests look at. */
const jsonRun = runMain(['--json']);

describe('the demo as a process', () => {
  it('runs the main job on the example file and ends by itself', async () => {
    const { stdout, stderr, exitCode } = await runMain([]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Every step succeeded.');
  });

  it('prints one object for a script', async () => {
    const { stdout, exitCode } = await jsonRun;
    expect(exitCode).toBe(0);
    const { ok, summary } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(summary).toMatchObject({
      calls: 104,
      failed: 0,
      denied: 2,
      retries: 101,
      tokenRequests: 3,
    });
    expect(summary.auditEvents).toContainEqual({
      operation: 'agents.delete',
      caller: 'user:default/bob',
      outcome: 'denied',
      count: 1,
    });
    expect(new Set(summary.seenByBackend.map(({ user }: { user: string }) => user))).toEqual(
      new Set(['user:default/jane']),
    );
  });

  it('saves every call that was in flight at the revocation', async () => {
    const { steps } = JSON.parse((await jsonRun).stdout);
    expect(linesOf(steps, 'Revoke the token')).toEqual([
      '100 calls were in flight when their token was revoked',
      '100 were refused with 401 and sent again; all 100 succeeded',
      'token requests for that: 1',
    ]);
  });

  it('refuses a call without permission before it is sent', async () => {
    const { steps, summary } = JSON.parse((await jsonRun).stdout);
    expect(linesOf(steps, 'Try what the user')).toEqual([
      expect.stringContaining('boost.agent.delete'),
      'requests sent for it: 0',
    ]);
    expect(operationsSeen(summary)).not.toContain('agents.delete');
  });

  it("refuses another user's session before it is sent", async () => {
    const { steps, summary } = JSON.parse((await jsonRun).stdout);
    expect(linesOf(steps, 'Continue another')).toEqual([
      expect.stringContaining('refused'),
      'requests sent for it: 0',
    ]);
    expect(operationsSeen(summary)).not.toContain('chat.send');
  });

  it('prints no escape sequence into a pipe', async () => {
    const { stdout } = await runMain([], { ...process.env, FORCE_COLOR: '1' });
    expect(stdout).not.toContain(escapeSequence);
  });

  it('stops its servers when it is interrupted, also twice', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'boost-demo-test-'));
    const { child, ended } = startMain([], { ...process.env, TMPDIR: temporary });
    await Promise.race([once(child.stdout, 'data'), ended]);
    // A terminal and npm both pass Ctrl-C on.
    child.kill('SIGINT');
    child.kill('SIGINT');
    const { stderr, exitCode } = await ended;
    const left = await readdir(temporary);
    await rm(temporary, { recursive: true });
    expect(stderr).toContain('Interrupted; everything was stopped.');
    expect({ exitCode, left }).toEqual({ exitCode: 130, left: [] });
  });

  it('stops its servers when its reader leaves', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'boost-demo-test-'));
    const { child, ended } = startMain([], { ...process.env, TMPDIR: temporary });
    await Promise.race([once(child.stdout, 'data'), ended]);
    child.stdout.destroy();
    const { stderr, exitCode } = await ended;
    const left = await readdir(temporary);
    await rm(temporary, { recursive: true });
    expect(stderr).toBe('\nInterrupted; everything was stopped.\n');
    expect({ exitCode, left }).toEqual({ exitCode: 130, left: [] });
  });

  it('refuses an argument that it does not know', async () => {
    const { stderr, exitCode } = await runMain(['--keyclock']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("'--keyclock'");
    expect(stderr).toContain('Usage: npm run demo');
  });

  it('says what a real Keycloak needs', async () => {
    const bare = {
      PATH: '/nonexistent',
      HOME: '/nonexistent',
      KEYCLOAK_DISTRIBUTION: '/nonexistent',
    };
    const { stderr, exitCode } = await runMain(['--keycloak'], bare);
    expect(exitCode).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^The demo failed: .*(Java|Keycloak)/),
    ]);
  });
});

describe('the main job on its servers', () => {
  it.each([
    ['text', textOutput],
    ['JSON', jsonOutput],
  ])('prints no secret and no token as %s', async (_form, makeOutput) => {
    const servers = await startServers({ keycloak: false });
    const printed: string[] = [];
    const stream = { isTTY: false, write: (text: string) => printed.push(text) > 0 };
    const firstSecret = (await readFile(servers.secretFile, 'utf8')).trim();
    const output = makeOutput(stream, stream);
    const { signal } = new AbortController();
    output.finish(await runMainJob(servers, { output, signal }));
    const lastSecret = (await readFile(servers.secretFile, 'utf8')).trim();
    await servers.stop();

    const all = printed.join('');
    expect(lastSecret).not.toBe(firstSecret);
    expect(all).toContain('<secret>');
    expect(all.includes(firstSecret) || all.includes(lastSecret)).toBe(false);
    expect(all.includes(servers.variables['BOOST_ENCRYPTION_SECRET'] ?? '<secret>')).toBe(false);
    // Every JWT begins so: it is the Base64 of an object that begins with a quoted name.
    expect(all).not.toContain('eyJ');
  });

  it('renews with the rotated secret', async () => {
    const { steps } = JSON.parse((await jsonRun).stdout);
    expect(linesOf(steps, 'Rotate')).toEqual([
      expect.stringContaining('Backstage reloaded the file'),
      expect.stringContaining(
        'renewed with the new secret (token requests: 1); the call succeeded',
      ),
    ]);
  });
});

it.each([
  { terminal: 'a terminal', isTTY: true, noColor: undefined, coloured: true },
  { terminal: 'a terminal with NO_COLOR', isTTY: true, noColor: '1', coloured: false },
  { terminal: 'a file', isTTY: false, noColor: undefined, coloured: false },
])('on $terminal, coloured is $coloured', ({ isTTY, noColor, coloured }) => {
  const before = process.env['NO_COLOR'];
  setVariable('NO_COLOR', noColor);
  const printed: string[] = [];
  const stream: OutputStream = {
    isTTY,
    write: (text: unknown) => printed.push(String(text)) > 0,
  };
  textOutput(stream, stream).step('A step');
  setVariable('NO_COLOR', before);
  expect(printed.join('').includes(escapeSequence)).toBe(coloured);
});

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function linesOf(steps: { title: string; lines: string[] }[], title: string): string[] | undefined {
  return steps.find(step => step.title.startsWith(title))?.lines;
}

function operationsSeen(summary: { seenByBackend: { operation: string }[] }): string[] {
  return summary.seenByBackend.map(({ operation }) => operation);
}
