import { expect, test } from 'vitest';
import { formatProblem, repositoryRoot } from '../common/problem.ts';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { isAllowed, licenceProblems } from './licences.ts';

/** What the check says of a repository whose lock file has one package. */
function problemsOf(
  entry: object,
  file = 'package-lock.json',
  files: Readonly<Record<string, string>> = {},
): string[] {
  const packages = { '': {}, 'node_modules/@scope/one': { version: '1.2.3', ...entry } };
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    [file]: JSON.stringify({ packages }),
    ...files,
  });
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

test('a dev dependency that is bundled is judged as a package for users', () => {
  const bundled = {
    'packages/a/package.json': JSON.stringify({ name: '@scope/a', version: '1.0.0' }),
    'packages/a/dist/THIRD-PARTY-LICENSES': 'Code of:\n\n@scope/one 1.2.3 (MPL-2.0)\n',
  };

  expect(problemsOf({ dev: true, license: 'MPL-2.0' }, 'package-lock.json', bundled)).toEqual(
    reported('package-lock.json', 'has the licence MPL-2.0'),
  );
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
  ['(MIT OR Apache-2.0) AND GPL-3.0-only', false],
  ['GPL-3.0-only AND (MIT OR ISC)', false],
  ['GPL-3.0-only AND MIT OR ISC', true],
  ['GPL-3.0-only OR (ISC AND (GPL-2.0 OR MIT))', true],
  ['MIT WITH Some-exception', false],
  ['(MIT', false],
  ['MIT)', false],
  ['MIT OR', false],
  ['OR OR MIT', false],
  ['ISC OR (MIT', false],
  ['', false],
])('%s', (expression, allowed) => {
  expect(isAllowed(expression, new Set(['MIT', 'ISC']))).toBe(allowed);
});
