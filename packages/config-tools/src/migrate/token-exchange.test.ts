import { describe, expect, it } from 'vitest';
import { migrate } from '../../test/migrate/migrate.fixture.ts';
import { migrated, placeholders, withAuth } from '../../test/migrate/token-exchange.fixture.ts';

describe('the tokenExchange section', () => {
  it.each([
    [['tokenExchange:', '  enabled: true', '  audience: a']],
    [['tokenExchange: {enabled: true}']],
    [['tokenExchange: {', '    enabled: true', '  }']],
    [['tokenExchange: true']],
    [['tokenExchange: |', '  text', '', '  more']],
    [['tokenExchange: "a', '  b"']],
    [['tokenExchange:', '  - a', '  - b: 1', '    c: 2']],
    [['tokenExchange:', '- a', '-']],
    [['tokenExchange:', '  a:']],
    [['tokenExchange:', '  a: &x', '  b: *x']],
    [['tokenExchange: &x !!map', '  a: 1']],
    [['&k tokenExchange: 1']],
    [['tokenExchange : 1']],
    [['tokenExchange: []']],
    [['tokenExchange: {a: 1} # note', '  # more']],
    [['tokenExchange: {$file: a.txt}']],
    [['tokenExchange:', '  {enabled: true}']],
  ])(
    'becomes the three keys: %j [configuration-migration/Placeholders replace the section]',
    section => {
      expect(migrated(withAuth(...section))).toBe(withAuth(...placeholders));
      expect(migrated(withAuth('scope: a', ...section, 'caFile: b'))).toBe(
        withAuth('scope: a', ...placeholders, 'caFile: b'),
      );
      expect(migrated(`${withAuth('scope: a', ...section)}  model: {name: a}\n`)).toBe(
        `${withAuth('scope: a', ...placeholders)}  model: {name: a}\n`,
      );
    },
  );

  it.each([
    ["'tokenExchange': 1", placeholders.map(line => line.replace(/^(\w+)/, "'$1'"))],
    ['"tokenExchange": 1', placeholders.map(line => line.replace(/^(\w+)/, '"$1"'))],
  ])(
    'keeps the quotes of its name: %s [configuration-migration/Placeholders replace the section]',
    (section, after) => {
      expect(migrated(withAuth(section))).toBe(withAuth(...after));
    },
  );

  it.each(['tokenExchange:', 'tokenExchange: null', 'tokenExchange: ~ # gone'])(
    'that is null needs no keys: %s',
    section => {
      expect(migrated(withAuth('scope: a', section, 'caFile: b'))).toBe(
        withAuth('scope: a', 'caFile: b'),
      );
      const { told } = migrate(withAuth('scope: a', section));
      expect(told.filter(({ code }) => code !== 'removed_comments')).toEqual([]);
    },
  );
});

describe('a section with an account of this version', () => {
  it.each([
    [['method: client_assertion', 'issuer: https://k/realms/b', 'assertionFile: /token']],
    [['method: none']],
    [['method: ${METHOD}']],
    [['issuer: https://k/realms/b', 'clientId: b', 'clientSecret: ${SECRET}']],
    [['keyFile: /key']],
    [['certificateFile: /crt', 'certificateKeyFile: /key']],
  ])(
    'keeps its account alone: %j [configuration-migration/Account of this version needs no placeholders]',
    account => {
      const before = withAuth('tokenExchange: {enabled: false}', ...account);
      expect(migrated(before)).toBe(withAuth(...account));
      const codes = migrate(before).told.map(({ code }) => code);
      expect(codes).toContain('removed_key');
      expect(codes).not.toContain('was_off');
    },
  );

  it('may be in another file [configuration-migration/Account of this version needs no placeholders]', () => {
    const other = withAuth('method: client_assertion', 'issuer: a', 'assertionFile: /token');
    expect(migrated(withAuth('scope: a', 'tokenExchange: {enabled: true}'), other)).toBe(
      withAuth('scope: a'),
    );
  });

  it.each(['method:', 'issuer: null', 'issuer: ""'])('is none where %s has no value', key => {
    expect(migrated(withAuth('tokenExchange: {enabled: true}', key))).toBe(
      withAuth(...placeholders, key),
    );
  });
});
