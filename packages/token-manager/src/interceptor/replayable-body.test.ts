import { Readable } from 'node:stream';
import { FormData } from 'undici';
import { expect, test } from 'vitest';
import { isReplayable } from './replayable-body.ts';

test.each<[string, unknown]>([
  ['none', undefined],
  ['null', null],
  ['text', 'hello'],
  ['empty text', ''],
  ['a Buffer', Buffer.from('hello')],
  ['a typed array', new Uint8Array(5)],
  ['an ArrayBuffer', new ArrayBuffer(5)],
  ['a Blob', new Blob(['hello'])],
  ["undici's FormData", new FormData()],
])('%s as body can be sent again', (_what, body) => {
  expect(isReplayable(body)).toBe(true);
});

test.each<[string, unknown]>([
  ['a stream', Readable.from(['a'])],
  ['a web stream', new Blob(['a']).stream()],
  ['an iterator', ['a'].values()],
  ['a list', ['a']],
  ['an object', {}],
])('%s as body cannot be sent again', (_what, body) => {
  expect(isReplayable(body)).toBe(false);
});
