import { expect, it } from 'vitest';
import { answerText } from './answer-text.ts';

it.each([
  ['no question', undefined, 'Brno'],
  ['a question without an id', {}, 'Brno'],
  ['a question with an id', { requestId: 'q1' }, 'Brno (request q1)'],
])('writes the answer to %s', (_, question, expected) => {
  expect(answerText('Brno', question)).toBe(expected);
});
