import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProgressLine, withProgress } from './progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function terminal({
  isTTY = true,
  env = {},
}: {
  isTTY?: boolean;
  env?: Record<string, string>;
} = {}) {
  const written: string[] = [];
  return { written, env, stderr: { isTTY, write: (text: string) => written.push(text) } };
}

test('what takes more than a second is shown, and removed when it is done [boost-command/Progress is shown on a terminal]', async () => {
  const context = terminal();
  const work = withProgress(
    context,
    'Listing agents',
    () => new Promise(resolve => setTimeout(resolve, 2500, 'done')),
  );
  vi.advanceTimersByTime(999);
  expect(context.written).toEqual([]);
  await vi.advanceTimersByTimeAsync(1501);
  expect(await work).toBe('done');
  expect(context.written).toEqual([
    '\r\u001B[2KListing agents: 1 s',
    '\r\u001B[2KListing agents: 2 s',
    '\r\u001B[2K',
  ]);
});

test('the line is removed when the work fails', async () => {
  const context = terminal();
  const work = withProgress(context, 'Listing', async () => {
    await new Promise(resolve => setTimeout(resolve, 1500));
    throw new TypeError('broken');
  });
  const failure = work.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1500);
  expect(await failure).toMatchObject({ message: 'broken' });
  expect(context.written.at(-1)).toBe('\r\u001B[2K');
});

test.each([
  ['elsewhere than on a terminal', { isTTY: false }],
  ['on a terminal that cannot remove a line', { env: { TERM: 'dumb' } }],
])('nothing is written %s', (_name, place) => {
  const context = terminal(place);
  using line = new ProgressLine(context);
  line.show('Listing agents');
  vi.advanceTimersByTime(5000);
  line.clear();
  expect(context.written).toEqual([]);
});

test('another text replaces the line immediately, is printable and fits the terminal', () => {
  const context = terminal();
  using line = new ProgressLine(context);
  line.show('One');
  vi.advanceTimersByTime(1000);
  line.show(`Two\u001B[31m${'x'.repeat(200)}`);
  expect(context.written[1]).toBe(`\r\u001B[2KTwo\\u001b[31m${'x'.repeat(57)}: 1 s`);
  expect(context.written[1]?.length).toBeLessThan(85);
});
