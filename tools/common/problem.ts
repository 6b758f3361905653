import { join } from 'node:path';

/** What a check found wrong. */
export interface Problem {
  /** The file, seen from the repository's folder; none when the whole repository is meant. */
  readonly file?: string;
  /** The line in it, from 1. */
  readonly line?: number;
  /** What is wrong and the way out, as a sentence. */
  readonly message: string;
}

/** `file:line: message`, which terminals and editors turn into a link. */
export function formatProblem({ file, line, message }: Problem): string {
  const place = [file, line].filter(part => part !== undefined).join(':');
  return place === '' ? message : `${place}: ${message}`;
}

/** Problems without those that are told already: what concerns the whole repository is found for each package. */
export function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map(problem => [formatProblem(problem), problem])).values()];
}

/** The repository's folder. */
export const repositoryRoot = join(import.meta.dirname, '..', '..');

/** Prints what a check found on this repository, and ends with exit code 1 when that is anything. */
export function report(problems: readonly Problem[]): void {
  for (const problem of problems) {
    console.log(formatProblem(problem));
  }
  if (problems.length > 0) {
    process.exitCode = 1;
  }
}

/** The line, from 1, at an offset of a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Runs a program of this repository: an error ends it with its message and exit code 1, without a stack. */
export function endWithMessage(program: () => void): void {
  try {
    program();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
