import { describe, expect, it } from 'vitest';
import { lines } from '../../test/migrate/migrate.fixture.ts';
import { migrated, setElsewhere } from '../../test/migrate/token-exchange.fixture.ts';

describe('a section that is left empty', () => {
  it.each([
    [
      lines('boost:', '  kagenti:', '    auth:', '      tokenExchange: 1', '  x: 1'),
      lines('boost:', '  x: 1'),
    ],
    [
      lines('boost:', '  kagenti:', '    auth: {tokenExchange: 1}', '    y: 1'),
      lines('boost:', '  kagenti:', '    y: 1'),
    ],
    [
      lines('boost:', '  # own', '  kagenti: {auth: {tokenExchange: 1}}', '  x: 1'),
      lines('boost:', '  # own', '  kagenti: {}', '  x: 1'),
    ],
    [lines('boost: {kagenti: {auth: {tokenExchange: 1}}, x: 1}'), lines('boost: {x: 1}')],
    [lines('boost: {x: 1, kagenti: {auth: {tokenExchange: 1}}}'), lines('boost: {x: 1}')],
  ])('goes, too: %j', (before, after) => {
    expect(migrated(before, setElsewhere)).toBe(after);
  });

  it.each([
    [
      lines('boost:', '  kagenti:', '    auth: # note', '      tokenExchange: 1', '    y: 1'),
      lines('boost:', '  kagenti:', '    auth: {} # note', '    y: 1'),
    ],
    [
      lines(
        'boost:',
        '  kagenti:',
        '    auth:',
        '      # own',
        '      tokenExchange: 1',
        '    # note',
      ),
      lines('boost:', '  kagenti: {}', '    # note'),
    ],
    [
      lines('boost:', '  kagenti:', '    auth:', '      # apart', '', '      tokenExchange: 1'),
      lines('boost:', '  kagenti:', '    auth: {}', '      # apart', ''),
    ],
    [
      lines('boost:', '  kagenti:', '    auth: &a', '      # apart', '', '      tokenExchange: 1'),
      lines('boost:', '  kagenti:', '    auth: &a {}', '      # apart', ''),
    ],
    [
      lines('# top', 'boost:', '  kagenti:', '    auth:', '      tokenExchange: 1'),
      lines('# top', 'boost: {}'),
    ],
    [lines('boost: {kagenti: {auth: {tokenExchange: 1}}}'), lines('boost: {}')],
    [
      lines('boost: {', '  kagenti: { # note', '    auth: {tokenExchange: 1} } }'),
      lines('boost: {', '  kagenti: { # note', '     } }'),
    ],
  ])('becomes {} where it must stay: %j', (before, after) => {
    expect(migrated(before, setElsewhere)).toBe(after);
  });
});
