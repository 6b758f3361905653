import { expect, it } from 'vitest';
import { commentsAfter, findComments } from './comments.ts';

it.each([
  ['# a\nb: 1 # c\r\n', ['# a', '# c']],
  ['\uFEFF# a\n---\n# b\n...\n# c', ['# a', '# b', '# c']],
  ['a: "# no" # yes\nb: \'# no\'\nc: x#no\n', ['# yes']],
  ['a: | # yes\n  # no\n# yes, too\n', ['# yes', '# yes, too']],
  ['a: {b: 1, # c\n  d: 2} # e\n', ['# c', '# e']],
])('the comments of %j', (text, expected) => {
  const comments = findComments(text);
  expect(comments.map(comment => comment.text)).toEqual(expected);
  for (const { start, end, text: comment } of comments) {
    expect(text.slice(start, end).trimEnd()).toBe(comment);
  }
});

it('the comments after an edit', () => {
  const text = '# a\nb: 1 # b\n# c\n';
  const edits = [
    { start: 4, end: 13, text: 'x: 1 # x\n' },
    { start: 17, end: 17, text: '# z\n' },
  ];
  expect(commentsAfter(text, edits)).toEqual(['# a', '# x', '# c', '# z']);
});
