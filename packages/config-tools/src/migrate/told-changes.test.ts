import { describe, expect, it } from 'vitest';
import { migrate } from '../../test/migrate/migrate.fixture.ts';
import { withAuth } from '../../test/migrate/token-exchange.fixture.ts';

describe('what a person must do', () => {
  it.each([
    ['{enabled: false}', 1],
    ['{enabled: "false"}', 1],
    ['{enabled: true}', 0],
    ['{enabled: "${ON}"}', 0],
    ['false', 0],
  ])('is told where the section was off: %s', (value, count) => {
    const { told } = migrate(withAuth(`tokenExchange: ${value}`));
    const off = told.filter(({ code }) => code === 'was_off');
    expect(off).toHaveLength(count);
    for (const { message, hint } of off) {
      expect([message, hint]).toEqual([
        'was switched off, but its replacement is active as soon as its variables are set',
        'Set the variables only in environments that use it.',
      ]);
    }
  });

  it('is listed for each placeholder [configuration-migration/Placeholders are listed]', () => {
    const { told } = migrate(withAuth('scope: a', 'tokenExchange: true'));
    expect(told.slice(1)).toEqual(
      ['tokenEndpoint TOKEN_ENDPOINT', 'clientId CLIENT_ID', 'clientSecret CLIENT_SECRET'].map(
        each => {
          const [name, variable] = each.split(' ');
          return {
            severity: 'warning',
            code: 'placeholder',
            path: `boost.kagenti.auth.${name}`,
            message: `was set to the placeholder \${KAGENTI_${variable}}`,
            hint: `Set the variable KAGENTI_${variable} where the backend runs, or replace it with the value.`,
            location: { file: 'app-config.yaml', line: 5, column: 7, endLine: 5, endColumn: 20 },
          };
        },
      ),
    );
  });

  it('is listed for each value that is gone [configuration-migration/Values that are gone are listed]', () => {
    const text = withAuth(
      'tokenExchange:',
      '  audience: c4n4ry',
      '  "odd name": c4n4ry',
      '  enabled: null',
    );
    const { told, findings } = migrate(text);
    expect(findings.slice(0, 3)).toEqual([
      'warning removed_key boost.kagenti.auth.tokenExchange 4:7',
      'warning removed_key boost.kagenti.auth.tokenExchange.audience 5:9',
      'warning removed_key boost.kagenti.auth.tokenExchange.enabled 7:9',
    ]);
    expect(told[1]).toMatchObject({
      message: expect.stringMatching(/^was removed: configure the audience in Keycloak instead, /),
      hint: 'The value was not kept. Check whether you need it elsewhere.',
    });
    expect(told[0]?.message).toMatch(/^was removed: .*one service account calls Kagenti$/);
    expect(JSON.stringify(told)).not.toContain('c4n4ry');
    expect(migrate(withAuth('tokenExchange: {}')).findings[0]).toBe(
      'warning removed_key boost.kagenti.auth.tokenExchange 4:7',
    );
  });

  it('is nothing after a second time [configuration-migration/Migrating twice changes nothing]', () => {
    const { after } = migrate(withAuth('tokenExchange: {enabled: true}'));
    expect(migrate(after)).toEqual({ after, findings: [], told: [] });
    for (const text of [
      '',
      '# c\n',
      'app: {}\n',
      'boost:\n',
      'boost: {kagenti: 7}\n',
      'boost: [1]\n',
    ]) {
      expect(migrate(text)).toEqual({ after: text, findings: [], told: [] });
    }
  });
});
