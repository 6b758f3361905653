import type { Finding } from '../finding.ts';

type Wording = readonly [severity: Finding['severity'], message: string, hint: string];

const name = 'Write the path of the file, or the name of the variable, as text.';
const regular = 'Name a readable regular file of at most 5 MB.';

/** What can be wrong where a value is taken from elsewhere; `%` is the path of the file, where it is shown. */
const wordings = {
  include_neighbours: [
    'error',
    'has another key beside $env, $file or $include, so Backstage does not start',
    'Remove the other keys of the section.',
  ],
  include_not_text: ['error', 'has no text behind $env, $file or $include', name],
  include_empty: ['error', 'names nothing, because the default of its variable is empty', name],
  include_missing: [
    'error',
    'includes a file% that does not exist, so Backstage does not start',
    'Create it, or correct the path. A relative path starts in the folder of this file.',
  ],
  include_unreadable: ['error', 'includes a file% that could not be read', regular],
  include_format: [
    'error',
    'includes a file% of a format that Backstage does not read',
    'Include a file whose name ends in .yaml, .yml or .json.',
  ],
  include_fragment: [
    'error',
    'includes a part that the file% does not have',
    'Correct the path behind the "#".',
  ],
  include_loop: [
    'error',
    'includes a file% that includes this value again, which never ends',
    'Move the shared part to a separate file.',
  ],
  include_outside: [
    'error',
    'includes a file% outside the folder of this file, which was not read',
    'Move the file into the folder, or check with --allow-outside.',
  ],
  include_unread: [
    'warning',
    'was not checked, because the file that it includes is not read here',
    'Run "boost-config check" where the file is.',
  ],
  file_outside: [
    'error',
    'takes its value from a file% outside the folder of this file, which was not read',
    'Write the absolute path of a mounted file, or check with --allow-outside.',
  ],
  file_missing: [
    'warning',
    'was not checked, because the file% with its value does not exist here',
    'Check the path. Backstage does not start without the file.',
  ],
  file_unread: [
    'warning',
    'was not checked, because the file that contains its value is not read here',
    'Run "boost-config check" where the file is.',
  ],
  file_unreadable: ['error', 'takes its value from a file% that could not be read', regular],
} as const satisfies Readonly<Record<string, Wording>>;

/** What is wrong where a value is taken from elsewhere. */
export type IncludeProblem = keyof typeof wordings;

/**
 * The finding for such a problem, without its place.
 *
 * @param file - the path of the file as Backstage resolves it, where it may be shown
 */
export function describeIncludeProblem(problem: IncludeProblem, file?: string): Finding {
  const [severity, wording, hint] = wordings[problem];
  const message = wording.replace('%', () => (file === undefined ? '' : ` ${file}`));
  return { severity, code: problem, message, hint };
}

const pathOfFile = /^(?:\.{0,2}\/)?(?:[\w.@-]+\/)*[\w.@-]+$/;

/**
 * Whether a resolved text is a path that may be shown. Somebody may have written a secret in its place,
 * so it needs a folder or an extension, and no character that paths seldom have.
 */
export function isShownPath(text: string): boolean {
  return text.length <= 200 && pathOfFile.test(text) && /\/|\.[A-Za-z]{2,5}$/.test(text);
}
