import { checkAppConfig } from '@rhdh-boost/config-tools';
import { expect, test } from 'vitest';
import {
  appConfigMistakes,
  keysWithoutEffect,
  mistakesElsewhere,
} from './app-config-mistakes.fixture.ts';
import { type BoostSite, openSite } from './boost-site.fixture.ts';
import { jane } from './callers.fixture.ts';
import { type Edit, editAppConfig } from './edited-app-config.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';

const check = ({ files, variables: env }: BoostSite, options = {}) =>
  checkAppConfig({ files, env, ...options });
const provider = (key: string, value: unknown): Edit => ({
  path: ['providers', 'kagenti', key],
  value,
});

test.each<[string, Edit[]]>([
  ['as it stands', []],
  [
    'without what may be left out',
    [
      ...['namespaces', 'defaultAgent', 'requestTimeoutMs'].map(key => provider(key, undefined)),
      { path: ['kagenti', 'auth', 'tokenExpiryBufferSeconds'], value: undefined },
      { path: ['encryptionSecret'], value: undefined },
    ],
  ],
  [
    'with numbers at their ends',
    [
      provider('requestTimeoutMs', 2 ** 31 - 1),
      provider('streamIdleTimeoutMs', 2 ** 31 - 1),
      provider('maxRetries', 0),
      { path: ['kagenti', 'auth', 'tokenExpiryBufferSeconds'], value: 86_400 },
    ],
  ],
  [
    'with text of variables where another kind is meant',
    [provider('maxRetries', '1'), { path: ['kagenti', 'allowInClusterHttp'], value: 'false' }],
  ],
])(
  'app-config %s is accepted, and calls are made with it [platform-operations/Checked app-config starts]',
  async (_what, edits) => {
    await using site = await openSite();
    await editAppConfig(site, edits);

    const { findings, exitCode } = await check(site, { strictEnv: true });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(exitCode).toBe(0);
    await using boost = await startBoost(site);
    const { items } = await boost.kagenti.asUser(jane).agents.list({ namespace: 'team1' });

    expect(items).not.toEqual([]);
  },
);

test.each(appConfigMistakes)(
  'A5: $what is refused by both, by the same key [platform-operations/Mistake is named by check and start alike]',
  async ({ path, value, named = `boost.${path.join('.')}` }) => {
    await using site = await openSite();
    await editAppConfig(site, [{ path, value }]);

    const { findings, exitCode } = await check(site);
    const error = await rejection(startBoost(site));

    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(exitCode).toBe(1);
    expect(errors.map(finding => finding.path)).toEqual([named]);
    expect(error).toMatchObject({ name: 'BoostConfigError', problems: [{ path: named }] });
    expect(String(error)).toContain(named);
    expect(JSON.stringify([findings, error, String(error)])).not.toContain('canary');
  },
);

test.each(
  [keysWithoutEffect, mistakesElsewhere].flatMap((mistakes, index) =>
    mistakes.map(mistake => ({ ...mistake, warnings: index === 0 ? 1 : 0 })),
  ),
)(
  '$what is refused by the check alone, and the start has $warnings warnings of it',
  async ({ path, value, named = `boost.${path.join('.')}`, warnings }) => {
    await using site = await openSite();
    await editAppConfig(site, [{ path, value }]);

    const { findings, exitCode } = await check(site);
    await using boost = await startBoost(site);
    const { items } = await boost.kagenti.asUser(jane).agents.list({ namespace: 'team1' });

    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(exitCode).toBe(1);
    expect(errors.map(finding => finding.path)).toEqual([named]);
    expect(items).not.toEqual([]);
    const effect = /in app-config (?:has no effect: it was|is not a known key and is ignored)/;
    const lines = boost.told.log.filter(line => effect.test(line));
    expect(lines).toHaveLength(warnings);
    for (const line of lines) expect(line).toContain(`${named} in app-config`);
    expect(JSON.stringify([findings, boost.told.log])).not.toContain('canary');
  },
);

test.each<[string, string[], unknown, string]>([
  ['a variable that is not set', ['kagenti', 'auth', 'clientId'], '${NOT_SET}', 'unset_variable'],
  [
    'a file that is not there',
    ['kagenti', 'auth', 'clientSecret'],
    { $file: 'secrets/not-there' },
    'file_missing',
  ],
])(
  '%s is a warning, an error with strict-env, and ends the start [platform-operations/What the machine lacks is named beforehand]',
  async (_what, path, value, code) => {
    await using site = await openSite();
    await editAppConfig(site, [{ path, value }]);
    const key = path.join('.');
    const finding = { path: `boost.${key}`, code };

    expect(await check(site)).toMatchObject({
      findings: [{ ...finding, severity: 'warning' }],
      exitCode: 0,
    });
    expect(await check(site, { strictEnv: true })).toMatchObject({
      findings: [{ ...finding, severity: 'error' }],
      exitCode: 1,
    });
    // Where a file is missing it is Backstage's own loader that says so.
    expect(String(await rejection(startBoost(site)))).toContain(`boost.${key}`);
  },
);

test.each([
  ['Keycloak', ['kagenti', 'auth', 'caFile']],
  ['Kagenti', ['providers', 'kagenti', 'tls', 'caFile']],
])(
  'A5: a certificate file of %s is read with --connect-files, and ends the start by its key [platform-operations/What only the start can judge is named by its key]',
  async (_server, path) => {
    await using site = await openSite();
    await editAppConfig(site, [{ path, value: '/nowhere/ca.pem' }]);
    const key = `boost.${path.join('.')}`;

    expect(await check(site)).toMatchObject({ findings: [], exitCode: 0 });
    expect(await check(site, { connectFiles: true })).toMatchObject({
      findings: [{ path: key, code: 'file_unreadable', severity: 'error' }],
      exitCode: 1,
    });
    expect(String(await rejection(startBoost(site)))).toContain(key);
  },
);
