import { ConfigReader } from '@backstage/config';
import { checkBoostConfig } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { checkScratch, inScratch } from '../../test/check/scratch-check.fixture.ts';
import { loadWithBackstage } from '../../test/load/backstage.fixture.ts';

const base = `boost:
  security:
    mode: plugin-only
  systemPrompt: You help developers.
  kagenti:
    auth:
      issuer: https://keycloak.example.com/realms/boost
      clientId: boost
      clientSecret: \${SECRET}
  providers:
    kagenti:
      baseUrl: https://kagenti.example.com
      namespaces: [team1]
`;

/** What the check of files and Backstage's own loader make of them. */
async function verdictsOn(files: Readonly<Record<string, string>>) {
  const env = { SECRET: 's3cr3t-of-tests', EMPTY: '', BLANK: ' ' };
  const names = Object.keys(files);
  const { findings } = await checkScratch(files, { files: names, env });
  const { data } = await inScratch(files, folder =>
    loadWithBackstage(
      names.map(name => `${folder}/${name}`),
      env,
    ),
  );
  const { problems = [] } = checkBoostConfig(new ConfigReader(Object(data)));
  return {
    check: findings
      .filter(({ severity }) => severity === 'error')
      .map(({ path, code }) => `${path} ${code}`),
    backstage: problems.map(({ path, code }) => `${path} ${code}`),
  };
}

const below = (key: string, value: string) => {
  const names = key.split('.');
  return names.map((name, depth) => `${' '.repeat(2 * depth)}${name}:`).join('\n') + ` ${value}\n`;
};

describe('a variable that is set to nothing', () => {
  it.each([
    ['boost.systemPrompt', []],
    ['boost.kagenti.auth.scope', []],
    ['boost.kagenti.auth.method', []],
    ['boost.providers.kagenti.tls.caFile', []],
    ['boost.providers.kagenti.maxRetries', []],
    ['boost.kagenti.auth.clientSecret', ['boost.kagenti.auth.clientSecret required']],
    ['boost.security.mode', ['boost.security.mode required']],
    ['boost.providers.kagenti.namespaces', ['boost.providers.kagenti.namespaces wrong_type']],
  ])('A3: takes the place of an earlier value of %s', async (key, expected) => {
    for (const value of ['${EMPTY}', '${BLANK}', '""', '{ $env: EMPTY }']) {
      const verdicts = await verdictsOn({ 'a.yaml': base, 'b.yaml': below(key, value) });
      expect(verdicts).toEqual({ check: expected, backstage: expected });
    }
  });

  it('A3: leaves an entry of the namespaces empty, and with a default of nothing none at all', async () => {
    const key = 'boost.providers.kagenti.namespaces';
    const one = { 'a.yaml': base, 'b.yaml': below(key, '["${EMPTY}"]') };
    const expected = [`${key}[0] invalid_value`];
    expect(await verdictsOn(one)).toEqual({ check: expected, backstage: expected });
    const none = { 'a.yaml': base, 'b.yaml': below(key, '["${EMPTY:-}"]') };
    const refused = [`${key} invalid_value`];
    expect(await verdictsOn(none)).toEqual({ check: refused, backstage: refused });
  });
});
