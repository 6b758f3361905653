import { describe, expect, it } from 'vitest';
import { lines, migrate } from './migrate.fixture.ts';

const placeholders = [
  'tokenEndpoint: ${KAGENTI_TOKEN_ENDPOINT}',
  'clientId: ${KAGENTI_CLIENT_ID}',
  'clientSecret: ${KAGENTI_CLIENT_SECRET}',
];
const inBraces =
  'tokenEndpoint: "${KAGENTI_TOKEN_ENDPOINT}", clientId: "${KAGENTI_CLIENT_ID}", clientSecret: "${KAGENTI_CLIENT_SECRET}"';
const setElsewhere = 'boost: {kagenti: {auth: {tokenEndpoint: a, clientId: b, clientSecret: c}}}';

/** A file with these lines below `auth`, indented by six spaces as they should be. */
const withAuth = (...auth: readonly string[]) =>
  lines('boost:', '  kagenti:', '    auth:', ...auth.map(line => `      ${line}`.trimEnd()));

/** The text after the migration; fails when something is refused or a second time changes it. */
async function migrated(before: string, ...others: readonly string[]): Promise<string> {
  const { after, told } = await migrate(before, undefined, others);
  expect(told.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect((await migrate(after, undefined, others)).after).toBe(after);
  return after;
}

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

const configMap = (...keys: readonly string[]) =>
  lines(
    'kind: ConfigMap',
    'data:',
    ...keys.flatMap(key => [
      `  ${key}: |`,
      '    boost: {kagenti: {auth: {tokenExchange: {enabled: true}}}}',
    ]),
  );

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
    'becomes the three keys: %j [configuration-migration/Placeholders stand where the section was]',
    async section => {
      expect(await migrated(withAuth(...section))).toBe(withAuth(...placeholders));
      expect(await migrated(withAuth('scope: a', ...section, 'caFile: b'))).toBe(
        withAuth('scope: a', ...placeholders, 'caFile: b'),
      );
      expect(await migrated(`${withAuth('scope: a', ...section)}  model: {name: a}\n`)).toBe(
        `${withAuth('scope: a', ...placeholders)}  model: {name: a}\n`,
      );
    },
  );

  it.each([
    ["'tokenExchange': 1", placeholders.map(line => line.replace(/^(\w+)/, "'$1'"))],
    ['"tokenExchange": 1', placeholders.map(line => line.replace(/^(\w+)/, '"$1"'))],
  ])(
    'keeps the quotes of its name: %s [configuration-migration/Placeholders stand where the section was]',
    async (section, after) => {
      expect(await migrated(withAuth(section))).toBe(withAuth(...after));
    },
  );

  it.each([
    [['clientId: a'], [0, 2]],
    [['clientSecret: ${A}'], [0, 1]],
    [['tokenEndpoint: {$env: A}', 'clientId: a'], [2]],
  ])(
    'leaves keys alone that are set: %j [configuration-migration/Keys that are set are not written again]',
    async (set, missing) => {
      const written = missing.map(index => placeholders[index] ?? '');
      expect(await migrated(withAuth(...set, 'tokenExchange: 1'))).toBe(
        withAuth(...set, ...written),
      );
      expect(await migrated(withAuth('tokenExchange: 1', ...set))).toBe(
        withAuth(...written, ...set),
      );
    },
  );

  it('needs no keys where another file sets them [configuration-migration/Keys that are set are not written again]', async () => {
    expect(
      await migrated(
        withAuth('scope: a', 'tokenExchange: 1'),
        'boost: {kagenti: {auth: {tokenEndpoint: a, clientId: null}}}',
      ),
    ).toBe(withAuth('scope: a', ...placeholders.slice(1)));
    expect(await migrated(withAuth('scope: a', 'tokenExchange: 1'), setElsewhere)).toBe(
      withAuth('scope: a'),
    );
  });

  it('names the file that sets the keys instead [configuration-migration/Keys that another file sets are named]', async () => {
    const text = withAuth('scope: a', 'tokenExchange: 1');
    const { told } = await migrate(text, undefined, [setElsewhere]);
    expect(told.find(({ code }) => code === 'set_elsewhere')).toEqual({
      severity: 'warning',
      code: 'set_elsewhere',
      path: 'boost.kagenti.auth',
      message:
        'needs tokenEndpoint, clientId and clientSecret, set in other-1.yaml, with which this file is merged',
      hint: 'Migrate apart what is deployed apart.',
      location: { file: 'app-config.yaml', line: 5, column: 7, endLine: 5, endColumn: 20 },
    });
    const half = 'boost: {kagenti: {auth: {clientId: b}}}';
    const found = await migrate(withAuth('tokenExchange: 1'), undefined, [half]);
    expect(found.told.find(({ code }) => code === 'set_elsewhere')?.message).toBe(
      'needs clientId, set in other-1.yaml, with which this file is merged',
    );
    expect((await migrate(withAuth('scope: a'), undefined, [setElsewhere])).told).toEqual([]);
  });

  it('is replaced in each ConfigMap of a file, and once in a ConfigMap [configuration-migration/Each ConfigMap gets its own keys]', async () => {
    const text = `${configMap('a.yaml', 'b.yaml')}---\n${configMap('c.yaml')}`;
    const { after, told } = await migrate(text);
    expect(after.split('\n').map(line => line.match(/KAGENTI/g)?.length ?? 0)).toEqual([
      0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 3, 0,
    ]);
    expect(told.map(({ code }) => code)).not.toContain('set_elsewhere');
  });

  it('is replaced once when several files have it [configuration-migration/Keys that are set are not written again]', async () => {
    const text = withAuth('scope: a', 'tokenExchange: 1');
    const outcome = await migrate(text, undefined, [text]);
    expect(outcome.after).toBe(withAuth('scope: a', ...placeholders));
    expect(outcome.findings.filter(finding => finding.includes('placeholder'))).toHaveLength(3);
  });

  it('leaves keys to the person that are there but empty [configuration-migration/Key that is empty is left to the person]', async () => {
    const { after, findings, told } = await migrate(withAuth('clientId:', 'tokenExchange: 1'));
    expect(after).toBe(withAuth('clientId:', placeholders[0] ?? '', placeholders[2] ?? ''));
    expect(findings).toContain('warning placeholder boost.kagenti.auth.clientId 4:7');
    expect(told.find(({ path }) => path?.endsWith('clientId'))).toMatchObject({
      message: 'is empty, and needed now',
      hint: 'Write its value, or "${…}" with the name of a variable that holds it.',
    });
  });

  it.each([
    ['clientId: " "', '', 4],
    ['clientId: ""', '', 4],
    ['', 'boost: {kagenti: {auth: {clientId: null}}}', 1],
    ['', 'boost: {kagenti: {auth: {clientId: ""}}}', 1],
  ])(
    'tells of keys that are empty once all is merged: %j, %j [configuration-migration/Key that is empty is left to the person]',
    async (own, other, line) => {
      const { told } = await migrate(withAuth(own, 'tokenExchange: 1'), undefined, [other]);
      expect(told.filter(({ message }) => message === 'is empty, and needed now')).toMatchObject([
        {
          path: 'boost.kagenti.auth.clientId',
          location: { file: other === '' ? 'app-config.yaml' : 'other-1.yaml', line },
        },
      ]);
    },
  );

  it('tells nothing of a key that a later file sets [configuration-migration/Key that is empty is left to the person]', async () => {
    const text = withAuth('clientId:', 'tokenExchange: 1');
    const { told } = await migrate(text, undefined, [setElsewhere]);
    expect(told.map(({ code }) => code)).toEqual(['removed_key', 'set_elsewhere']);
  });

  it.each(['tokenExchange:', 'tokenExchange: null', 'tokenExchange: ~ # gone'])(
    'that is null needs no keys: %s [configuration-migration/Section that is null needs no placeholder]',
    async section => {
      expect(await migrated(withAuth('scope: a', section, 'caFile: b'))).toBe(
        withAuth('scope: a', 'caFile: b'),
      );
      const { told } = await migrate(withAuth('scope: a', section));
      expect(told.filter(({ code }) => code !== 'removed_comments')).toEqual([]);
    },
  );
});

describe('comments', () => {
  it.each([
    [['# a', 'tokenExchange: # b', '  enabled: true # c'], 'takes 3 comments with it'],
    [['tokenExchange: 1 # a', 'scope: b # c'], 'takes a comment with it'],
    [['tokenExchange: {enabled: true, # a', '    audience: b}'], 'takes a comment with it'],
  ])(
    'that go are counted: %j [configuration-migration/Comments that go are told]',
    async (section, message) => {
      const { told } = await migrate(withAuth(...section));
      expect(told.filter(({ code }) => code === 'removed_comments')).toMatchObject([
        { severity: 'warning', path: 'boost.kagenti.auth.tokenExchange', message },
      ]);
      const without = await migrate(withAuth('tokenExchange: 1', '', '# apart'));
      expect(without.told.map(({ code }) => code)).not.toContain('removed_comments');
    },
  );

  it('go with the section when they belong to it [configuration-migration/Comments that belong to the section go with it]', async () => {
    expect(
      await migrated(
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

  it('stay when they belong to something else [configuration-migration/Other comments stay]', async () => {
    expect(
      await migrated(
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

  it('of the next key stay even after deeper ones [configuration-migration/Other comments stay]', async () => {
    expect(
      await migrated(
        withAuth('tokenExchange: 1', '  # own', '# of scope', '  # of scope, too', 'scope: a'),
      ),
    ).toBe(withAuth(...placeholders, '# of scope', '  # of scope, too', 'scope: a'));
  });

  it('at the top of a file belong to what is below them [configuration-migration/Comments that belong to the section go with it]', async () => {
    expect(await migrated(withAuth('# own', 'tokenExchange: 1'))).toBe(withAuth(...placeholders));
  });
});

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
  ])(
    'goes, too: %j [configuration-migration/Section that is left empty goes too]',
    async (before, after) => {
      expect(await migrated(before, setElsewhere)).toBe(after);
    },
  );

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
  ])(
    'becomes {} where it must stay: %j [configuration-migration/Section that is left empty goes too]',
    async (before, after) => {
      expect(await migrated(before, setElsewhere)).toBe(after);
    },
  );
});

describe('braces', () => {
  it.each([
    ['{tokenExchange: 1}', `{${inBraces}}`],
    ['{ tokenExchange: {a: 1}, scope: a }', `{ ${inBraces}, scope: a }`],
    ['{scope: a,tokenExchange: 1,}', `{scope: a,${inBraces},}`],
    ['{"tokenExchange": 1}', `{${inBraces.replaceAll(/(\w+):/g, '"$1":')}}`],
  ])(
    'hold the keys instead of the section: %s [configuration-migration/Braces are edited in place]',
    async (before, after) => {
      expect(await migrated(`boost: {kagenti: {auth: ${before}}}\n`)).toBe(
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
  ])(
    'lose the section: %j [configuration-migration/Braces are edited in place]',
    async (before, after) => {
      expect(await migrated(`boost: {kagenti: {auth: ${before}}}\n`, setElsewhere)).toBe(
        `boost: {kagenti: {auth: ${after}}}\n`,
      );
    },
  );

  it('of several lines get a line for each key [configuration-migration/Braces are edited in place]', async () => {
    expect(
      await migrated(
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

describe('layout', () => {
  const section = withAuth('scope: a', 'tokenExchange: 1', 'caFile: b');
  const after = withAuth('scope: a', ...placeholders, 'caFile: b');

  it('is kept: line ends, mark and last line [configuration-migration/Layout is kept]', async () => {
    expect(await migrated(crlf(section))).toBe(crlf(after));
    expect(await migrated(`\uFEFF${section}`)).toBe(`\uFEFF${after}`);
    expect(await migrated(section.slice(0, -1))).toBe(after.slice(0, -1));
    const last = withAuth('tokenExchange: 1', '  # own');
    expect(await migrated(last.slice(0, -1))).toBe(withAuth(...placeholders).slice(0, -1));
    expect(await migrated(crlf(last).slice(0, -2))).toBe(
      crlf(withAuth(...placeholders)).slice(0, -2),
    );
    const removed = withAuth('scope: a', 'tokenExchange: 1');
    expect(await migrated(removed.slice(0, -1), setElsewhere)).toBe(
      withAuth('scope: a').slice(0, -1),
    );
    expect(await migrated(crlf(removed).slice(0, -2), setElsewhere)).toBe(
      crlf(withAuth('scope: a')).slice(0, -2),
    );
  });

  it('is kept where line ends are mixed [configuration-migration/Layout is kept]', async () => {
    expect(
      await migrated('a: 1\r\nboost:\n  kagenti:\n    auth:\r\n      tokenExchange: 1\n  x: 1\r\n'),
    ).toBe(
      `a: 1\r\nboost:\n  kagenti:\n    auth:\r\n${placeholders.map(line => `      ${line}\r\n`).join('')}  x: 1\r\n`,
    );
  });

  it('of a ConfigMap is kept [configuration-migration/ConfigMap is edited in its block]', async () => {
    expect(await migrated(wrap(section))).toBe(wrap(after));
    expect(await migrated(wrap(section, '|-'))).toBe(wrap(after, '|-'));
    expect(await migrated(wrap(`${section}\n\n`, '|+'))).toBe(wrap(`${after}\n\n`, '|+'));
    expect(await migrated(wrap(section).replaceAll('\n', '\r\n'))).toBe(
      wrap(after).replaceAll('\n', '\r\n'),
    );
    const last = withAuth('tokenExchange: 1');
    const lastAfter = withAuth(...placeholders);
    for (const header of ['|', '|-', '|+']) {
      expect(await migrated(wrap(last, header))).toBe(wrap(lastAfter, header));
      expect(await migrated(wrap(last.slice(0, -1), header, ''))).toBe(
        wrap(lastAfter.slice(0, -1), header, ''),
      );
    }
  });

  it('of braces in a ConfigMap is kept [configuration-migration/ConfigMap is edited in its block]', async () => {
    expect(
      await migrated(
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

  it('of several app-configs in one file is kept [configuration-migration/ConfigMap is edited in its block]', async () => {
    expect(
      await migrated(twoAppConfigs('{tokenExchange: 1}', '{scope: a, tokenExchange: 1}')),
    ).toBe(twoAppConfigs(`{${inBraces}}`, '{scope: a}'));
  });
});

describe('what a person must do', () => {
  it.each([
    ['{enabled: false}', 1],
    ['{enabled: "false"}', 1],
    ['{enabled: true}', 0],
    ['{enabled: "${ON}"}', 0],
    ['false', 0],
  ])(
    'is told where the section was off: %s [configuration-migration/Section that was off is told]',
    async (value, count) => {
      const { told } = await migrate(withAuth(`tokenExchange: ${value}`));
      const off = told.filter(({ code }) => code === 'was_off');
      expect(off).toHaveLength(count);
      for (const { message, hint } of off) {
        expect([message, hint]).toEqual([
          'was switched off, and what replaces it is used once its variables are set',
          'Set the variables only where it shall be used.',
        ]);
      }
    },
  );

  it('is listed for each placeholder [configuration-migration/Placeholders are listed]', async () => {
    const { told } = await migrate(withAuth('scope: a', 'tokenExchange: true'));
    expect(told.slice(1)).toEqual(
      ['tokenEndpoint TOKEN_ENDPOINT', 'clientId CLIENT_ID', 'clientSecret CLIENT_SECRET'].map(
        each => {
          const [name, variable] = each.split(' ');
          return {
            severity: 'warning',
            code: 'placeholder',
            path: `boost.kagenti.auth.${name}`,
            message: `is written as \${KAGENTI_${variable}}`,
            hint: `Set the variable KAGENTI_${variable} where the backend runs, or write the value in its place.`,
            location: { file: 'app-config.yaml', line: 5, column: 7, endLine: 5, endColumn: 20 },
          };
        },
      ),
    );
  });

  it('is listed for each value that is gone [configuration-migration/Values that are gone are listed]', async () => {
    const text = withAuth(
      'tokenExchange:',
      '  audience: c4n4ry',
      '  "odd name": c4n4ry',
      '  enabled: null',
    );
    const { told, findings } = await migrate(text);
    expect(findings.slice(0, 3)).toEqual([
      'warning removed_key boost.kagenti.auth.tokenExchange 4:7',
      'warning removed_key boost.kagenti.auth.tokenExchange.audience 5:9',
      'warning removed_key boost.kagenti.auth.tokenExchange.enabled 7:9',
    ]);
    expect(told[1]).toMatchObject({
      message: expect.stringMatching(/^is gone; .*an audience is set at the client, in Keycloak$/),
      hint: 'Its value was not carried over: see whether something else needs it.',
    });
    expect(told[0]?.message).toMatch(/^is gone; .*one service account calls Kagenti$/);
    expect(JSON.stringify(told)).not.toContain('c4n4ry');
    expect((await migrate(withAuth('tokenExchange: {}'))).findings[0]).toBe(
      'warning removed_key boost.kagenti.auth.tokenExchange 4:7',
    );
  });

  it('is nothing after a second time [configuration-migration/Migrating twice changes nothing]', async () => {
    const { after } = await migrate(withAuth('tokenExchange: {enabled: true}'));
    expect(await migrate(after)).toEqual({ after, findings: [], told: [] });
    for (const text of [
      '',
      '# c\n',
      'app: {}\n',
      'boost:\n',
      'boost: {kagenti: 7}\n',
      'boost: [1]\n',
    ]) {
      expect(await migrate(text)).toEqual({ after: text, findings: [], told: [] });
    }
  });
});
