import { expect, test } from 'vitest';
import { obstacles, trustCommand } from './first-release.ts';

const ready = { version: false, publish: false, first: true, reason: '' };
const clean = { branch: 'main', changed: '', head: 'abc', pushed: 'abc' };

test('the first release is made from a clean main, once versions are set', () => {
  expect(obstacles(ready, clean)).toEqual([]);
  // A call that failed halfway may have created every package.
  expect(obstacles({ ...ready, publish: true, first: false }, clean)).toEqual([]);
});

test.each([
  [{ ...ready, version: true, first: false }, clean, /^Changesets wait\./],
  [{ ...ready, first: false }, clean, /^The registry has every version\./],
  [ready, { ...clean, branch: 'fix' }, /^This is the branch fix\./],
  [ready, { ...clean, changed: ' M README.md' }, /^Files have changed/],
  [ready, { ...clean, pushed: 'abd' }, /^The last commit is not that of main at origin\./],
  [ready, { ...clean, head: undefined, pushed: undefined }, /^The last commit is not/],
])('each obstacle is named: %j %j', (plan, state, reason) => {
  expect(obstacles(plan, state)).toEqual([expect.stringMatching(reason)]);
});

test('each package gets the workflow as its trusted publisher', () => {
  expect(trustCommand({ name: '@scope/a' }, 'owner/repository')).toBe(
    'npm trust github @scope/a --file release.yml --repo owner/repository --env npm --allow-publish',
  );
});
