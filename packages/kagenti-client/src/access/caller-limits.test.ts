import { expect, test } from 'vitest';
import { userCaller } from './caller.ts';

const refOf = (length: number) => 'user:default/'.padEnd(length, 'j');

test('a ref of 512 characters is a user, one of 513 is none [audit-identity/Bad ref is refused immediately]', () => {
  expect(userCaller(refOf(512)).ref).toBe(refOf(512));
  expect(() => userCaller(refOf(513))).toThrow('kind:namespace/name');
});
