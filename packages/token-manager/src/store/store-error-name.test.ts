import { expect, test } from 'vitest';
import { storeErrorName } from './store-error-name.ts';

test.each([
  'NOAUTH',
  'WRONGPASS',
  'NOPERM',
  'READONLY',
  'LOADING',
  'MASTERDOWN',
  'CLUSTERDOWN',
  'MISCONF',
  'MOVED',
  'OOM',
])(
  "a refusal of Redis's is told by the word that it begins with: %s [shared-token-store/Store is down]",
  word => {
    expect(storeErrorName(new Error(`${word} what follows may hold a password`))).toBe(word);
  },
);

test.each<[string, unknown]>([
  ['which the word is only a part of', new Error('OOMPH: no')],
  ['that ends in the word', new Error('it was OOM ')],
  ['of nothing but the word', new Error('OOM')],
  ['of an object that is no error', { message: 'OOM command not allowed' }],
  ['that is no text', Object.assign(new Error('x'), { message: 7 })],
])('a message %s gives no name [shared-token-store/Store is down]', (_what, error) => {
  expect(storeErrorName(error)).toBeUndefined();
});

test("the word of Redis's stands before the name of the error [shared-token-store/Store is down]", () => {
  const error = Object.assign(new Error('READONLY You can not write against a read only replica'), {
    name: 'ReplyError',
  });
  expect(storeErrorName(error)).toBe('READONLY');
});
