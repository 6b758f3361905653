import { expect, test } from 'vitest';
import { finding, stepContext, stepOf } from '../../test/doctor-context.fixture.ts';
import { runSteps } from './run-steps.ts';
import type { StepOutcome } from './step.ts';

const canary = 'canary-5f1c0e';
const hanging = () => new Promise<StepOutcome>(() => {});

test('steps that need a failed one are skipped because of it, also over another step [doctor/Explained steps are skipped]', async () => {
  const reports = await runSteps(
    [
      stepOf('realm', async () => ({ summary: 'no realm', findings: [finding()] })),
      stepOf('client', hanging, { needs: ['realm'] }),
      stepOf('roles', hanging, { needs: ['client'] }),
      stepOf('store', async () => ({ summary: 'fine' })),
    ],
    stepContext(),
  );
  expect(reports.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'realm failed',
    'client skipped',
    'roles skipped',
    'store ok',
  ]);
  expect(reports[2]).toMatchObject({ because: ['realm'], summary: 'because of realm' });
});

test('a step that does not apply, and one that warns, stop no other', async () => {
  const reports = await runSteps(
    [
      stepOf('dns', async () => ({ skipped: 'no host' })),
      stepOf('tls', async () => ({ summary: '', findings: [finding({ severity: 'warning' })] })),
      stepOf('realm', async () => ({ summary: '' }), { needs: ['dns', 'tls'] }),
    ],
    stepContext(),
  );
  expect(reports.map(({ status }) => status)).toEqual(['skipped', 'warning', 'ok']);
});

test('a step that does not end is a failure of that step, and its signal is aborted [doctor/Hanging server]', async () => {
  let isAborted = false;
  const reports = await runSteps(
    [
      stepOf(
        'realm',
        ({ signal }) => {
          signal.addEventListener('abort', () => {
            isAborted = true;
          });
          return hanging();
        },
        { timeoutMs: 20 },
      ),
      stepOf('store', async () => ({ summary: 'fine' })),
    ],
    stepContext(),
  );
  expect(reports.map(({ status }) => status)).toEqual(['failed', 'ok']);
  expect(reports[0]?.findings).toMatchObject([{ code: 'timeout', isTemporary: true }]);
  expect(isAborted).toBe(true);
});

test.each<[string, () => Promise<StepOutcome>]>([
  ['rejects', async () => Promise.reject(new TypeError(`secret ${canary}`))],
  [
    'throws',
    () => {
      throw new TypeError(`secret ${canary}`);
    },
  ],
  ['rejects with text', async () => Promise.reject(canary)],
])(
  'a step that %s is a defect of boost, without its text [doctor/Step that throws]',
  async (_what, run) => {
    const reports = await runSteps(
      [stepOf('realm', run), stepOf('store', async () => ({ summary: 'fine' }))],
      stepContext(),
    );
    expect(reports.map(({ status }) => status)).toEqual(['failed', 'ok']);
    expect(reports[0]?.findings).toMatchObject([{ severity: 'error', code: 'internal' }]);
    expect(JSON.stringify(reports)).not.toContain(canary);
  },
);

test('after an interruption the steps that were done are reported', async () => {
  const controller = new AbortController();
  const reports = await runSteps(
    [
      stepOf('dns', async () => ({ summary: 'fine' })),
      stepOf('realm', () => {
        controller.abort();
        return hanging();
      }),
      stepOf('store', hanging),
    ],
    stepContext({}, { signal: controller.signal }),
  );
  expect(reports.map(({ id }) => id)).toEqual(['dns']);
});

test('a report of an earlier try counts, unless the step is skipped now', async () => {
  const sent = {
    id: 'stream',
    title: 'stream',
    status: 'ok',
    summary: 'sent',
    findings: [],
    durationMs: 1,
  } as const;
  const earlier = new Map([['stream', sent]] as const);
  const stream = stepOf('stream', hanging, { needs: ['agent'] });
  const ok = stepOf('agent', async () => ({ summary: 'fine' }));
  const bad = stepOf('agent', async () => ({ summary: 'bad', findings: [finding()] }));

  const [, again] = await runSteps([ok, stream], stepContext(), { earlier });
  expect(again).toBe(sent);
  const [, skipped] = await runSteps([bad, stream], stepContext(), { earlier });
  expect(skipped?.status).toBe('skipped');
});

test('a text of a server may be long, and is clipped', async () => {
  const long = 'x'.repeat(100_000);
  const step = stepOf('realm', async () => ({
    summary: long,
    findings: [finding({ message: long, remedy: long })],
  }));
  const [report] = await runSteps([step], stepContext());
  expect(JSON.stringify(report).length).toBeLessThan(10_000);
});
