import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isError } from '@rhdh-boost/internal/error-name';
import type { Finding } from '../finding.ts';
import { maxInputBytes } from '../source/input-limit.ts';

const run = promisify(execFile);

/** The way out of a baseline above the limit: no table of fields comes near it. */
export const notThatLarge = 'A fields.json is never that large: check which file was named.';

/** A file of a commit, or why there is none. */
export type GitText =
  | { readonly text: string; readonly name: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly name?: undefined; readonly problem: Finding };

/**
 * Reads a file as a commit has it, from the repository that a folder is in.
 *
 * @param ref - a commit, tag or branch
 * @param paths - where the file may be, tried in this order; seen from the folder when they start
 *   with `./` or `../`, else from the repository's own folder
 * @param cwd - the folder
 */
export async function readGitText(
  ref: string,
  paths: readonly string[],
  cwd: string,
): Promise<GitText> {
  const inside = await git(cwd, 'rev-parse', '--is-inside-work-tree');
  if (inside.failure === 'ENOENT') {
    return refuse(
      'no_git',
      `${ref} is no file, and git could not be started to look for a commit`,
      'Install git, or name a file.',
    );
  }
  if (inside.output !== 'true\n') {
    return refuse(
      'no_repository',
      `${ref} is not a file, and the current folder is not in a git repository`,
      'Go to the repository, or name a file.',
    );
  }
  const commit = await findCommit(ref, cwd);
  if (commit === undefined) {
    return refuse(
      'unknown_ref',
      `${JSON.stringify(ref)} is neither a file nor a commit, tag or branch of this repository`,
      ref.includes(':')
        ? 'Name the commit alone, and the path in it with --path.'
        : 'Check the spelling; in a shallow clone, fetch the commit or its tag first.',
    );
  }
  for (const path of paths) {
    const { output, failure } = await git(cwd, 'cat-file', 'blob', `${commit}:${path}`);
    if (output !== undefined) return { text: output, name: `${ref}:${path}` };
    if (failure === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
      return refuse(
        'too_large',
        `${ref}:${path} is larger than 5 MB and was not read`,
        notThatLarge,
      );
    }
  }
  return refuse(
    'no_field_table',
    `${ref} has no table of fields; tried ${paths.join(', ')}`,
    'Name its path in the repository with --path.',
  );
}

/**
 * The name of the commit that a ref leads to. It is asked for in two steps, each of which gives one
 * name and nothing that git could take for an option, a range or a path: in `:/text`, all that
 * follows is text, a `^{commit}` too.
 */
async function findCommit(ref: string, cwd: string): Promise<string | undefined> {
  const ask = async (name: string) => {
    const answer = await git(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', name);
    return answer.output?.trim();
  };
  const object = await ask(ref);
  // What begins with ^ excludes a commit, and is none.
  return object === undefined || object.startsWith('^') ? undefined : ask(`${object}^{commit}`);
}

interface GitAnswer {
  readonly output?: string;
  /** Why there is no output: a code of Node's, or git's exit code. */
  readonly failure?: unknown;
}

async function git(cwd: string, ...options: readonly string[]): Promise<GitAnswer> {
  try {
    const { stdout } = await run('git', options, {
      cwd,
      encoding: 'utf8',
      maxBuffer: maxInputBytes,
    });
    return { output: stdout };
  } catch (error) {
    return { failure: isError(error) && 'code' in error ? error.code : error };
  }
}

function refuse(code: string, message: string, hint: string): GitText {
  return { problem: { severity: 'error', code, message, hint } };
}
