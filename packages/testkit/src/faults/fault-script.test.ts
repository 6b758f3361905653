import { expect, test } from 'vitest';
import type { Fault } from './fault.ts';
import { FaultQueue } from './fault-script.ts';

const slow: Fault = { kind: 'delay', delayMs: 1 };
const broken: Fault = { kind: 'reset' };
const hanging: Fault = { kind: 'hang' };

test('queued faults are met in their order, then none [developer-tooling/Fault meets the requests that it was queued for]', () => {
  const faults = new FaultQueue();
  faults.next(slow);
  faults.next(broken, { times: 2 });

  expect(faults.pending).toBe(3);
  expect([1, 2, 3, 4].map(() => faults.take())).toEqual([slow, broken, broken, undefined]);
  expect(faults.pending).toBe(0);
});

test('a fault of an operation waits for it [developer-tooling/Fault meets the requests that it was queued for]', () => {
  const faults = new FaultQueue();
  faults.next(slow, { operation: 'agents.list' });
  faults.next(broken);

  expect(faults.take('tools.list')).toBe(broken);
  expect(faults.take('tools.list')).toBeUndefined();
  expect(faults.take('agents.list')).toBe(slow);
});

test('a lasting fault is met whenever none is queued, the one of the operation first [developer-tooling/Fault meets the requests that it was queued for]', () => {
  const faults = new FaultQueue();
  faults.always(hanging);
  faults.always(broken, { operation: 'agents.list' });
  faults.next(slow);

  expect(faults.pending).toBe(1);
  expect(faults.take('agents.list')).toBe(slow);
  expect(faults.take('agents.list')).toBe(broken);
  expect(faults.take('agents.list')).toBe(broken);
  expect(faults.take()).toBe(hanging);
});

test('after clear there is none [developer-tooling/Fault meets the requests that it was queued for]', () => {
  const faults = new FaultQueue();
  faults.next(slow);
  faults.always(broken);

  faults.clear();

  expect(faults.take()).toBeUndefined();
  expect(faults.pending).toBe(0);
});

test.each([0, -1, 1.5])('%d times is refused', times => {
  expect(() => new FaultQueue().next(slow, { times })).toThrow(RangeError);
});
