import { expect, onTestFinished, test, vi } from 'vitest';
import { jane, NumberedTokens, rejection } from '../../test/fixtures/test-client.fixture.ts';
import { createKagentiClient } from './index.ts';

const requestTimeoutMs = 5_000;

test('a call that waits for its permission ends after exactly twice requestTimeoutMs [kagenti-api/Client from app-config]', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const config = {
    boost: {
      security: { mode: 'full' },
      providers: { kagenti: { baseUrl: 'https://kagenti.example.com', requestTimeoutMs } },
    },
  };
  await using kagenti = createKagentiClient(config, {
    tokens: new NumberedTokens(),
    // Never answers: the call is still before its first byte, so no other clock can end it.
    authorize: () => new Promise<boolean>(() => undefined),
  });
  let isOver = false;
  const ending = rejection(kagenti.asUser(jane).agents.list()).finally(() => {
    isOver = true;
  });

  await vi.advanceTimersByTimeAsync(2 * requestTimeoutMs - 1);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);

  expect(isOver).toBe(true);
  expect(await ending).toMatchObject({ name: 'KagentiTimeoutError', clock: 'total' });
});
