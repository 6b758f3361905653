import { expect, test } from 'vitest';
import { FaultQueue } from './fault-script.ts';

test.each([
  ['a misspelt kind', { kind: 'respnd', status: 503 }, 'respond, delay, hang, reset, cut'],
  ['no status', { kind: 'respond' }, 'status'],
  ['a delay in text', { kind: 'delay', delayMs: '20' }, 'delayMs'],
  ['a delay into the past', { kind: 'delay', delayMs: -1 }, 'delayMs'],
  ['no place to cut', { kind: 'cut' }, 'afterBytes'],
  ['a cut within a byte', { kind: 'cut', afterBytes: 0.5 }, 'afterBytes'],
  ['a status that cannot be sent', { kind: 'respond', status: 99 }, '100 to 999'],
  ['a misspelt phase', { kind: 'reset', phase: 'bdoy' }, 'phase, one of request, headers'],
  ['an answer in a phase of the body', { kind: 'respond', status: 400, phase: 'body' }, 'phase'],
  ['a place in no section', { kind: 'reset', phase: 'header-section' }, 'afterBytes, 1 or more'],
  ['none of the section', { kind: 'cut', phase: 'header-section', afterBytes: 0 }, '1 or more'],
  ['bytes before the answer', { kind: 'hang', phase: 'response', afterBytes: 3 }, 'no afterBytes'],
  ['bytes without a phase', { kind: 'reset', afterBytes: 3 }, 'phase headers has no afterBytes'],
  ['a misspelt field', { kind: 'hang', phse: 'body' }, 'no "phse"; it may have phase'],
  ['a field of another kind', { kind: 'delay', delayMs: 1, body: 'x' }, 'no "body"'],
  ['a number as the body', { kind: 'respond', status: 400, body: 5 }, 'body, text, bytes'],
  ['null as the body', { kind: 'respond', status: 400, body: null }, 'body, text, bytes'],
  [
    'a buffer that is no Uint8Array',
    { kind: 'respond', status: 400, body: new ArrayBuffer(2) },
    'bytes (a Uint8Array)',
  ],
  ['headers in text', { kind: 'respond', status: 400, headers: 'a: b' }, 'headers as an object'],
  ['a header in a number', { kind: 'respond', status: 400, headers: { age: 3 } }, '"age" as text'],
  ['a header of no name', { kind: 'respond', status: 400, headers: { 'a b': '' } }, '"a b"'],
  ['a header in two lines', { kind: 'respond', status: 400, headers: { a: 'b\r\nc' } }, '"a"'],
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
