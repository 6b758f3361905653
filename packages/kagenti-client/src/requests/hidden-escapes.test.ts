import { expect, test } from 'vitest';
import { pathProblem } from './path-spelling.ts';

test.each(['%2f', '%5C', '%00', '%1f', '%7F', '%252f', '%255c', '%2541', '%25252f'])(
  'a path with %s in a segment is refused [kagenti-api/Other spelling of a known path is refused]',
  escape => {
    expect(pathProblem(`/api/v2/new/a${escape}b`)).toMatch(/^hides /);
  },
);

test('an encoded percent sign that escapes nothing is taken [kagenti-api/Newer path is reached]', () => {
  expect(pathProblem('/api/v2/new/100%25')).toBeUndefined();
});
