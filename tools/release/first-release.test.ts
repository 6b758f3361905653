import { expect, test } from 'vitest';
import { obstacles, trustCommand } from './first-release.ts';

const ready = { version: false, publish: true, reason: '' };
const clean = { branch: 'main', changed: '' };

test('the first release is made from a clean main, once versions are set', () => {
  expect(obstacles(ready, clean)).toEqual([]);
});

test.each([
  [{ ...ready, version: true, publish: false }, clean, /^Changesets wait\./],
  [{ ...ready, publish: false }, clean, /^The registry has every version\./],
  [ready, { ...clean, branch: 'fix' }, /^This is the branch fix\./],
  [ready, { ...clean, changed: ' M README.md' }, /^Files have changed/],
])('each obstacle is named: %j %j', (plan, state, reason) => {
  expect(obstacles(plan, state)).toEqual([expect.stringMatching(reason)]);
});

test('each package gets the workflow as its trusted publisher', () => {
  expect(trustCommand({ name: '@scope/a' }, 'owner/repository')).toBe(
    'npm trust github @scope/a --file release.yml --repo owner/repository --env npm --allow-publish',
  );
});
