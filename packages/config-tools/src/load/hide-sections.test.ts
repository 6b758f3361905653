import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNode } from 'yaml';
import { anyAppConfigText } from '../../test/load/any-app-config.fixture.ts';
import { createPlainSource } from '../source/app-config-source.ts';
import { parseAppConfigYaml } from '../source/parse-yaml.ts';
import { hideOtherSections } from './hide-sections.ts';

const numRuns = propertyRuns(10_000);

const hide = (text: string) => hideOtherSections(text, { section: 'boost' });

it('Speed: keeps a section that mentions the name, and hides the others', () => {
  const text = 'app:\n  boost: x\ncatalog:\n  a: b\n';
  const shown = { section: 'boost', mentions: 'boost' };
  expect(hideOtherSections(text, shown)).toBe('app:\n  boost: x\ncatalog: #-----\n');
});

describe('sections that are plain', () => {
  it('become one comment each, and boost stays where it is', () => {
    const text = `# ours
app:
  title: Hub # the title
  list: [a, b-c]
boost:
  security: { mode: full }

  # below
catalog: []
locations:
- type: url
  target: "https://git.example.com/a: b"
- 'x'
last: 'one'`;
    expect(hide(text)).toBe(` #----
app: #${'-'.repeat(40)}
boost:
  security: { mode: full }

  # below
catalog: #-
locations: #${'-'.repeat(57)}
last: #----`);
  });

  it.each([
    ['nothing', ''],
    ['comments', '\n# one\n\n'],
    ['keys without a value', 'a:\nb:\nboost:\nc:'],
    ['Windows line ends', '# a\r\na:\r\n  b: 1\r\n\r\nboost: 1\r\nc: "d"\r\n'],
  ])('%s keeps its length', (_, text) => {
    expect(hide(text)).toHaveLength(text.length);
  });
});

describe('lines of the app-config that Backstage writes first', () => {
  it.each([
    `connect-src: ["'self'", 'http:', 'https:']`,
    "connection: ':memory:'",
    "builder: 'local' # Alternatives - 'external'",
    'methods: [GET, HEAD, PATCH, POST, PUT, DELETE]',
    'guest: {}',
    '- allow: [Component, System, API, Resource, Location]',
    'token: ${GITHUB_TOKEN}',
  ])('are plain: %s', text => {
    for (const end of ['\n', '\r\n']) {
      expect(hide(`a:${end}  ${text}${end}`)).toMatch(/^a: #-+\n$/);
    }
  });
});

describe('sections that are written in other ways', () => {
  it.each([
    ['an include', 'a:\n  $include: x.yaml\n'],
    ['an include in an item', 'a:\n  - $file: x.txt\n'],
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'boost: 1\na: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a block scalar', "a: |\n  boost:\n  it's {\n"],
    ['a flow mapping', 'a: {b: 1}\n'],
    ['a flow list of several lines', "a:\n  [\n    'b',\n\n  ]\n"],
    ['text of several lines', 'a: b\n  c\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a merge key', 'a:\n  <<: b\n'],
    ['a key twice', 'a:\n  b: 1\n  b: 2\n'],
    ['a value that goes on further in', 'a: 1\n  b: 2\n'],
    ['an indentation that nobody has', 'a:\n    b: 1\n  c: 2\n'],
    ['an item among keys', 'a:\n  b: 1\n  - c\n'],
    ['a key among items', 'a:\n  - b\n  c: 1\n'],
    ['an item in an item', 'a:\n  - - b\n'],
    [
      'deep nesting',
      `a:\n${Array.from({ length: 60 }, (_, i) => `${' '.repeat(i + 1)}a:\n`).join('')}`,
    ],
    ['a colon in text', 'a: b: c\n'],
    ['a line that is longer than anybody writes', `a: ${'b'.repeat(10_000)}\n`],
  ])('stay as they are, as %s', (_, text) => {
    expect(hide(`${text}other:\n  x: y\n# end\n`)).toBe(`${text}other: #-----------\n`);
  });

  it('of any size are looked through', () => {
    for (const unit of ['b', 'b ', '"b", ', '- ', "'b' # "]) {
      const text = `a: ${unit.repeat(4_900_000 / unit.length)}\n`;
      expect(hide(`${text}boost: 1\n`)?.length).toBe(text.length + 9);
    }
  });
});

describe('a text whose sections are not certain to end where they seem to', () => {
  it.each([
    ['a quotation that goes on at the margin', 'a: "b\n"c\n'],
    ['a bracket that is closed at the margin', 'a: [\n]\n'],
    ['a tab', 'a:\n\tb: 1\n'],
    ['a carriage return alone', 'a: 1\r2\n'],
    ['a byte order mark', '\uFEFFa: 1\n'],
    ['a directive', '%YAML 1.1\n---\na: 1\n'],
    ['a second document', 'a: 1\n---\nb: 1\n'],
    ['a complex key', '? a\n: 1\n'],
    ['a quoted key', '"a": 1\n'],
    ['a key twice in the root', 'a: 1\na: 2\n'],
    ['a key that is null', 'null: 1\n'],
    ['a list in the root', '- a\n'],
    ['text at the margin', 'a: 1\nb\n'],
  ])('stays as it is: %s', (_, text) => {
    expect(hide(text)).toBeUndefined();
  });
});

/** Lines that are plain, or nearly. */
const content = fc.constantFrom(
  ...[
    ['boost:', 'a:', 'b:', 'c: 1', 'd: x y', '- e', '- a: 1', '- b:', '-', '- - a', '$file: x'],
    ['f: "x"', "g: 'y'", 'h: [a, b]', 'i: {}', 'j: {a: 1}', 'k: "x', "l: it's", 'm: a # b', '# c'],
    ['n: [a', 'o: b]', '"p": 1', 'q : 1', 'r:1', 's: t: u', 'null: 1', '~: 1', 'v', 'w"', '}', ''],
    ['x: &y 1', 'y: *y', 'z: |', '? a', ': b', '---', '...', '<<: a', 'a.b/c: ~', '-x: 1', 'aa: -'],
    ['bb: http://x:1/#y', 'cc: a:', 'dd: !t 1', 'ee: @', 'ff: %', 'gg: ?', 'hh: ,', 'ii: a, b]'],
    [`jj: ["x", 'y:']`, `kk: ["a":b]`, `ll: ['it''s']`, 'mm: [', "nn: 'x", 'oo: >+', ']', 'pp: *x'],
    ['app: &x', 'qq: |2-', "rr: it's", '- |', '- "y', "- 'z", '-\ta', 'ss: &y {a: 1}', 'tt: !!map'],
  ].flat(),
);
const line = fc
  .tuple(fc.constantFrom('', '', '  ', '  ', '  ', '    ', '    ', '   ', '      '), content)
  .map(([indent, text]) => `${indent}${text}`);
const anyLines = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\n', '\r\n'))
  .map(([lines, end]) => lines.map(text => `${text}${end}`).join(''));

/** What is read of the one section, and of the names beside it; nothing where there is a problem. */
function read(text: string) {
  const { document, value } = parseAppConfigYaml(createPlainSource('app-config.yaml', text));
  if (document === undefined) return undefined;
  const node = value === null ? undefined : document.get('boost', true);
  return {
    names: Object.keys(Object(value)),
    boost: Object(value).boost,
    range: isNode(node) ? node.range?.slice(0, 2) : undefined,
    text: isNode(node) ? node.toString() : undefined,
  };
}

it('any text is read alike with and without its other sections', () => {
  let hidden = 0;
  fc.assert(
    fc.property(fc.oneof(anyLines, anyAppConfigText), text => {
      const rest = hide(text);
      if (rest === undefined) return;
      hidden += 1;
      expect(rest).toHaveLength(text.length);
      const whole = read(text);
      // What has a problem is parsed as it is.
      expect(read(rest) ?? whole).toEqual(whole);
    }),
    { numRuns: numRuns * 3 },
  );
  expect(hidden).toBeGreaterThan(numRuns / 20);
}, 120_000);
