import { describe, expect, it } from 'vitest';
import { lines } from '../../test/migrate/migrate.fixture.ts';
import {
  inBraces,
  migrated,
  placeholders,
  setElsewhere,
  withAuth,
} from '../../test/migrate/token-exchange.fixture.ts';

const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const wrap = (text: string, header = '|', rest = 'metadata: {}\n---\nbroken: {{ x }}\n') =>
  `kind: ConfigMap\ndata:\n  x.txt: |\n    tokenExchange: 1\n  app-config.yaml: ${header}\n${text.replaceAll(/^(?=.)/gm, '    ')}${rest}`;
const twoAppConfigs = (first: string, second: string) =>
  lines(
    'kind: ConfigMap',
    'data:',
    '  a.yaml: |',
    `    boost: {kagenti: {auth: ${first}}}`,
    '  b.yaml: |',
    `    boost: {kagenti: {auth: ${second}}}`,
  );

describe('layout', () => {
  const section = withAuth('scope: a', 'tokenExchange: 1', 'caFile: b');
  const after = withAuth('scope: a', ...placeholders, 'caFile: b');

  it('is kept: line ends, mark and last line [configuration-migration/Layout is kept]', () => {
    expect(migrated(crlf(section))).toBe(crlf(after));
    expect(migrated(`\uFEFF${section}`)).toBe(`\uFEFF${after}`);
    expect(migrated(section.slice(0, -1))).toBe(after.slice(0, -1));
    const last = withAuth('tokenExchange: 1', '  # own');
    expect(migrated(last.slice(0, -1))).toBe(withAuth(...placeholders).slice(0, -1));
    expect(migrated(crlf(last).slice(0, -2))).toBe(crlf(withAuth(...placeholders)).slice(0, -2));
    const removed = withAuth('scope: a', 'tokenExchange: 1');
    expect(migrated(removed.slice(0, -1), setElsewhere)).toBe(withAuth('scope: a').slice(0, -1));
    expect(migrated(crlf(removed).slice(0, -2), setElsewhere)).toBe(
      crlf(withAuth('scope: a')).slice(0, -2),
    );
  });

  it('is kept where line ends are mixed [configuration-migration/Layout is kept]', () => {
    expect(
      migrated('a: 1\r\nboost:\n  kagenti:\n    auth:\r\n      tokenExchange: 1\n  x: 1\r\n'),
    ).toBe(
      `a: 1\r\nboost:\n  kagenti:\n    auth:\r\n${placeholders.map(line => `      ${line}\r\n`).join('')}  x: 1\r\n`,
    );
  });

  it('of a ConfigMap is kept [configuration-migration/Layout is kept]', () => {
    expect(migrated(wrap(section))).toBe(wrap(after));
    expect(migrated(wrap(section, '|-'))).toBe(wrap(after, '|-'));
    expect(migrated(wrap(`${section}\n\n`, '|+'))).toBe(wrap(`${after}\n\n`, '|+'));
    expect(migrated(wrap(section).replaceAll('\n', '\r\n'))).toBe(
      wrap(after).replaceAll('\n', '\r\n'),
    );
    const last = withAuth('tokenExchange: 1');
    const lastAfter = withAuth(...placeholders);
    for (const header of ['|', '|-', '|+']) {
      expect(migrated(wrap(last, header))).toBe(wrap(lastAfter, header));
      expect(migrated(wrap(last.slice(0, -1), header, ''))).toBe(
        wrap(lastAfter.slice(0, -1), header, ''),
      );
    }
  });

  it('of braces in a ConfigMap is kept [configuration-migration/Layout is kept]', () => {
    expect(
      migrated(
        lines(
          'kind: ConfigMap',
          'data:',
          '  a.yaml: |',
          '    boost: {kagenti: {auth: {',
          '      tokenExchange: 1',
          '     }}}',
          '  z: 1',
        ),
      ),
    ).toBe(
      lines(
        'kind: ConfigMap',
        'data:',
        '  a.yaml: |',
        '    boost: {kagenti: {auth: {',
        `      ${inBraces.replaceAll(', ', ',\n      ')}`,
        '     }}}',
        '  z: 1',
      ),
    );
  });

  it('of several app-configs in one file is kept [configuration-migration/Layout is kept]', () => {
    expect(migrated(twoAppConfigs('{tokenExchange: 1}', '{scope: a, tokenExchange: 1}'))).toBe(
      twoAppConfigs(`{${inBraces}}`, '{scope: a}'),
    );
  });
});
