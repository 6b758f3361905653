import { expect, test } from 'vitest';
import { FaultQueue } from './fault-script.ts';

test.each([
  ['a misspelt kind', { kind: 'respnd', status: 503 }, 'respond, delay, hang, reset, cut'],
  ['no status', { kind: 'respond' }, 'status'],
  ['a delay in text', { kind: 'delay', delayMs: '20' }, 'delayMs'],
  ['no place to cut', { kind: 'cut' }, 'afterBytes'],
])('%s is refused [developer-tooling/What is no fault is refused]', (_what, wrong, named) => {
  const script = new FaultQueue();
  // As JavaScript gives it, past the types.
  for (const method of ['next', 'always']) {
    expect(() => Reflect.apply(Reflect.get(script, method), script, [wrong])).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(named) }),
    );
  }
  expect(script.pending).toBe(0);
});
