import { expect, it } from 'vitest';
import { lines, migrate } from '../../test/migrate/migrate.fixture.ts';

const alias = 'it comes from an alias or a merge key';
const repeated = 'an alias elsewhere repeats the section, and an edit would change or break it';

/** What the migration of a text refuses; fails when it changes the text. */
function refusalsOf(text: string) {
  const { after, told } = migrate(text);
  expect(after).toBe(text);
  return told.filter(({ severity }) => severity === 'error');
}

const refusal = (reason: string, line: number, column: number) => ({
  severity: 'error',
  code: 'not_migrated',
  path: 'boost.kagenti.auth.tokenExchange',
  message: `was not migrated: ${reason}`,
  hint: expect.stringMatching(/\w.*\.$/),
  location: expect.objectContaining({ file: 'app-config.yaml', line, column }),
});

it.each([
  ['x: &a {tokenExchange: 1}\nboost:\n  kagenti:\n    auth: *a\n', 4, 11],
  ['x: &a {kagenti: {auth: {tokenExchange: 1}}}\nboost: *a\n', 2, 8],
  ['%YAML 1.1\n---\nx: &a {tokenExchange: 1}\nboost:\n  kagenti:\n    auth:\n      <<: *a\n', 7, 7],
  ['k: &k tokenExchange\nboost: {kagenti: {auth: {*k : 1}}}\n', 2, 25],
])(
  'an alias that brings the section in: %j [configuration-migration/Section that an alias shares is refused]',
  (text, line, column) => {
    expect(refusalsOf(text)).toEqual([refusal(alias, line, column)]);
  },
);

it.each([
  ['boost:\n  kagenti:\n    auth: &a\n      tokenExchange: 1\nx: *a\n', 5, 4],
  ['boost: &a\n  kagenti:\n    auth:\n      tokenExchange: 1\nx: [*a]\n', 5, 5],
  ['boost:\n  kagenti:\n    auth:\n      tokenExchange: {enabled: &a true}\nx: *a\n', 5, 4],
  ['boost:\n  kagenti:\n    auth:\n      tokenExchange: &a {enabled: true}\n      x: *a\n', 5, 10],
  [
    'boost:\n  kagenti:\n    auth:\n      tokenExchange:\n        ? &a x\n        : 1\nx: *a\n',
    7,
    4,
  ],
  // Blocks, whose ranges end behind a line break.
  ['boost:\n  kagenti:\n    auth:\n      tokenExchange: &a\n        enabled: true\nx: *a\n', 6, 4],
  ['boost:\n  kagenti:\n    auth:\n      tokenExchange: &a |\n        x\nx: *a\n', 6, 4],
])(
  'an anchor that is used elsewhere: %j [configuration-migration/Section that an alias shares is refused]',
  (text, line, column) => {
    expect(refusalsOf(text)).toEqual([refusal(repeated, line, column)]);
  },
);

it('takes anchors with it that only the section uses, and aliases to what stays', () => {
  const text = lines(
    'x: &x 1',
    'y: *x',
    'boost:',
    '  kagenti:',
    '    auth:',
    '      scope: &s a',
    '      tokenExchange: {a: &a *x, b: [*a, *s]}',
  ).replace('&a *x', '&a 1');
  const { after } = migrate(text);
  expect(after).not.toContain('tokenExchange');
  expect(after).toContain('x: &x 1\ny: *x\n');
});

it.each([
  [
    'kind: ConfigMap\ndata:\n  a.yaml: "boost: {kagenti: {auth: {tokenExchange: 1}}}"\n',
    'the app-config is not a literal block ("|")',
    3,
    37,
  ],
  [
    'kind: ConfigMap\ndata:\n  a.yaml: >\n    boost: {kagenti: {auth: {tokenExchange: 1}}}\n',
    'the app-config is folded (">"), so its lines differ from the lines of the app-config',
    4,
    30,
  ],
  [
    'boost:\n  kagenti:\n    auth:\n      ? tokenExchange\n      : 1\n',
    'it is not at the start of a separate line',
    4,
    7,
  ],
])(
  'what cannot be edited: %j [configuration-migration/Text that cannot be edited is refused]',
  (text, reason, line, column) => {
    expect(refusalsOf(text)).toEqual([refusal(reason, line, column)]);
  },
);

it('an edit that would come to something else [configuration-migration/Text that cannot be edited is refused]', () => {
  const text = 'boost:\n  kagenti:\n    auth: {tokenExchange: 1 # note\n     , scope: a}\n';
  const set = 'boost: {kagenti: {auth: {tokenEndpoint: a, clientId: b, clientSecret: c}}}';
  const { after, told } = migrate(text, undefined, [set]);
  expect(after).toBe(text);
  expect(told.at(-1)).toMatchObject({
    severity: 'error',
    message: 'was not migrated: an edit of it would change something else',
    location: { line: 3, column: 12 },
  });
});

it.each([
  ['kind: ConfigMap\ndata:\n  app-config.yaml: &a |\n', '  other.txt: *a\n', 4],
  ['kind: ConfigMap\ndata: &a\n  app-config.yaml: |\n', 'other: [*a]\n', 4],
  ['kind: ConfigMap\ndata:\n  a.yaml: &a |\n', '  b.yaml: *a\n', 4],
])(
  'an alias to the text in a ConfigMap: %j, %j [configuration-migration/Section that an alias shares is refused]',
  (before, after, line) => {
    const block = '    boost: {kagenti: {auth: {tokenExchange: 1}}}\n';
    const [first] = refusalsOf(before + block + after);
    expect(first).toEqual(
      refusal(
        'an alias elsewhere in the file repeats the app-config and would change too',
        line,
        30,
      ),
    );
  },
);

it('aliases elsewhere in the file that are too many to be counted out [configuration-migration/Section that an alias shares is refused]', () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const below = level === 0 ? 'x' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: 9 }, () => below).join(', ')}]`;
  });
  const text = lines(
    'kind: ConfigMap',
    'data:',
    '  a.yaml: |',
    '    boost: {kagenti: {auth: {tokenExchange: 1}}}',
    '---',
    ...levels,
  );
  const [first] = refusalsOf(text);
  expect(first).toEqual(
    refusal('an alias elsewhere in the file repeats the app-config and would change too', 4, 30),
  );
});
