import { describe, expect, it } from 'vitest';
import { lines, migrate } from '../../test/migrate/migrate.fixture.ts';
import { migrated, placeholders, withAuth } from '../../test/migrate/token-exchange.fixture.ts';

describe('comments', () => {
  it.each([
    [
      ['# a', 'tokenExchange: # b', '  enabled: true # c'],
      'was removed together with the comments on lines 4, 5 and 6',
    ],
    [['tokenExchange: 1 # a', 'scope: b # c'], 'was removed together with the comment on line 4'],
    [
      ['tokenExchange: {enabled: true, # a', '    audience: b}'],
      'was removed together with the comment on line 4',
    ],
  ])('that go are told by their lines: %j', (section, message) => {
    const { told } = migrate(withAuth(...section));
    expect(told.filter(({ code }) => code === 'removed_comments')).toMatchObject([
      { severity: 'warning', path: 'boost.kagenti.auth.tokenExchange', message },
    ]);
    const without = migrate(withAuth('tokenExchange: 1', '', '# apart'));
    expect(without.told.map(({ code }) => code)).not.toContain('removed_comments');
  });

  it('go with the section when they belong to it [configuration-migration/Only the comments of the section go]', () => {
    expect(
      migrated(
        withAuth(
          '# above',
          '# directly above',
          'tokenExchange: # behind the key',
          '  # first',
          '  enabled: true # behind the value',
          '# in between',
          '  audience: a',
          '  # last',
          '',
          '        # deeper',
          'scope: a',
        ),
      ),
    ).toBe(withAuth(...placeholders, 'scope: a'));
  });

  it('stay when they belong to something else [configuration-migration/Only the comments of the section go]', () => {
    expect(
      migrated(
        lines(
          '# top',
          'boost: # boost',
          '  # kagenti',
          '  kagenti:',
          '    auth: # auth',
          '      # apart',
          '',
          '    # other column',
          '      # own',
          '      tokenExchange: 1 # own',
          '',
          '      # next',
          '',
          '    # later',
          '      scope: "# no comment" # scope',
          '# end',
        ),
      ),
    ).toBe(
      lines(
        '# top',
        'boost: # boost',
        '  # kagenti',
        '  kagenti:',
        '    auth: # auth',
        '      # apart',
        '',
        '    # other column',
        ...placeholders.map(line => `      ${line}`),
        '',
        '      # next',
        '',
        '    # later',
        '      scope: "# no comment" # scope',
        '# end',
      ),
    );
  });

  it('of the next key stay even after deeper ones [configuration-migration/Only the comments of the section go]', () => {
    expect(
      migrated(
        withAuth('tokenExchange: 1', '  # own', '# of scope', '  # of scope, too', 'scope: a'),
      ),
    ).toBe(withAuth(...placeholders, '# of scope', '  # of scope, too', 'scope: a'));
  });

  it('at the top of a file belong to what is below them [configuration-migration/Only the comments of the section go]', () => {
    expect(migrated(withAuth('# own', 'tokenExchange: 1'))).toBe(withAuth(...placeholders));
  });
});
