import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNode } from 'yaml';
import { createPlainSource } from '../source/app-config-source.ts';
import { parseAppConfigYaml } from '../source/parse-yaml.ts';
import { anyAppConfigText } from './any-app-config.fixture.ts';
import { hideOtherSections } from './hide-sections.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 10_000);

const hide = (text: string) => hideOtherSections(text, 'boost');

describe('sections that are plain', () => {
  it('become one comment each, and boost stays where it is [configuration-check/Sections beside boost cost little]', () => {
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
  ])('%s keeps its length [configuration-check/Sections beside boost cost little]', (_, text) => {
    expect(hide(text)).toHaveLength(text.length);
  });
});

describe('sections that are not plain', () => {
  it.each([
    ['an include', 'a:\n  $include: x.yaml\n'],
    ['an include in an item', 'a:\n  - $file: x.txt\n'],
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'boost: 1\na: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a block scalar', 'a: |\n  boost:\n'],
    ['a flow mapping', 'a: {b: 1}\n'],
    ['a quotation of several lines', 'a: "b\n\nboost: c"\n'],
    ['text of several lines', 'a: b\n  c\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a tab', 'a:\n\tb: 1\n'],
    ['a carriage return', 'a: 1\r\n'],
    ['a byte order mark', '\uFEFFa: 1\n'],
    ['a directive', '%YAML 1.1\n---\na: 1\n'],
    ['a second document', 'a: 1\n---\nb: 1\n'],
    ['a complex key', '? a\n: 1\n'],
    ['a quoted key', '"a": 1\n'],
    ['a merge key', 'a:\n  <<: b\n'],
    ['a key twice in the root', 'a: 1\na: 2\n'],
    ['a key twice', 'a:\n  b: 1\n  b: 2\n'],
    ['a key that is null', 'null: 1\n'],
    ['a list in the root', '- a\n'],
    ['a value that goes on further in', 'a: 1\n  b: 2\n'],
    ['an indentation that nobody has', 'a:\n    b: 1\n  c: 2\n'],
    ['an item among keys', 'a:\n  b: 1\n  - c\n'],
    ['a key among items', 'a:\n  - b\n  c: 1\n'],
    ['an item in an item', 'a:\n  - - b\n'],
    ['deep nesting', Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['a colon in text', 'a: b: c\n'],
    ['text at the margin', 'a: 1\nb\n'],
    ['an open bracket in boost', 'boost: 1\na: 1\nboosts:\n  c: [\n'],
  ])('%s [configuration-check/Sections beside boost cost little]', (_, text) => {
    expect(hide(text)).toBeUndefined();
  });

  it.each([
    ['a bracket', 'boost:\n  a: {b: 1,\nc: 2}\n'],
    ['a quotation', "boost:\n  a: 'b\nc: d'\n"],
    ['a quotation with an escape', 'boost:\n  a: "b\\"\nc: d"\n'],
  ])(
    '%s of boost that reaches further [configuration-check/Sections beside boost cost little]',
    (_, text) => {
      expect(hide(text)).toBeUndefined();
    },
  );
});

/** Lines that are plain, or nearly. */
const content = fc.constantFrom(
  ...[
    ['boost:', 'a:', 'b:', 'c: 1', 'd: x y', '- e', '- a: 1', '- b:', '-', '- - a', '$file: x'],
    ['f: "x"', "g: 'y'", 'h: [a, b]', 'i: {}', 'j: {a: 1}', 'k: "x', "l: it's", 'm: a # b', '# c'],
    ['n: [a', 'o: b]', '"p": 1', 'q : 1', 'r:1', 's: t: u', 'null: 1', '~: 1', 'v', 'w"', '}', ''],
    ['x: &y 1', 'y: *y', 'z: |', '? a', ': b', '---', '...', '<<: a', 'a.b/c: ~', '-x: 1', 'aa: -'],
    ['bb: http://x:1/#y', 'cc: a:', 'dd: !t 1', 'ee: @', 'ff: %', 'gg: ?', 'hh: ,', 'ii: a, b]'],
  ].flat(),
);
const line = fc
  .tuple(fc.constantFrom('', '', '  ', '  ', '  ', '    ', '    ', '   ', '      '), content)
  .map(([indent, text]) => `${indent}${text}\n`);
const anyLines = fc.array(line, { minLength: 1, maxLength: 8 }).map(lines => lines.join(''));

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

it('any text is read alike with and without its other sections [configuration-check/Sections beside boost cost little]', () => {
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
