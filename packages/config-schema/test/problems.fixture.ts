import { checkBoostConfig } from '../src/parse.ts';
import type { BoostConfigProblem } from '../src/problem.ts';

/** What every section of a test needs: a security mode and, for an account, a base URL. */
const needed = {
  security: { mode: 'full' },
  providers: { kagenti: { baseUrl: 'https://kagenti.example.com' } },
};

/** What is wrong with a `boost` section that has a security mode and a base URL besides what is given. */
export function problemsOf(section: object): readonly BoostConfigProblem[] {
  return checkBoostConfig({ boost: { ...needed, ...section } }).problems ?? [];
}

/** The same, as `path code`. */
export function codesOf(section: object): string[] {
  return problemsOf(section).map(({ path, code }) => `${path} ${code}`);
}
