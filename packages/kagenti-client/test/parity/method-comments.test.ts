import { type Operation, operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { methodComment } from './method-comments.fixture.ts';

/** What every comment says of its operation, in the same words. */
function accessSentence({ permission, role, featureFlag }: Operation): string {
  if (permission === null) return 'Public: no permission is needed, and no token is sent.';
  const neededRole = role === null ? 'no role' : `role ${role}`;
  const flag = featureFlag === null ? '' : `, feature flag \`${featureFlag}\``;
  return `Permission \`${permission}\`, ${neededRole}${flag}.`;
}

test.each(operations.map(row => [row.operation, row] as const))(
  'the comment of %s says who may call it [kagenti-api/Every operation has its method]',
  (name, row) => {
    const comment = methodComment(name);

    expect(comment).toContain(accessSentence(row));
    expect(comment?.match(/Permission `|Public: /g)).toHaveLength(1);
  },
);

test.each(operations.filter(row => row.method !== 'GET').map(row => [row.operation, row] as const))(
  'the comment of %s says whether it is sent twice',
  (name, row) => {
    expect(methodComment(name)?.includes('Never sent twice.')).toBe(!row.safeToRepeat);
  },
);

test('every method names what it throws', () => {
  const silent = operations.filter(row => !methodComment(row.operation)?.includes('@throws'));

  expect(silent).toEqual([]);
});

test('a comment with another permission, role or flag is found', () => {
  const comment = methodComment('skills.get') ?? '';
  const right = operations.find(row => row.operation === 'skills.get');
  if (right === undefined) throw new Error('There is no skills.get.');
  const wrong: Operation[] = [
    { ...right, permission: 'boost.kagenti.admin' },
    { ...right, permission: null },
    { ...right, role: 'operator' },
    { ...right, role: null },
    { ...right, featureFlag: 'externalSkills' },
    { ...right, featureFlag: null },
  ];

  expect(comment).toContain(accessSentence(right));
  expect(wrong.filter(row => comment.includes(accessSentence(row)))).toEqual([]);
});
