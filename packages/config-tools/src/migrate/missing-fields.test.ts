import { combineConfigFields } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { setWith } from '../../test/migrate/migrate.fixture.ts';
import { codesOf, migrateFolder, versionOne } from '../../test/migrate/migrate-folder.fixture.ts';
import { migrateFiles } from './migrate-files.ts';

describe('what the result lacks', () => {
  const lacking = 'boost:\n  kagenti:\n    auth:\n      tokenExchange: {enabled: true}\n';

  it('is listed, in a file of any place [configuration-migration/Required fields that are missing are listed]', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', lacking);
    const { findings, exitCode } = await migrateFiles({ cwd });
    expect(exitCode).toBe(0);
    expect(findings.filter(({ code }) => code === 'required')).toEqual([
      {
        severity: 'warning',
        code: 'required',
        path: 'boost.security.mode',
        message: expect.stringMatching(/\w/),
        hint: expect.stringMatching(/\w/),
        location: expect.objectContaining({ file: 'app-config.yaml', line: 1 }),
      },
    ]);
    write('other.yaml', 'boost: {security: {mode: full}}\n');
    const files = ['app-config.yaml', 'other.yaml'];
    expect(codesOf(await migrateFiles({ cwd, files }))).not.toContain('warning required');
  });

  it('is not told twice', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', `${lacking}      clientId:\n`);
    const { findings } = await migrateFiles({ cwd });
    const paths = findings.map(({ code, path }) => `${code} ${path}`);
    expect(paths.filter(path => path.endsWith('clientId'))).toEqual([
      'placeholder boost.kagenti.auth.clientId',
    ]);
  });

  it('is named with the variables to set, and what no set knows', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', `${versionOne}  connectors: {jira: {enabled: true}}\n`);
    const { variables, unknownKeys } = await migrateFiles({ cwd });
    expect(variables).toEqual([
      { name: 'KAGENTI_TOKEN_ENDPOINT', key: 'boost.kagenti.auth.tokenEndpoint' },
      { name: 'KAGENTI_CLIENT_ID', key: 'boost.kagenti.auth.clientId' },
      { name: 'KAGENTI_CLIENT_SECRET', key: 'boost.kagenti.auth.clientSecret' },
    ]);
    expect(unknownKeys).toEqual(['boost.connectors']);
  });

  it('is no variable where a placeholder is more than one', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', 'boost: {a: {gone: 1}}\n');
    const set = setWith({
      removed: { 'boost.a.gone': 'other keys replace it' },
      placeholders: {
        'boost.a.before': 'https://${HOST}',
        'boost.a.behind': '${HOST}/path',
        'boost.a.none': 'fill in',
        'boost.a.whole': '${WHOLE}',
      },
    });
    const { variables } = await migrateFiles({ cwd, registry: combineConfigFields([set]) });
    expect(variables).toEqual([{ name: 'WHOLE', key: 'boost.a.whole' }]);
  });

  it('is nothing without a file', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', 'boost: {connectors: {jira: {}}}\n');
    expect(await migrateFiles({ cwd, files: [] })).toEqual({
      files: [],
      findings: [],
      unknownKeys: [],
      variables: [],
      diff: '',
      changed: [],
      exitCode: 0,
    });
  });
});
