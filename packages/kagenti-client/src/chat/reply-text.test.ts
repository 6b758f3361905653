import { expect, test } from 'vitest';
import { ReplyText } from './reply-text.ts';

const limit = 1024 * 1024;

test.each([0, 1, 1023, 1024, 1025, 5000])(
  '%i pieces are joined in order [kagenti-chat-streaming/Result of a reply]',
  count => {
    const pieces = Array.from({ length: count }, (_none, index) => `${index} `);
    const text = new ReplyText();
    for (const piece of pieces) text.append(piece);

    expect(text.toString()).toBe(pieces.join(''));
  },
);

test('the first characters are kept, up to the limit [kagenti-chat-streaming/Endless reply takes no more memory]', () => {
  const text = new ReplyText();
  text.append('a');
  for (let count = 0; count < 3; count += 1) text.append('x'.repeat(limit / 2));
  text.append('more');

  expect(text.toString()).toBe(`a${'x'.repeat(limit - 1)}`);
});

test('pieces that are smaller than a word stay small [kagenti-chat-streaming/Endless reply takes no more memory]', () => {
  const text = new ReplyText();
  for (let count = 0; count < 2 * limit; count += 1) text.append('y');

  expect(text.toString()).toBe('y'.repeat(limit));
});
