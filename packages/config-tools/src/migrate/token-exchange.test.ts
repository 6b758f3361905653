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
