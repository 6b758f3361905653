import { expect, it } from 'vitest';
import { folderWith } from '../../test/command/command.fixture.ts';
import { checkAppConfig } from './check-app-config.ts';

const findingsOf = async (boost: object, unknownKeys?: 'error' | 'warn') => {
  const cwd = folderWith({ 'app-config.yaml': JSON.stringify({ boost }) });
  const { findings, exitCode } = await checkAppConfig({
    cwd,
    ...(unknownKeys === undefined ? {} : { unknownKeys }),
  });
  return { exitCode, lines: findings.map(({ severity, path }) => `${severity} ${path}`) };
};

const security = { mode: 'full' };

it('A2: keys of other modules are errors, or warnings on request [configuration-check/Unknown keys are warnings on request]', async () => {
  const boost = { security, connectors: {}, providers: { ogx: {}, kagenti: { namespcaes: [] } } };
  const paths = ['boost.connectors', 'boost.providers.ogx', 'boost.providers.kagenti.namespcaes'];
  expect(await findingsOf(boost)).toEqual({
    exitCode: 1,
    lines: paths.map(path => `error ${path}`),
  });
  expect(await findingsOf(boost, 'warn')).toEqual({
    exitCode: 0,
    lines: paths.map(path => `warning ${path}`),
  });
});

it('A2: what a misspelt key was meant to be is missing, as it is at the start [configuration-check/Missing key stays an error beside a warning]', async () => {
  expect(await findingsOf({ securty: security })).toEqual({
    exitCode: 1,
    lines: ['error boost.securty'],
  });
  const { exitCode, lines } = await findingsOf({ securty: security }, 'warn');
  expect(exitCode).toBe(1);
  expect(lines.toSorted()).toEqual(['error boost.security.mode', 'warning boost.securty']);
});

it('A2: removed and forbidden keys stay errors, and so do wrong values', async () => {
  const tokenExchange = { enabled: true };
  const planted = JSON.parse('{"__proto__":{"a":1}}');
  const boost = { security: { mode: 'ful' }, kagenti: { auth: { tokenExchange } }, model: planted };
  const { exitCode, lines } = await findingsOf(boost, 'warn');
  expect(exitCode).toBe(1);
  expect(lines.toSorted()).toEqual([
    'error boost.kagenti.auth.tokenExchange.enabled',
    'error boost.model.__proto__',
    'error boost.security.mode',
  ]);
});
