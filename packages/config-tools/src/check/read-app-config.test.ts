import { describe, expect, test } from 'vitest';
import { folderWith } from '../../test/command/command.fixture.ts';
import { describePlace } from './describe-place.ts';
import { type ReadAppConfigOptions, readAppConfig } from './read-app-config.ts';

const appConfig = `app:
  title: Portal
boost:
  security:
    mode: full
  kagenti:
    auth:
      issuer: https://keycloak.example.com/realms/boost
      clientId: boost
      clientSecret: \${SECRET}
  providers:
    kagenti:
      baseUrl: https://kagenti.example.com
`;

const env = { SECRET: 'canary-3f81-of-the-variable' };

function read(files: Readonly<Record<string, string>>, options: ReadAppConfigOptions = {}) {
  return readAppConfig({ cwd: folderWith(files), env, ...options });
}

describe('values', () => {
  test('are those of all sections, with variables filled in', async () => {
    const { values, report } = await read({ 'app-config.yaml': appConfig });
    expect(values).toEqual({
      app: { title: 'Portal' },
      boost: {
        security: { mode: 'full' },
        kagenti: {
          auth: {
            issuer: 'https://keycloak.example.com/realms/boost',
            clientId: 'boost',
            clientSecret: env.SECRET,
          },
        },
        providers: { kagenti: { baseUrl: 'https://kagenti.example.com' } },
      },
    });
    expect(report.findings).toEqual([]);
  });

  test('lack what an unset variable would set, and items of a list that one would', async () => {
    const { values } = await read(
      {
        'app-config.yaml': `${appConfig}      namespaces: [team1, '\${TEAM}']\n`,
      },
      { env: {} },
    );
    expect(values).toHaveProperty('boost.kagenti.auth.clientId', 'boost');
    expect(values).not.toHaveProperty('boost.kagenti.auth.clientSecret');
    expect(values).toHaveProperty('boost.providers.kagenti.namespaces', ['team1']);
  });

  test('are empty if a file cannot be read, and the report ends with 2', async () => {
    const { values, report, locate } = await read(
      { 'app-config.yaml': appConfig },
      { files: ['app-config.yaml', 'missing.yaml'] },
    );
    expect(values).toEqual({});
    expect(locate('boost.kagenti.auth.clientId')).toBeUndefined();
    expect(report).toMatchObject({
      exitCode: 2,
      findings: [{ location: { file: 'missing.yaml' } }],
    });
  });

  test('are also those of Helm values, with dynamic plugins first, and of included files', async () => {
    const values = `upstream:
  backstage:
    appConfig:
      boost:
        kagenti:
          auth: { $include: auth.yaml }
global:
  dynamic:
    plugins:
      - package: ./a
        pluginConfig:
          boost:
            kagenti: { auth: { scope: of-the-plugin, clientId: replaced } }
`;
    const read1 = await read(
      {
        'values.yaml': values,
        'auth.yaml': 'clientId: included\nclientSecret: { $file: secret.txt }\n',
        'secret.txt': 'canary\n',
      },
      { files: ['values.yaml'] },
    );
    expect(read1.values).toEqual({
      boost: {
        kagenti: { auth: { scope: 'of-the-plugin', clientId: 'included', clientSecret: 'canary' } },
      },
    });
    expect(read1.locate('boost.kagenti.auth.clientId')).toMatchObject({
      file: 'auth.yaml',
      line: 1,
    });
  });

  test('of a section of which more is elsewhere are those that are known', async () => {
    const { values } = await read(
      {
        'app-config.yaml': `boost:\n  kagenti: { $include: ./missing.yaml }\n`,
        'over.yaml': 'boost: { kagenti: { auth: { clientId: known } } }\n',
      },
      { files: ['app-config.yaml', 'over.yaml'] },
    );
    expect(values).toEqual({ boost: { kagenti: { auth: { clientId: 'known' } } } });
  });

  test('of a key named like a member of every object are own keys', async () => {
    const { values } = await read({
      'app-config.yaml': `${appConfig}__proto__: { polluted: true }\n`,
    });
    expect(Object.keys(values)).toContain('__proto__');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('places', () => {
  test('are those of the file that set the value last', async () => {
    const { locate } = await read({
      'app-config.yaml': appConfig,
      'app-config.local.yaml': 'boost:\n  kagenti:\n    auth: { clientId: local }\n',
    });
    expect(locate('boost.kagenti.auth.clientId')).toMatchObject({
      file: 'app-config.local.yaml',
      line: 3,
    });
    expect(locate('boost.kagenti.auth.issuer')).toMatchObject({ file: 'app-config.yaml', line: 8 });
    expect(locate('boost.kagenti.auth.scope')).toBeUndefined();
    expect(locate('title')).toBeUndefined();
  });
});

const clientId = (value: unknown) => ({
  name: 'the option --client-id',
  key: ['boost', 'kagenti', 'auth', 'clientId'],
  value,
});

describe('overlays', () => {
  test('replace what files set, and are the place of what they set', async () => {
    const { values, locate, report } = await read(
      { 'app-config.yaml': appConfig },
      { overlays: [clientId('other')] },
    );
    expect(values).toHaveProperty('boost.kagenti.auth.clientId', 'other');
    expect(values).toHaveProperty('app.title', 'Portal');
    const place = locate('boost.kagenti.auth.clientId');
    expect(place && describePlace(place)).toBe('the option --client-id');
    expect(report).toMatchObject({ findings: [], exitCode: 0 });
  });

  test('are judged: a finding names the option', async () => {
    const { report } = await read({ 'app-config.yaml': appConfig }, { overlays: [clientId(7)] });
    expect(report.findings).toMatchObject([
      {
        severity: 'error',
        path: 'boost.kagenti.auth.clientId',
        location: { file: 'the option --client-id', line: 0 },
      },
    ]);
  });

  test('leave the place of a section in the file, for a key that is missing there', async () => {
    const { report } = await read(
      { 'app-config.yaml': appConfig.replace(/ *clientSecret.*\n/, '') },
      { overlays: [clientId('other')] },
    );
    expect(report.findings).toMatchObject([
      {
        code: 'required',
        path: 'boost.kagenti.auth.clientSecret',
        location: { file: 'app-config.yaml', line: 7 },
      },
    ]);
  });

  test('fill in no variable, and are no secrets in a file', async () => {
    const overlays = [
      {
        name: 'the variable X',
        key: ['boost', 'kagenti', 'auth', 'clientSecret'],
        value: 'a-$${SECRET}-b',
      },
    ];
    const { values, report } = await read({ 'app-config.yaml': appConfig }, { overlays });
    expect(values).toHaveProperty('boost.kagenti.auth.clientSecret', 'a-$${SECRET}-b');
    expect(report.findings.map(({ code }) => code)).not.toContain('literal_secret');
  });

  test('with null remove what files set, without a warning', async () => {
    const overlays = [{ name: 'the option --set', key: ['boost', 'security'], value: null }];
    const { values, report } = await read({ 'app-config.yaml': appConfig }, { overlays });
    expect(values).not.toHaveProperty('boost.security');
    expect(report.findings.map(({ code }) => code)).toEqual(['required']);
  });

  test('do without app-config.yaml if they set something of boost', async () => {
    const { values, report } = await read({}, { overlays: [clientId('alone')] });
    expect(values).toEqual({ boost: { kagenti: { auth: { clientId: 'alone' } } } });
    expect(report.files).toEqual([]);
    expect(report.notJudged).toBeUndefined();
    expect(report.exitCode).toBe(1);
  });

  test.each([
    ['other sections', { name: 'x', key: ['app', 'title'], value: 'Portal' }],
    ['nothing', clientId(null)],
  ])('that set %s need app-config.yaml', async (_name, overlay) => {
    const { report } = await read({}, { overlays: [overlay] });
    expect(report).toMatchObject({ exitCode: 2, notJudged: true });
  });

  test('do not excuse a file that was named', async () => {
    const { report } = await read({}, { files: ['missing.yaml'], overlays: [clientId('x')] });
    expect(report.exitCode).toBe(2);
  });
});
