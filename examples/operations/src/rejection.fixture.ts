import { expect } from 'vitest';

/** What a call rejects with; a call that succeeds fails the test. */
export async function rejection(call: PromiseLike<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([call]);
  expect(outcome).toHaveProperty('status', 'rejected');
  return outcome.status === 'rejected' ? outcome.reason : undefined;
}
