// The licences of everything that the lock files install: of what reaches users, and of what only work on this
// repository needs. A package that is not on a list stops the check until somebody has looked at its licence.
import { join } from 'node:path';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';
import { publishedPackages } from '../common/workspaces.ts';
import { bundledInto } from './bundled-packages.ts';
import { type LockedPackage, lockedPackages } from './locked-packages.ts';

/** Licences that ask for no more than their text to be kept. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
]);

/** Besides, for tools: nothing of them is in a package. What is bundled is no tool. */
const forTools = new Set([
  ...permissive,
  'CC-BY-4.0',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'LGPL-3.0+',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** Packages whose package.json names no SPDX licence, with the one in their licence file. */
const read: Readonly<Record<string, string>> = {
  '@httptoolkit/httpolyglot@2.2.2': 'MIT',
  'base64-arraybuffer@0.1.5': 'MIT',
  'buildcheck@0.0.7': 'MIT',
  'busboy@1.6.0': 'MIT',
  'compute-gcd@1.2.1': 'MIT',
  'compute-lcm@1.1.2': 'MIT',
  'console-browserify@1.2.0': 'MIT',
  'cpu-features@0.0.10': 'MIT',
  'destroyable-server@1.1.1': 'Apache-2.0',
  'esprima@1.2.5': 'BSD-2-Clause',
  'exit@0.1.2': 'MIT',
  'express-promise-router@4.1.1': 'MIT',
  'gitconfiglocal@2.1.0': 'BSD-3-Clause',
  'only@0.0.2': 'MIT',
  'passport-strategy@1.0.0': 'MIT',
  'pause-stream@0.0.11': 'MIT OR Apache-2.0',
  'pause@0.0.1': 'MIT',
  'querystring-es3@0.2.1': 'MIT',
  'read-tls-client-hello@1.1.0': 'Apache-2.0',
  'spawndamnit@3.0.1': 'MIT',
  'ssh2@1.17.0': 'MIT',
  'streamsearch@1.1.0': 'MIT',
  'tosource@2.0.0-alpha.3': 'Zlib',
  'validate.io-function@1.0.2': 'MIT',
  'validate.io-integer-array@1.0.0': 'MIT',
  'validate.io-integer@1.0.5': 'MIT',
  'validate.io-number@1.0.3': 'MIT',
};

/** The licence of a package as an SPDX expression, or nothing where none is known. */
export function licenceOf({ name, version, license }: LockedPackage): string | undefined {
  return read[`${name}@${version}`] ?? license;
}

/**
 * Whether one of the licences of `A OR B`, or all of `A AND B`, are on a list. AND binds closer than OR, and brackets
 * group, as in SPDX expressions; what is no such expression is not allowed.
 */
export function isAllowed(expression: string, list: ReadonlySet<string>): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const takes = (token: string) => tokens[0] === token && tokens.shift() !== undefined;
  let isWhole = true;
  const one = (): boolean => {
    if (takes('(')) {
      const isInside = either();
      isWhole &&= takes(')');
      return isInside;
    }
    const licence = tokens.shift() ?? ')';
    isWhole &&= !['AND', 'OR', ')'].includes(licence);
    return list.has(licence);
  };
  const all = (): boolean => {
    let isSo = one();
    while (takes('AND')) isSo = one() && isSo;
    return isSo;
  };
  const either = (): boolean => {
    let isSo = all();
    while (takes('OR')) isSo = all() || isSo;
    return isSo;
  };
  return either() && isWhole && tokens.length === 0;
}

/** Packages of a lock file whose licence is not on the list. */
function problemsOf(root: string, folder: string): Problem[] {
  const bundled = new Set(
    publishedPackages(root).flatMap(workspace => bundledInto(root, workspace)),
  );
  return lockedPackages(root, folder).flatMap(locked => {
    const licence = licenceOf(locked);
    // A bundled package is a dev dependency here, and its code reaches users. The folders with a lock file of their own
    // are benchmarks and examples.
    const isTool = folder !== '.' || (locked.dev && !bundled.has(locked.name));
    const list = isTool ? forTools : permissive;
    if (licence !== undefined && isAllowed(licence, list)) return [];
    const has = licence === undefined ? 'names no licence' : `has the licence ${licence}`;
    return [
      {
        file: join(folder, 'package-lock.json'),
        message: `${locked.name} ${locked.version} ${has}, which is not on the list in tools/release/licences.ts. Read its licence file; add it there, or do without the package.`,
      },
    ];
  });
}

/** What the lock files of a repository install under another licence. */
export function licenceProblems(root: string): Problem[] {
  const files = trackedFiles(root, 'package-lock.json', '*/package-lock.json');
  return files.flatMap(file => problemsOf(root, file.replace(/\/?package-lock\.json$/, '') || '.'));
}

if (import.meta.main) {
  report(licenceProblems(repositoryRoot));
}
