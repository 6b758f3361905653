import { expect, test } from 'vitest';
import { formatProblem, repositoryRoot } from '../common/problem.ts';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { isAllowed, licenceProblems } from './licences.ts';

/** What the check says of a repository whose lock file has one package. */
function problemsOf(entry: object, file = 'package-lock.json'): string[] {
  const packages = { '': {}, 'node_modules/@scope/one': { version: '1.2.3', ...entry } };
  const root = scratchFolder({ [file]: JSON.stringify({ packages }) });
  commitAll(root);
  return licenceProblems(root).map(formatProblem);
}

const reported = (file: string, what: string) => [
  `${file}: @scope/one 1.2.3 ${what}, which is not on the list in tools/release/licences.ts. Read its licence file; add it there, or do without the package.`,
];

test('this repository passes', () => {
  expect(licenceProblems(repositoryRoot)).toEqual([]);
});

test.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'MPL-2.0'])(
  'a package that reaches users under %s is reported',
  license => {
    expect(problemsOf({ license })).toEqual(
      reported('package-lock.json', `has the licence ${license}`),
    );
  },
);

test('a package without a licence is reported, a tool too', () => {
  expect(problemsOf({ dev: true })).toEqual(reported('package-lock.json', 'names no licence'));
});

test('a tool may have a licence that a package for users may not', () => {
  expect(problemsOf({ dev: true, license: 'MPL-2.0' })).toEqual([]);
});

test('the lock files of other folders are read', () => {
  expect(problemsOf({ license: 'SSPL-1.0' }, 'benchmarks/package-lock.json')).toEqual(
    reported('benchmarks/package-lock.json', 'has the licence SSPL-1.0'),
  );
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-2.0)', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-2.0', false],
])('%s', (expression, allowed) => {
  expect(isAllowed(expression, new Set(['MIT', 'ISC']))).toBe(allowed);
});
