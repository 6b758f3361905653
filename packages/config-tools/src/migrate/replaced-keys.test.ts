import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boostFieldSet, defineConfigFields } from '@rhdh-boost/config-schema';
import { replacedKeys } from '@rhdh-boost/internal/replaced-keys';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lines, migrate } from '../../test/migrate/migrate.fixture.ts';
import { codesOf, migrateFolder } from '../../test/migrate/migrate-folder.fixture.ts';
import { checkAppConfig } from '../check/check-app-config.ts';
import { parseAppConfigYaml } from '../source/parse-yaml.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import { migrateFiles } from './migrate-files.ts';
import { movedKeys } from './moved-keys.ts';
import { valueAt } from './plain-value.ts';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../test/boost', name), 'utf8');

const described = {
  configScope: 'yaml-only',
  description: 'A field of another module.',
  visibility: 'backend',
  since: 1,
} as const;

/** What a text has at a dotted key. */
function read(text: string, key: string): unknown {
  const [source] = readAppConfigSources('a.yaml', text).sources ?? [];
  if (source === undefined) throw new Error('no app-config');
  return valueAt(parseAppConfigYaml(source).value, key.split('.'));
}

it.each([
  ['    namespace: |', '      team1'],
  ['    namespace:', '      $env: NAMESPACE'],
  ['    namespace: 5'],
])('A3: what cannot be written into a list as it is stays: %s', (...value) => {
  const text = lines('boost:', '  security: { mode: full }', '  kagenti:', ...value);
  const { after, told } = migrate(text);

  expect(after).toBe(text);
  expect(told).toMatchObject([
    { severity: 'error', code: 'not_migrated', path: 'boost.kagenti.namespace' },
  ]);
});

it('A3: a key that another module contributes stays', () => {
  const fields = Object.fromEntries(
    ['boost.kagenti.namespace', 'boost.llamastack.url'].map(key => [
      key,
      { schema: z.string().optional(), ...described },
    ]),
  );
  const set = defineConfigFields({ owner: '@acme/other', version: 1, fields });
  const text = lines('boost:', '  kagenti:', '    namespace: a', '  llamastack: { url: b }');

  expect(migrate(text, [boostFieldSet, set]).after).toBe(text);
  expect(migrate(text).after).not.toBe(text);
});

describe("Boost's sample app-config", () => {
  const sample = fixture('sample-app-config.yaml');

  it('A3: becomes valid when its account is set [configuration-migration/Sample app-config of Boost becomes valid]', async () => {
    const { cwd, write, read: readFile } = migrateFolder();
    write('app-config.yaml', sample);

    const report = await migrateFiles({ cwd, mode: 'write' });
    const unset = await checkAppConfig({ cwd, env: {} });
    const env = {
      KAGENTI_TOKEN_ENDPOINT: 'http://localhost:8180/realms/kagenti/token',
      KAGENTI_CLIENT_ID: 'boost',
      KAGENTI_CLIENT_SECRET: 'of-tests-only',
    };
    const set = await checkAppConfig({ cwd, env });

    expect(report.findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'removed_key boost.security.adminUsers',
      'removed_key boost.kagenti.baseUrl',
      'removed_key boost.kagenti.namespace',
      'required boost.kagenti.auth',
      'removed_key boost.kagenti.showAllNamespaces',
      'removed_key boost.kagenti.skipTlsVerify',
      'removed_key boost.kagenti.verboseStreamLogging',
    ]);
    expect(report.findings.every(({ hint }) => hint !== undefined && hint !== '')).toBe(true);
    const ogx = 'unknown_key boost.providers.ogx';
    const errorsOf = ({ findings }: typeof unset) =>
      findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code, path }) => `${code} ${path}`);
    expect(errorsOf(unset)).toEqual([ogx, 'required boost.kagenti.auth']);
    expect(errorsOf(set)).toEqual([ogx]);
    expect(readFile('app-config.yaml')).toContain('# The Kagenti parts');
    expect((await migrateFiles({ cwd })).changed).toEqual([]);
  });

  it('A3: is refused with a hint for every key before', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', sample);
    const { findings } = await checkAppConfig({ cwd, env: {} });

    const hints = findings.flatMap(({ path = '', hint }) =>
      hint === replacedKeys[path]?.message ? [path] : [],
    );
    expect(hints).toEqual([
      'boost.security.adminUsers',
      'boost.kagenti.baseUrl',
      'boost.kagenti.namespace',
      'boost.kagenti.showAllNamespaces',
      'boost.kagenti.skipTlsVerify',
      'boost.kagenti.verboseStreamLogging',
    ]);
  });
});

describe('a key that Boost does not read', () => {
  it.each(['team1', "'team1'", '"team1"', '${KAGENTI_NAMESPACE:-team1}'])(
    'A3: namespace: %s becomes a list [configuration-migration/Single namespace becomes a list]',
    written => {
      const before = lines('boost:', '  kagenti:', '    # own', `    namespace: ${written} # one`);
      const { after, told } = migrate(before);
      const expected = written.startsWith('$') ? `"${written}"` : written;
      expect(after).toBe(
        lines(
          'boost:',
          '  providers:',
          '    kagenti:',
          '      # own',
          `      namespaces: [${expected}] # one`,
        ),
      );
      expect(told).toEqual([]);
      expect(migrate(after).after).toBe(after);
    },
  );

  it('A3: moves as a whole section, and in braces', () => {
    expect(migrate(lines('boost:', '  llamastack:', '    baseUrl: http://x # c')).after).toBe(
      lines('boost:', '  providers:', '    ogx:', '      baseUrl: http://x # c'),
    );
    expect(migrate('boost: {kagenti: {baseUrl: "http://x", skipTlsVerify: true}}\n').after).toBe(
      'boost: {providers: { kagenti: { baseUrl: "http://x" } }}\n',
    );
  });

  it('A3: is not moved over what another file sets', () => {
    const before = lines(
      'boost:',
      '  kagenti:',
      '    baseUrl: http://x',
      '    allowInClusterHttp: true',
    );
    const other = lines('boost:', '  providers:', '    kagenti:', '      baseUrl: http://y');
    const { after, findings } = migrate(before, undefined, [other]);
    expect(after).toBe(lines('boost:', '  kagenti:', '    allowInClusterHttp: true'));
    expect(findings).toEqual(['warning removed_key boost.kagenti.baseUrl 3:5']);
  });

  it('A3: goes with its comment, which is reported', () => {
    const before = lines(
      'boost:',
      '  systemPrompt: x',
      '  kagenti:',
      '    skipTlsVerify: true # lab',
    );
    const { after, findings } = migrate(before);
    expect(after).toBe(lines('boost:', '  systemPrompt: x'));
    expect(findings).toEqual([
      'warning removed_key boost.kagenti.skipTlsVerify 4:5',
      'warning removed_comments boost.kagenti.skipTlsVerify 4:5',
    ]);
  });
});

describe('the security mode none', () => {
  const warning = {
    severity: 'warning',
    code: 'renamed_value',
    path: 'boost.security.mode',
    message: 'was none: now development-only-no-auth, which checks nobody',
    hint: 'Set full or plugin-only before production.',
    location: { line: 3, column: 5 },
  };

  it.each(['boost', 'augment'])(
    'A3: of %s is renamed with a warning, and the difference shows it [configuration-migration/Mode none is renamed with a warning]',
    async section => {
      const { cwd, write } = migrateFolder();
      write('app-config.yaml', lines(`${section}:`, '  security:', '    mode: none'));

      const { changed, findings, diff, exitCode } = await migrateFiles({ cwd });

      const mode = '    mode: development-only-no-auth';
      expect(changed[0]?.text).toBe(lines('boost:', '  security:', mode));
      expect(findings).toMatchObject([warning]);
      expect(diff).toContain(`+${mode}\n`);
      expect(exitCode).toBe(0);
    },
  );

  it('A3: is shown in the difference by its former name', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', lines('boost:', '  security:', '    mode: none'));
    expect((await migrateFiles({ cwd })).diff).toContain('-    mode: none\n');
  });

  it('A3: is left to a person where it is a block of text', () => {
    const before = lines('boost:', '  security:', '    mode: |-', '      none');
    const { after, findings } = migrate(before);
    expect(after).toBe(before);
    expect(findings).toEqual(['warning value_by_hand boost.security.mode 3:5']);
  });
});

describe('the section of the predecessor', () => {
  const augment = fixture('augment-app-config.yaml');

  it('A3: becomes boost, with its comments [configuration-migration/Augment becomes Boost]', () => {
    const { after, findings } = migrate(augment);

    for (const { from, to, isListed } of movedKeys) {
      const value = read(augment, from);
      if (value === undefined) continue;
      const renamed = value === 'none' ? 'development-only-no-auth' : value;
      expect([to, read(after, to)]).toEqual([to, isListed === true ? [renamed] : renamed]);
      expect(read(after, from)).toBeUndefined();
    }
    for (const comment of [
      '# development',
      '# What the assistant is for.',
      '# The backend in the cluster.',
      '# ours',
    ]) {
      expect(after).toContain(comment);
    }
    expect(findings).toEqual([
      'warning renamed_value boost.security.mode 7:5',
      'warning not_moved augment.provider 5:3',
      'warning not_moved augment.security.adminUsers 8:5',
      'warning not_moved augment.llamaStack.skipTlsVerify 17:5',
      'warning not_moved augment.kagenti.streamTimeoutMs 22:5',
      'warning not_moved augment.kagenti.showAllNamespaces 27:5',
      'warning not_moved augment.skillsMarketplace.agentImage 30:5',
      'warning not_moved augment.mcpServers 31:3',
    ]);
    expect(read(after, 'augment.mcpServers')).toEqual(read(augment, 'augment.mcpServers'));
    const again = migrate(after);
    expect(again.after).toBe(after);
    expect(again.told).toHaveLength(7);
  });

  it('A3: is gone if everything is moved', () => {
    expect(migrate(lines('augment:', '  systemPrompt: Help.', 'app: {}')).after).toBe(
      lines('app: {}', 'boost:', '  systemPrompt: Help.'),
    );
  });

  it('A3: keeps what boost has a value for already, and says which one is read', () => {
    const before = lines('augment:', '  systemPrompt: a', 'boost:', '  systemPrompt: b');
    const { after, told } = migrate(before);
    expect(after).toBe(before);
    expect(told).toMatchObject([
      {
        code: 'not_moved',
        path: 'augment.systemPrompt',
        hint: 'Keep the value of boost.systemPrompt, or write this one there.',
      },
    ]);
  });

  it('A3: shows no value in findings or difference', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', 'augment:\n  kagenti:\n    auth:\n      clientSecret: hunter2\n');
    const report = await migrateFiles({ cwd });
    expect(codesOf(report)).toEqual(expect.not.arrayContaining(['error not_migrated']));
    expect(JSON.stringify({ ...report, changed: [] })).not.toContain('"hunter2');
    expect(report.diff).not.toContain('hunter2');
  });
});

it('A3: the guide has every key that is moved or removed', () => {
  const guide = readFileSync(
    join(import.meta.dirname, '../../../../docs/move-to-boost.md'),
    'utf8',
  ).toLowerCase();
  const missing = Object.keys(replacedKeys).filter(key => {
    const name = key.slice(key.lastIndexOf('.') + 1);
    return (
      !guide.includes(`\`${key.toLowerCase()}\``) && !guide.includes(`\`${name.toLowerCase()}\``)
    );
  });
  expect(missing).toEqual([]);
  const moves = movedKeys.filter(({ from }) => from.startsWith('augment.'));
  expect(
    moves.filter(({ from, to }) => !guide.includes(`| \`${from}\` | \`${to}\``.toLowerCase())),
  ).toEqual([]);
});
