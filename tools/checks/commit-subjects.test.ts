import { expect, test } from 'vitest';
import { addFiles, commitAll, git, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { subjectProblems } from './commit-subjects.ts';

/** What the check says of a repository whose one commit has this subject, made at that time. */
function problemsOf(subject: string, date: string) {
  const root = scratchFolder();
  addFiles(root, { a: '' });
  commitAll(root);
  git(
    root,
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@example.com',
    'rebase',
    '--quiet',
    '--root',
    '--exec',
    `GIT_COMMITTER_DATE=${date} git commit --quiet --amend --message='${subject}'`,
  );
  return subjectProblems(root);
}

test('a subject of 73 characters is reported, and one of 72 is not', () => {
  const now = '2026-12-01T00:00:00Z';
  expect(problemsOf('a'.repeat(72), now)).toEqual([]);
  expect(problemsOf('a'.repeat(73), now)).toEqual([
    {
      message: expect.stringMatching(
        /^The subject of commit [0-9a-f]+ has 73 characters, and may have 72: "a{73}"\. Shorten it/,
      ),
    },
  ]);
});

test('a commit from before the rule stays as it is', () => {
  expect(problemsOf('a'.repeat(73), '2026-11-01T00:00:00Z')).toEqual([]);
});
