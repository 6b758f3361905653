// Subjects of commits fit one line of a terminal or of a list of commits: git, forges and mails cut longer ones.
import { git } from '../common/git.ts';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';

/** The most characters of a subject. */
const longest = 72;
/** When the rule began: earlier commits stay as they are. */
const since = '2026-11-27T15:00:00Z';

/** The commits up to today's whose subject is too long. */
export function subjectProblems(root: string): Problem[] {
  const log = git(root, 'log', `--since=${since}`, '--format=%h %s') ?? '';
  return log.split('\n').flatMap(line => {
    const [commit = '', ...words] = line.split(' ');
    const subject = words.join(' ');
    return subject.length <= longest
      ? []
      : [
          {
            message: `The subject of commit ${commit} has ${subject.length} characters, and may have ${longest}: "${subject}". Shorten it with \`git commit --amend\` or \`git rebase --interactive\`, and move the rest into the body.`,
          },
        ];
  });
}

if (import.meta.main) {
  report(subjectProblems(repositoryRoot));
}
