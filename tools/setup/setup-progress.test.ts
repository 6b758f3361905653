import { afterEach, expect, test, vi } from 'vitest';
import { createProgress } from './setup-progress.mjs';

afterEach(() => {
  vi.useRealTimers();
});

/** Runs one step on such an output, of three seconds unless given, and returns all that was written. */
async function progressOfAStep(
  isTTY: boolean,
  environment: Record<string, string> = {},
  duration = 3000,
) {
  vi.useFakeTimers();
  const written: string[] = [];
  const progress = createProgress({ isTTY, write: text => written.push(text) }, environment);
  const step = progress.step(
    'Building',
    () => new Promise<void>(done => setTimeout(done, duration)),
  );
  await vi.advanceTimersByTimeAsync(duration);
  await step;
  return written;
}

test('a step is two plain lines in a log', async () => {
  expect(await progressOfAStep(false)).toEqual(['Building …\n', 'Building: done after 3 s\n']);
});

test('Portal: a long step repeats its time in a log', async () => {
  expect(await progressOfAStep(false, {}, 70_000)).toEqual([
    'Building …\n',
    'Building: running for 30 s\n',
    'Building: running for 60 s\n',
    'Building: done after 70 s\n',
  ]);
});

test('a failed step says so in its second line', async () => {
  const written: string[] = [];
  const progress = createProgress({ isTTY: false, write: text => written.push(text) }, {});

  await expect(progress.step('Building', () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  expect(written).toEqual(['Building …\n', 'Building: failed after 0 s\n']);
});

test('the running step is rewritten each second', async () => {
  const written = await progressOfAStep(true, { NO_COLOR: '1' });

  expect(written).toEqual([
    '\r\u001b[2K… Building 0 s',
    '\r\u001b[2K… Building 1 s',
    '\r\u001b[2K… Building 2 s',
    '\r\u001b[2K✓ Building 3 s\n',
  ]);
});

test('colours stand on a terminal and nowhere else', async () => {
  const colour = '\u001b[36m';

  expect((await progressOfAStep(true)).join('')).toContain(colour);
  expect((await progressOfAStep(true, { NO_COLOR: '' })).join('')).toContain(colour);
  expect((await progressOfAStep(true, { NO_COLOR: '1' })).join('')).not.toContain(colour);
  expect((await progressOfAStep(false)).join('')).not.toContain('\u001b');
});
