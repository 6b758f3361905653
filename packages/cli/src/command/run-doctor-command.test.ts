import { expect, test } from 'vitest';
import { finding, stepOf } from '../../test/doctor-context.fixture.ts';
import { boostContext, folderWith, type RunPlace } from '../../test/run-boost.fixture.ts';
import type { Step } from '../doctor/step.ts';
import { type DoctorOptions, runDoctorCommand } from './run-doctor-command.ts';

async function run(
  steps: readonly Step[],
  options: Partial<DoctorOptions> = {},
  place: Omit<RunPlace, 'cwd'> = {},
) {
  const cwd = folderWith({ 'app-config.yaml': 'boost:\n  security:\n    mode: none\n' });
  const { context, written } = boostContext({ cwd, ...place });
  const all = { config: [], chat: true, color: true, ...options };
  const exitCode = await runDoctorCommand([], all, context, steps);
  return { exitCode, ...written };
}

const fine = stepOf('dns', async () => ({ summary: 'fine' }));
const warns = stepOf('clock', async () => ({
  summary: 'late',
  findings: [finding({ severity: 'warning' })],
}));
const fails = stepOf('realm', async () => ({ summary: 'bad', findings: [finding()] }));

test.each<[string, Step[], Partial<DoctorOptions>, number]>([
  ['nothing is wrong', [fine], {}, 0],
  ['something is a warning', [fine, warns], {}, 0],
  ['a warning counts', [fine, warns], { strict: true }, 1],
  ['a step failed', [fails, fine], {}, 1],
])('has the exit code of its report when %s', async (_what, steps, options, exitCode) => {
  expect((await run(steps, options)).exitCode).toBe(exitCode);
});

test('a script gets one object, which names its version, the steps and the exit code [doctor/Report for a script]', async () => {
  const { stdout, stderr } = await run([fine, fails], { json: true });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    status: 'failed',
    exitCode: 1,
    files: [expect.stringContaining('app-config.yaml')],
    counts: { failed: 1, warning: 0, ok: 1, skipped: 0 },
    tries: 1,
    durationMs: expect.any(Number),
    steps: [
      {
        id: 'dns',
        title: 'dns',
        status: 'ok',
        summary: 'fine',
        findings: [],
        durationMs: expect.any(Number),
      },
      expect.objectContaining({ id: 'realm', status: 'failed', findings: [finding()] }),
    ],
  });
});

test('--wait tries again until what was starting is up, and sends one message [doctor/Wait for servers that start]', async () => {
  let starts = 0;
  let messages = 0;
  const starting = stepOf('store', async () => {
    starts += 1;
    return starts > 1
      ? { summary: 'up' }
      : { summary: 'down', findings: [finding({ isTemporary: true })] };
  });
  const chats = stepOf('stream', async () => {
    messages += 1;
    return { summary: 'replied' };
  });
  const { exitCode, stdout } = await run([chats, starting], { wait: '60s' });
  expect(exitCode).toBe(0);
  expect(messages).toBe(1);
  expect(stdout).not.toContain('FAILED');
  expect(stdout).toContain('at try 2');
}, 20_000);

test('--wait ends with the report of the last try when the time is over', async () => {
  const down = stepOf('store', async () => ({
    summary: 'down',
    findings: [finding({ isTemporary: true })],
  }));
  const { exitCode, stdout } = await run([down], { wait: '100ms' });
  expect(exitCode).toBe(1);
  expect(stdout.match(/FAILED/g)).toHaveLength(1);
});

test('--wait does not try again what time cannot fix [doctor/Wait ends at a lasting failure]', async () => {
  const { exitCode, stdout } = await run([fails], { wait: '60s', json: true });
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ tries: 1 });
});

test('Ctrl-C reports what is known so far [doctor/Interrupted run]', async () => {
  const controller = new AbortController();
  const hangs = stepOf('realm', () => {
    controller.abort();
    return new Promise(() => {});
  });
  const { exitCode, stdout } = await run(
    [fine, hangs],
    { json: true },
    { signal: controller.signal },
  );
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'interrupted',
    exitCode: 130,
    steps: [{ id: 'dns', status: 'ok' }],
  });
});

test('text for a pipe has no colours, and none with NO_COLOR', async () => {
  expect((await run([fails])).stdout).not.toContain('\u001B');
  expect((await run([fails], {}, { isTTY: true })).stdout).toContain('\u001B[31m');
  const quiet = await run([fails], {}, { isTTY: true, env: { NO_COLOR: '1' } });
  expect(quiet.stdout).not.toContain('\u001B');
});

test.each(['', 'team1/', '/weather', '--strict', "x'; id", 'team1/weather?x'])(
  '--agent %j is no agent',
  async agent => {
    await expect(run([fine], { agent })).rejects.toThrow('--agent needs');
  },
);
