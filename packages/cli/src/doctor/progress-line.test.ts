import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boostContext } from '../../test/doctor-context.fixture.ts';
import { ProgressLine } from './progress-line.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what takes long is shown on a terminal, in one line that is cleared', () => {
  const { context, written } = boostContext({ isTTY: true });
  const line = new ProgressLine(context);
  line.show('Realm');
  expect(written.stderr).toBe('');
  vi.advanceTimersByTime(600);
  line.show('Realm: asking\nKeycloak');
  line.clear();
  expect(written.stderr.split('\r\u001B[2K')).toEqual([
    '',
    '... Realm',
    '... Realm: asking\\u000aKeycloak',
    '',
  ]);
});

test('what is over soon is not shown', () => {
  const { context, written } = boostContext({ isTTY: true });
  const line = new ProgressLine(context);
  line.show('Realm');
  line.clear();
  vi.advanceTimersByTime(600);
  expect(written.stderr).toBe('');
});

test.each([
  ['no terminal', boostContext()],
  ['a dumb one', boostContext({ isTTY: true, env: { TERM: 'dumb' } })],
])('on %s nothing is written', (_what, { context, written }) => {
  const line = new ProgressLine(context);
  line.show('Realm');
  vi.advanceTimersByTime(600);
  line.clear();
  expect(written.stderr).toBe('');
});
