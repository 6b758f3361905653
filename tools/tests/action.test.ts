import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
// The step starts the built command: ../../packages/config-tools/bin/boost-config.js
import { runAction } from './action.fixture.ts';

const clean = 'boost: { security: { mode: full } }\n';
const typo = 'boost: { security: { mdoe: full, mode: full } }\n';

describe('the action', () => {
  it('C14: annotates each file of the repository and leaves SARIF [developer-tooling/Action annotates and leaves SARIF]', () => {
    const cwd = scratchFolder({ 'deploy/a b.yaml': typo, 'app-config.yaml': clean });
    const { stdout, exitCode, sarifFile } = runAction(cwd, {});
    expect(stdout).toMatch(/^::error file=deploy\/a b\.yaml,line=1,/m);
    expect(exitCode).toBe(1);
    const sarif = JSON.parse(readFileSync(sarifFile, 'utf8'));
    expect(sarif.runs[0].results).toMatchObject([{ ruleId: 'unknown_key' }]);
  });

  it('C14: takes files one a line, and passes without a boost section [developer-tooling/Action annotates and leaves SARIF]', () => {
    const cwd = scratchFolder({ 'a.yaml': clean, 'b c.yaml': 'kind: Service\n', 'd.yaml': typo });
    expect(runAction(cwd, { files: 'a.yaml\nb c.yaml\n' }).exitCode).toBe(0);
    expect(runAction(cwd, { files: 'b c.yaml' }).exitCode).toBe(0);
    expect(runAction(cwd, { files: 'b c.yaml', 'allow-empty': 'false' }).exitCode).toBe(1);
  });

  it('C14: passes options, merges with each: false, and reads the environments without files', () => {
    const cwd = scratchFolder({
      'a.yaml': 'boost: { security: { mode: no } }\n',
      'b.yaml': clean,
      'boost-config.yaml': 'environments: { production: [a.yaml, b.yaml] }\n',
    });
    const files = 'a.yaml\nb.yaml';
    expect(runAction(cwd, { files, each: 'false' }).exitCode).toBe(0);
    expect(runAction(cwd, { files: '' }).exitCode).toBe(0);
    expect(runAction(cwd, { files: '', args: '--no-such-option' }).exitCode).toBe(2);
    expect(runAction(cwd, { files: '', fields: './none.mjs' }).exitCode).toBe(2);
  });

  it('C14: takes options on several lines, keeps the annotations, and takes names with a carriage return', () => {
    const cwd = scratchFolder({
      'a.yaml': 'boost: { security: { mode: full }, devSpaces: { credentials: canary } }\n',
    });
    const { stdout, exitCode } = runAction(cwd, {
      files: 'a.yaml\r\n',
      args: '--output json\n--max-warnings 0\n',
    });
    expect(stdout).toMatch(/^::warning file=a\.yaml,/);
    expect(exitCode).toBe(1);
  });

  it('C14: does not run what a file name or an input says', () => {
    const cwd = scratchFolder({ 'a.yaml': clean });
    const { stdout, exitCode } = runAction(cwd, { files: '$(echo injected)\n--help' });
    expect(stdout).not.toMatch(/^injected|Usage:/m);
    expect(exitCode).toBe(2);
  });

  it.each(['action.yml', '.pre-commit-hooks.yaml'])(
    'C14: %s runs the version of the package [developer-tooling/Tag runs its own release]',
    file => {
      const { version } = JSON.parse(
        readFileSync(join(repositoryRoot, 'packages/config-tools/package.json'), 'utf8'),
      );
      const text = readFileSync(join(repositoryRoot, file), 'utf8');
      const named =
        file === 'action.yml'
          ? parse(text).inputs.version.default
          : /config-tools@(\S+)/.exec(text)?.[1];
      expect(named).toBe(version);
    },
  );
});
