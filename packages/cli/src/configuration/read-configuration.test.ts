import { describe, expect, test } from 'vitest';
import { folderWith } from '../../test/run-boost.fixture.ts';
import type { ConfigurationOptions } from '../command/common-options.ts';
import { type Configuration, readConfiguration } from './read-configuration.ts';
import { listSettings } from './settings.ts';

const canary = 'canary-8d1f-Zq3-of-the-secret';

const appConfig = `boost:
  security: { mode: full }
  kagenti:
    auth:
      issuer: https://keycloak.example.com/realms/boost
      clientId: of-the-file
      clientSecret: \${SECRET}
  providers:
    kagenti:
      baseUrl: https://kagenti.example.com
`;

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly named?: readonly string[];
  readonly options?: ConfigurationOptions;
  readonly env?: Readonly<Record<string, string>>;
}

function read({ files = {}, named = [], options = {}, env = {} }: Given): Promise<Configuration> {
  return readConfiguration(named, options, {
    cwd: folderWith(files),
    env: { SECRET: canary, ...env },
  });
}

const withFile = { files: { 'app-config.yaml': appConfig } };
const clientId = 'boost.kagenti.auth.clientId';

describe('sources', () => {
  test('an option replaces a variable, which replaces a file [boost-command/Options come last]', async () => {
    const env = { APP_CONFIG_boost_kagenti_auth_clientId: 'of-the-variable' };
    const file = await read(withFile);
    expect([file.get(clientId), file.sourceOf(clientId)]).toEqual([
      'of-the-file',
      'app-config.yaml:6:17',
    ]);
    const variable = await read({ ...withFile, env });
    expect([variable.get(clientId), variable.sourceOf(clientId)]).toEqual([
      'of-the-variable',
      'the variable APP_CONFIG_boost_kagenti_auth_clientId',
    ]);
    const option = await read({ ...withFile, env, options: { clientId: 'of-the-option' } });
    expect([option.get(clientId), option.sourceOf(clientId)]).toEqual([
      'of-the-option',
      'the option --client-id',
    ]);
    expect(option.findings).toEqual([]);
    expect(option.files).toEqual(['app-config.yaml']);
  });

  test('--issuer replaces a token endpoint, and --token-endpoint an issuer', async () => {
    const [first, second] = ['boost.kagenti.auth.issuer', 'boost.kagenti.auth.tokenEndpoint'];
    const issuer = 'https://keycloak.example.com/realms/other';
    const tokenEndpoint = `${issuer}/protocol/openid-connect/token`;
    const env = { APP_CONFIG_boost_kagenti_auth_tokenEndpoint: tokenEndpoint };
    const one = await read({ ...withFile, env, options: { issuer } });
    expect([one.findings, one.get(first), one.get(second)]).toEqual([[], issuer, undefined]);
    const other = await read({ ...withFile, options: { tokenEndpoint } });
    expect([other.findings, other.get(first), other.get(second)]).toEqual([
      [],
      undefined,
      tokenEndpoint,
    ]);
    const both = await read({ ...withFile, options: { issuer, tokenEndpoint } });
    expect(both.findings).toMatchObject([{ severity: 'error', path: first }]);
  });

  test('options and variables do without a file [boost-command/No file is needed]', async () => {
    const configuration = await read({
      files: { 'secret.txt': `${canary}\n` },
      env: { APP_CONFIG_boost_providers_kagenti_baseUrl: 'https://kagenti.example.com' },
      options: {
        issuer: 'https://keycloak.example.com/realms/boost',
        clientId: 'boost',
        clientSecretFile: 'secret.txt',
      },
    });
    expect(configuration.findings).toEqual([]);
    expect(configuration.files).toEqual([]);
    expect(configuration.get('boost.kagenti.auth.clientSecret')).toBe(canary);
  });

  test('without a file, what is missing has no place', async () => {
    const { findings } = await read({ options: { clientId: 'boost' } });
    expect(findings.map(({ path }) => path)).not.toContain('boost.security.mode');
    expect(findings.length).toBeGreaterThan(0);
    for (const { code, location } of findings)
      expect([code, location]).toEqual(['required', undefined]);
  });

  test('a file without security mode is reported as boost config check reports it', async () => {
    const { findings } = await read({
      files: { 'app-config.yaml': appConfig.replace(/.*security.*\n/, '') },
    });
    expect(findings.map(({ path }) => path)).toEqual(['boost.security.mode']);
  });

  test('Helm values and files of --at are read, and --config names files', async () => {
    const file = `spec:\n  config:\n${appConfig.replaceAll(/^/gm, '    ')}`;
    const { get } = await read({
      files: { 'release.yaml': file },
      options: { config: ['release.yaml'], at: ['spec.config'] },
    });
    expect(get(clientId)).toBe('of-the-file');
  });
});

describe('findings', () => {
  test('a wrong value of an option names the option [boost-command/Finding names the option]', async () => {
    const { findings } = await read({ ...withFile, options: { issuer: 'no-url' } });
    expect(findings).toMatchObject([
      { path: 'boost.kagenti.auth.issuer', location: { file: 'the option --issuer' } },
    ]);
  });

  test('an unset variable is an error that names it [boost-command/Unset variable is an error]', async () => {
    const text = appConfig.replace('SECRET', 'OTHER_SECRET');
    const { findings, get } = await read({ files: { 'app-config.yaml': text } });
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'unset_variable',
        path: 'boost.kagenti.auth.clientSecret',
        variables: ['OTHER_SECRET'],
      },
    ]);
    expect(get('boost.kagenti.auth.clientSecret')).toBeUndefined();
  });

  test('a variable with which a backend does not start is an error', async () => {
    const { findings } = await read({ ...withFile, env: { APP_CONFIG_boost__x: '1' } });
    expect(findings).toMatchObject([{ severity: 'error', code: 'unusable_variable' }]);
  });

  test('a file that is outside is read, as a backend reads it', async () => {
    const files = {
      'conf/app-config.yaml': appConfig.replace('${SECRET}', '{ $file: ../secret.txt }'),
      'secret.txt': canary,
    };
    const { findings, get } = await read({ files, named: ['conf/app-config.yaml'] });
    expect(findings).toEqual([]);
    expect(get('boost.kagenti.auth.clientSecret')).toBe(canary);
  });
});

describe('usage', () => {
  test.each<[string, Given, string]>([
    ['a missing file', { named: ['missing.yaml'] }, 'missing.yaml'],
    ['no file, variable or option', {}, 'run "boost config init"'],
    ['a file that is no YAML', { files: { 'app-config.yaml': 'boost: [' } }, 'app-config.yaml:1:'],
    [
      'files named twice',
      { ...withFile, named: ['a.yaml'], options: { config: ['b.yaml'] } },
      '--config',
    ],
    ['an empty name', { named: [''] }, 'is empty'],
  ])('%s ends the command', async (_name, given, words) => {
    await expect(read(given)).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    );
  });
});

describe('settings', () => {
  test('have their sources, and no secret [boost-command/Settings show sources without secrets]', async () => {
    const configuration = await read({
      files: {
        'app-config.yaml': appConfig.replace('of-the-file', canary),
        'secret.txt': canary,
      },
      options: { set: ['boost.providers.kagenti.namespaces=[team1, team2]'] },
    });
    expect(listSettings(configuration)).toEqual([
      { key: 'boost.security.mode', value: 'full', source: 'app-config.yaml:2:21' },
      {
        key: 'boost.kagenti.auth.issuer',
        value: 'https://keycloak.example.com/realms/boost',
        source: 'app-config.yaml:5:15',
      },
      { key: clientId, value: '<secret>', source: 'app-config.yaml:6:17' },
      { key: 'boost.kagenti.auth.clientSecret', value: '<secret>', source: 'app-config.yaml:7:21' },
      {
        key: 'boost.providers.kagenti.baseUrl',
        value: 'https://kagenti.example.com',
        source: 'app-config.yaml:10:16',
      },
      {
        key: 'boost.providers.kagenti.namespaces',
        value: ['team1', 'team2'],
        source: 'the option --set boost.providers.kagenti.namespaces',
      },
    ]);
  });

  test('with a password in a URL, or a section in the place of a value, show neither', async () => {
    const text = appConfig
      .replace('https://kagenti', `https://jane:${canary}@kagenti`)
      .replace('of-the-file', `{ ${canary}: 1 }`);
    const settings = listSettings(await read({ files: { 'app-config.yaml': text } }));
    expect(JSON.stringify(settings)).not.toContain(canary);
  });
});
