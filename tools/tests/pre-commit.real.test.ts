// The hook as pre-commit itself runs it, on the packages as npm packs them. It reads no source of ours:
// ../../packages/config-tools/dist is what is packed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skipsWithout } from '@rhdh-boost/test-support/requires-real';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
const missing = 'pre-commit is not on the PATH; "pip install pre-commit" installs it.';

describe.skipIf(skipsWithout('real pre-commit', hasPreCommit ? undefined : missing))(
  'the hook of pre-commit',
  () => {
    let folder = '';
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
        cwd: folder,
      });

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'boost-hook-'));
      const packages = ['config-schema', 'config-tools'].map(name => `./packages/${name}`);
      execFileSync('npm', ['pack', ...packages, '--ignore-scripts', '--pack-destination', folder], {
        cwd: repositoryRoot,
        stdio: 'ignore',
      });
      const tarballs = readdirSync(folder).filter(name => name.endsWith('.tgz'));
      writeFileSync(join(folder, 'package.json'), '{ "private": true }');
      execFileSync(
        'npm',
        ['install', '--no-audit', '--no-fund', ...tarballs.map(name => `./${name}`)],
        {
          cwd: folder,
          stdio: 'ignore',
        },
      );
      git('init', '--quiet');
      writeFileSync(join(folder, 'good.yaml'), 'boost: { security: { mode: full } }\n');
      writeFileSync(join(folder, 'bad.yaml'), 'boost: { security: { mdoe: full, mode: full } }\n');
      writeFileSync(join(folder, 'service.yaml'), 'kind: Service\n---\nkind: Deployment\n');
      git('add', '*.yaml');
      git('commit', '--quiet', '--message', 'files');
    }, 300_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Runs the hook of this repository, with its uncommitted changes, on files of the folder. */
    function tryHook(...files: readonly string[]) {
      const which = files.length === 0 ? ['--all-files'] : ['--files', ...files];
      const args = ['try-repo', repositoryRoot, 'boost-config', '--verbose', ...which];
      const { stdout, status } = spawnSync('pre-commit', args, { cwd: folder, encoding: 'utf8' });
      return { stdout, status };
    }

    it('C14: fails for a mistake in one of the changed files [developer-tooling/Hook checks changed files]', () => {
      const { stdout, status } = tryHook('good.yaml', 'bad.yaml', 'service.yaml');
      expect(stdout).toContain('bad.yaml:1:22 error boost.security.mdoe');
      expect(stdout).toContain('3 files read, 2 sections judged, 1 error, 0 warnings');
      expect(status).toBe(1);
    });

    it('C14: never reads a file name as an option, and merges no files of different environments', () => {
      const odd = '--settings=none.yaml';
      writeFileSync(join(folder, odd), 'boost: { security: { mode: full } }\n');
      writeFileSync(join(folder, 'wrong.yaml'), 'boost: { security: { mode: no } }\n');
      git('add', '--', odd, 'wrong.yaml');
      git('commit', '--quiet', '--message', 'more files');
      const { stdout, status } = tryHook();
      expect(stdout).toContain('wrong.yaml:1:28 error boost.security.mode');
      expect(stdout).toContain('bad.yaml:1:22 error boost.security.mdoe');
      expect(stdout).toMatch(/, 4 sections judged, 2 errors, 0 warnings/);
      expect(status).toBe(1);
    });

    it('C14: passes for files that have nothing to do with Boost [developer-tooling/Hook checks changed files]', () => {
      const { stdout, status } = tryHook('service.yaml');
      expect(stdout).toContain('1 file read, 0 sections judged');
      expect(status).toBe(0);
    });
  },
);
