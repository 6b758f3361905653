import { expect, test } from 'vitest';
import { finding } from '../../test/doctor-context.fixture.ts';
import type { StepReport, StepStatus } from './run-steps.ts';
import type { Finding } from './step.ts';
import { pause, readDuration, temporaryFailures } from './wait.ts';

test.each([
  ['500ms', 500],
  ['90s', 90_000],
  ['1.5m', 90_000],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['60', 60_000],
])('%s is a duration', (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds);
});

test.each(['', '0s', '-1s', '2 m', '2d', 'soon', '25h', '1e3s', '60sec'])(
  '%j is no duration',
  text => {
    expect(() => readDuration(text)).toThrow('such as 90s');
  },
);

const reportOf = (status: StepStatus, ...findings: Finding[]): StepReport => ({
  id: 'realm',
  title: 'Realm',
  status,
  summary: '',
  findings,
  durationMs: 0,
});
const temporary = finding({ isTemporary: true });

test('it is worth waiting only where every failure may pass', () => {
  const starting = reportOf('failed', temporary, finding({ severity: 'warning' }));
  const wrong = reportOf('failed', temporary, finding());
  expect(temporaryFailures([reportOf('ok'), starting])).toEqual([starting]);
  expect(temporaryFailures([starting, wrong])).toEqual([]);
  expect(temporaryFailures([reportOf('ok'), reportOf('skipped')])).toEqual([]);
});

test('a pause ends with its signal, without an error', async () => {
  const controller = new AbortController();
  const waiting = pause(60_000, controller.signal);
  controller.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(pause(60_000, controller.signal)).resolves.toBeUndefined();
});
