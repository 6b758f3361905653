import { describe, expect, it, vi } from 'vitest';
import { field, table } from '../../test/compat/field-table.fixture.ts';
import {
  addFiles,
  commitAll,
  scratchFolder,
} from '../../test/compat/scratch-repository.fixture.ts';
import { compareConfiguration } from './compare-configuration.ts';

const old = table({ 'boost.a': field() });

const refusalOf = async (against: string, cwd: string, path?: string) => {
  const report = await compareConfiguration({
    against,
    cwd,
    ...(path === undefined ? {} : { path }),
  });
  expect(report).toMatchObject({ against, changes: [], exitCode: 2 });
  expect(report.findings).toHaveLength(1);
  return report.findings[0];
};

describe('a ref', () => {
  it.each(['v2', '--help', '--all', '-', '', '^v1', 'v1..HEAD', 'v1^@', 'v1^3', 'a b'])(
    '%j that is none [configuration-compatibility/Baseline that cannot be read is refused]',
    async against => {
      const cwd = scratchFolder({ 'schema/fields.json': old });
      commitAll(cwd, 'v1');
      expect(await refusalOf(against, cwd)).toEqual({
        severity: 'error',
        code: 'unknown_ref',
        message: `${JSON.stringify(against)} is neither a file nor a commit, tag or branch of this repository`,
        hint: 'Check the spelling; in a shallow clone, fetch the commit or its tag first.',
      });
    },
  );

  it.each(['v1:schema', 'v1:schema/fields', 'v1:'])(
    '%j that is a part of a commit [configuration-compatibility/Baseline that cannot be read is refused]',
    async against => {
      const cwd = scratchFolder({ 'schema/fields.json': old });
      commitAll(cwd, 'v1');
      expect(await refusalOf(against, cwd)).toMatchObject({
        code: 'unknown_ref',
        message: `${JSON.stringify(against)} is neither a file nor a commit, tag or branch of this repository`,
        hint: 'Name the commit alone, and the path in it with --path.',
      });
    },
  );

  it.each(['HEAD~1', 'HEAD^', 'v2^1', '@~', 'v2^{commit}~1', ':/first', 'v2^{/first}', '@{1}'])(
    '%j that goes back from a commit [configuration-compatibility/Baseline is a git ref]',
    async against => {
      const cwd = scratchFolder({ 'schema/fields.json': old });
      commitAll(cwd, 'v1', 'The first one');
      addFiles(cwd, { 'schema/fields.json': '[]' });
      commitAll(cwd, 'v2', 'The second one');
      const current = 'old.json';
      addFiles(cwd, { [current]: old });
      expect(await compareConfiguration({ against, current, cwd })).toMatchObject({
        against,
        changes: [],
        exitCode: 0,
      });
    },
  );

  it('that ends as a file does is a file [configuration-compatibility/Baseline that cannot be read is refused]', async () => {
    expect(await refusalOf('v1.json', scratchFolder())).toMatchObject({
      code: 'unreadable_file',
      message: 'does not exist',
      location: { file: 'v1.json' },
    });
  });

  it('outside any repository [configuration-compatibility/Baseline that cannot be read is refused]', async () => {
    expect(await refusalOf('v1', scratchFolder())).toEqual({
      severity: 'error',
      code: 'no_repository',
      message: 'v1 is not a file, and the current folder is not in a git repository',
      hint: 'Go to the repository, or name a file.',
    });
  });

  it('without git [configuration-compatibility/Baseline that cannot be read is refused]', async () => {
    const cwd = scratchFolder();
    vi.stubEnv('PATH', cwd);
    try {
      expect(await refusalOf('v1', cwd)).toEqual({
        severity: 'error',
        code: 'no_git',
        message: 'v1 is no file, and git could not be started to look for a commit',
        hint: 'Install git, or name a file.',
      });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('that has no table [configuration-compatibility/Baseline that cannot be read is refused]', async () => {
    const cwd = scratchFolder({ 'schema/other.json': old });
    commitAll(cwd, 'v1');
    const hint = 'Name its path in the repository with --path.';
    expect(await refusalOf('v1', cwd)).toMatchObject({
      code: 'no_field_table',
      message:
        'v1 has no table of fields; tried ./schema/fields.json, packages/config-schema/schema/fields.json',
      hint,
    });
    expect(await refusalOf('v1', cwd, 'fields.json')).toMatchObject({
      message: 'v1 has no table of fields; tried ./fields.json',
      hint,
    });
    expect(await refusalOf('v1', cwd, 'schema')).toMatchObject({ code: 'no_field_table' });
  });

  it('whose table is too large [configuration-compatibility/Baseline that cannot be read is refused]', async () => {
    const cwd = scratchFolder({ 'schema/fields.json': ' '.repeat(5_000_001) });
    commitAll(cwd, 'v1');
    expect(await refusalOf('v1', cwd)).toMatchObject({
      code: 'too_large',
      message: 'v1:./schema/fields.json is larger than 5 MB and was not read',
      hint: 'A fields.json is never that large: check which file was named.',
    });
  });

  it('is a file that is too large [configuration-compatibility/Baseline that cannot be read is refused]', async () => {
    const cwd = scratchFolder({ 'app-config.json': ' '.repeat(5_000_001) });
    expect(await refusalOf('app-config.json', cwd)).toMatchObject({
      code: 'too_large',
      message: 'is larger than 5 MB and was not read',
      hint: 'A fields.json is never that large: check which file was named.',
      location: { file: 'app-config.json' },
    });
  });

  it('whose table is none [configuration-compatibility/Baseline that cannot be read is refused]', async () => {
    const cwd = scratchFolder({ 'schema/fields.json': '[]' });
    commitAll(cwd, 'v1');
    expect(await refusalOf('v1', cwd)).toMatchObject({
      code: 'invalid_field_table',
      message: 'is no table of fields: must be a mapping',
      location: { file: 'v1:./schema/fields.json', line: 1, column: 1 },
    });
  });
});
