import type { Finding } from '../finding.ts';

type Wording = readonly [severity: Finding['severity'], message: string, hint: string];

const name = 'Write the name of the file, or of the variable, as text.';

/** What can be wrong where a value is taken from elsewhere. Names of files are values: none is told. */
const wordings = {
  include_neighbours: [
    'error',
    'has other keys beside $env, $file or $include, which stops the whole app',
    'Leave that key alone in its section.',
  ],
  include_not_text: ['error', 'has something other than text after $env, $file or $include', name],
  include_empty: ['error', 'is left without a name by the empty default of its variable', name],
  include_missing: [
    'error',
    'includes a file that does not exist, which stops the whole app',
    'Create it, or correct its name; a relative name starts from the folder of this file.',
  ],
  include_unreadable: [
    'error',
    'includes a file that could not be read',
    'Name a regular file that may be read, of at most 5 MB.',
  ],
  include_format: [
    'error',
    'includes a file of a kind that Backstage does not read',
    'Include a file whose name ends in .yaml, .yml or .json.',
  ],
  include_fragment: [
    'error',
    'includes a part that its file does not have',
    'Correct the path behind the "#".',
  ],
  include_loop: [
    'error',
    'includes what it is a part of, which Backstage would follow without end',
    'Move the shared part to a file of its own.',
  ],
  include_outside: [
    'error',
    'includes a file outside the folder of this one, which was not read',
    'Move the file into the folder, or check with --allow-outside.',
  ],
  include_unread: [
    'warning',
    'was not checked, because the file that it includes is not read here',
    'Run "boost-config check" where the file is.',
  ],
  file_outside: [
    'error',
    'takes its value from a file outside the folder of this one, which was not read',
    'Give the absolute path of a mounted file, or check with --allow-outside.',
  ],
  file_missing: [
    'warning',
    'was not checked, since the file that contains its value is not here',
    'Check the path; Backstage does not start without the file.',
  ],
  file_unread: [
    'warning',
    'was not checked, because the file that contains its value is not read here',
    'Run "boost-config check" where the file is.',
  ],
  file_unreadable: [
    'error',
    'takes its value from a file that could not be read',
    'Name a regular file that may be read, of at most 5 MB.',
  ],
} as const satisfies Readonly<Record<string, Wording>>;

/** What is wrong where a value is taken from elsewhere. */
export type IncludeProblem = keyof typeof wordings;

/** The finding for such a problem, without its place. */
export function describeIncludeProblem(problem: IncludeProblem): Finding {
  const [severity, message, hint] = wordings[problem];
  return { severity, code: problem, message, hint };
}
