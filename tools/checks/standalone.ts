// Tracked files name nothing of the machine that they were written on, and no package registry: registries are read
// from npm's own configuration.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { lineAt, type Problem, report, repositoryRoot } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';

/** What may stand in no tracked file. */
interface Ban {
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Paths of the machine that the check runs on, and of people's machines elsewhere. */
function machinePaths(root: string): RegExp {
  const paths = [root, homedir()].filter(path => path !== '/').map(escaped);
  return new RegExp(
    String.raw`(?<![\w.}~-])(?:${paths.join('|')}|/(?:home|Users)/[a-z][\w.-]*)(?![\w-])`,
    'g',
  );
}

const bans = (root: string): Ban[] => [
  {
    pattern: machinePaths(root),
    message: found => `"${found}" is a path of one machine. Use a path inside the repository.`,
  },
  {
    // The hosts of the registries of npm, Maven, PyPI, Rust, Go and Debian, without naming one here.
    pattern:
      /\b(?:registry\.(?:npmj|yarnpk)\w*|repo\d?\.maven\w*|(?:files\.)?py(?:pi|thonhosted)\.org|static\.crates|proxy\.golang|deb\.debia\w+)(?:\.[a-z.]+)?/g,
    message: found =>
      `"${found}" is a registry's host. Leave it to npm's (or Maven's) own configuration.`,
  },
];

/** Download addresses that a lock file keeps. */
const resolvedAddress = /"resolved": "https?:[^"]*"/g;

/** Every place where a tracked file names a machine or a registry. */
export function standaloneProblems(root: string): Problem[] {
  const banned = bans(root);
  return trackedFiles(root).flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8');
    if (text.includes('\0')) {
      return []; // not a text
    }
    const found = banned.flatMap(({ pattern, message }) =>
      Array.from(text.matchAll(pattern), match => ({
        file,
        line: lineAt(text, match.index),
        message: message(match[0]),
      })),
    );
    const addresses = file.endsWith('package-lock.json')
      ? Array.from(text.matchAll(resolvedAddress))
      : [];
    return found.concat(
      addresses.slice(0, 1).map(({ index }) => ({
        file,
        line: lineAt(text, index),
        message: `The lock file keeps ${addresses.length} download addresses. "omit-lockfile-registry-resolved=true" stands in .npmrc: run \`npm install\` with it.`,
      })),
    );
  });
}

if (import.meta.main) {
  report(standaloneProblems(repositoryRoot));
}
