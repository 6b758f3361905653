import { describe, expect, it } from 'vitest';
import { lines } from '../../test/migrate/migrate.fixture.ts';
import { inBraces, migrated, setElsewhere } from '../../test/migrate/token-exchange.fixture.ts';

describe('braces', () => {
  it.each([
    ['{tokenExchange: 1}', `{${inBraces}}`],
    ['{ tokenExchange: {a: 1}, scope: a }', `{ ${inBraces}, scope: a }`],
    ['{scope: a,tokenExchange: 1,}', `{scope: a,${inBraces},}`],
    ['{"tokenExchange": 1}', `{${inBraces.replaceAll(/(\w+):/g, '"$1":')}}`],
  ])(
    'hold the keys instead of the section: %s [configuration-migration/Placeholders replace the section]',
    (before, after) => {
      expect(migrated(`boost: {kagenti: {auth: ${before}}}\n`)).toBe(
        `boost: {kagenti: {auth: ${after}}}\n`,
      );
    },
  );

  it.each([
    ['{tokenExchange: 1, scope: a}', '{scope: a}'],
    ['{tokenExchange: 1 ,  scope: a}', '{scope: a}'],
    ['{scope: a, tokenExchange: 1}', '{scope: a}'],
    ['{scope: a , tokenExchange: 1 }', '{scope: a  }'],
    ['{scope: a, tokenExchange: 1, caFile: b}', '{scope: a, caFile: b}'],
    ['{scope: a, tokenExchange: 1,}', '{scope: a, }'],
    ['{scope: a, tokenExchange}', '{scope: a}'],
    ['{scope: a, # note\n tokenExchange: 1}', '{scope: a, # note\n }'],
    ['{tokenExchange: 1, # note\n scope: a}', '{ # note\n scope: a}'],
    ['{\n  tokenExchange: 1,\n  scope: a\n }', '{\n  \n  scope: a\n }'],
  ])('lose the section: %j', (before, after) => {
    expect(migrated(`boost: {kagenti: {auth: ${before}}}\n`, setElsewhere)).toBe(
      `boost: {kagenti: {auth: ${after}}}\n`,
    );
  });

  it('of several lines get a line for each key [configuration-migration/Placeholders replace the section]', () => {
    expect(
      migrated(
        lines('boost: {', '  kagenti: {auth: {', '   \ttokenExchange: 1, # note', '  }}', ' }'),
      ),
    ).toBe(
      lines(
        'boost: {',
        '  kagenti: {auth: {',
        `   \t${inBraces.replaceAll(', ', ',\n   \t')}, # note`,
        '  }}',
        ' }',
      ),
    );
  });
});
