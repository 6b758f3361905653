import { checkBoostConfig } from '../src/parse.ts';
import type { BoostConfigProblem } from '../src/problem.ts';

/** What is wrong with a `boost` section that has a security mode besides what is given. */
export function problemsOf(section: object): readonly BoostConfigProblem[] {
  return checkBoostConfig({ boost: { security: { mode: 'full' }, ...section } }).problems ?? [];
}

/** The same, as `path code`. */
export function codesOf(section: object): string[] {
  return problemsOf(section).map(({ path, code }) => `${path} ${code}`);
}
