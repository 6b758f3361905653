import { expect, test } from 'vitest';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { planRelease } from './release-plan.ts';

/** A repository with a package at 1.0.0. */
function repository(files: Record<string, string> = {}): string {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/a/package.json': JSON.stringify({ name: '@scope/a', version: '1.0.0' }),
    ...files,
  });
  commitAll(root);
  return root;
}

const nothing = { has: () => false, knows: () => false };
const older = { has: () => false, knows: () => true };
const everything = { has: () => true, knows: () => true };

test('while changesets wait, versions are set and nothing is published', () => {
  const root = repository({ '.changeset/a.md': "---\n'@scope/a': minor\n---\n\nNew.\n" });

  expect(planRelease(root, nothing)).toMatchObject({ version: true, publish: false });
});

test('a changeset that cannot be read holds a release back too', () => {
  expect(planRelease(repository({ '.changeset/a.md': 'New.\n' }), nothing)).toMatchObject({
    version: true,
    publish: false,
  });
});

test('a version that the registry does not have is published', () => {
  expect(planRelease(repository(), older)).toEqual({
    version: false,
    publish: true,
    first: false,
    reason: 'To publish: @scope/a 1.0.0.',
  });
});

test('a package that the registry does not know is left to a person', () => {
  expect(planRelease(repository(), nothing)).toEqual({
    version: false,
    publish: false,
    first: true,
    reason:
      'To publish: @scope/a 1.0.0. The registry does not know @scope/a yet, and the workflow may not create a package: run `npm run release:first`, as "The first release" in docs/releasing.md says.',
  });
});

test('where the registry has every version, nothing is done', () => {
  expect(planRelease(repository(), everything)).toMatchObject({ version: false, publish: false });
});
