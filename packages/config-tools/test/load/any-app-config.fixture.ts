import * as fc from 'fast-check';

/** A part of an app-config as it is written: what stands after a key, with its lines indented. */
type Written = { readonly inline: string } | { readonly below: readonly string[] };

/** Names that meet often, so that files overlap, and some that YAML reads in its own way or makes. */
const name = fc.constantFrom(
  'boost',
  'model',
  'a',
  'b',
  'x-y',
  '1',
  'true',
  '"q"',
  '~',
  '<<',
  '[x]',
  '{a: b}',
);

/** Scalars as they are written: every form of a variable, and what YAML reads in its own way. */
const scalar = fc.constantFrom(
  ...[
    ['${A}', '${ A }', '${B}', 'x${A}y${B}', '${A:-text}', '${A:-}', 'x${A:-}', '${B:-${A}}'],
    ['$${A}', '$$${A}', '${A-text}', '${}', '$A', '"${A:- text }"', "'${A}'", '"${A}\\n"'],
    ['text', '"text"', '""', "' blank '", 'null', '~', '', 'true', 'yes', '1', '010', '0x1F'],
    ['1e3', '.inf', '.nan', '2020-01-01', '!!str 1', '[]', '{}', '|\n  ${A}\n', '>-\n  a\n  b'],
    ['[1, "${A}", null, "${B:-}"]', '{a: 1, b: "${A}", x-y: }', '[["${A}"], {a: "${B:-}"}]'],
  ].flat(),
);

/** Values from elsewhere that are in order. */
const include = fc.constantFrom(
  ...[
    ['{$env: A}', '{$env: "${B:-A}"}', '{$env: " A"}', '{$env: MISSING}', '{$file: text.txt}'],
    ['{$include: shared.yaml}', '{$include: "shared.yaml#list"}', '{$include: shared.json}'],
    ['{$include: "shared.yaml#section.${A:-b}"}', '{$include: "shared.json#section"}'],
    ['{$include: sub/nested.yml}', '{$include: empty.yaml}', '{$include: "shared.yaml#text"}'],
    ['{$include: "shared.yaml#again"}', '{$include: "sub/nested.yml#"}'],
    ['{$include: "shared.yaml#list#x"}', '{$include: "./sub/../shared.yaml#boost.model"}'],
  ].flat(),
);

/** What Backstage refuses, or may refuse. */
const refused = fc.constantFrom(
  ...[
    ['&one anchored', '*one', '{$env: 1}', '{$env: "${B}"}', '{$file: missing.txt}', '{$file: .}'],
    ['{$file: "${A}.txt"}', '{$include: "shared.yaml#none.x"}', '{$include: text.txt}'],
    ['{$include: shared.yaml, a: 1}', '{a: 1, $env: A}', '{$include: missing.yaml}'],
    ['{$include: broken.yaml}', '{$include: broken.json}', '{$include: "shared.yaml#none"}'],
    ['{$include: ""}', '[1', '"', 'a: b', '- a', '\tx', '@', '{a: 1, a: 2}'],
  ].flat(),
);

const { node } = fc.letrec<{ node: Written; mapping: Written }>(tie => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: scalar.map(inline => ({ inline })), weight: 60 },
    { arbitrary: include.map(inline => ({ inline })), weight: 15 },
    { arbitrary: refused.map(inline => ({ inline })), weight: 1 },
    { arbitrary: tie('mapping'), weight: 60 },
    {
      arbitrary: fc
        .array(tie('node'), { minLength: 1, maxLength: 3 })
        .map(items => ({ below: items.flatMap(item => write('-', item)) })),
      weight: 15,
    },
  ),
  mapping: fc
    .uniqueArray(fc.tuple(name, tie('node')), {
      minLength: 1,
      maxLength: 3,
      selector: ([key]) => key,
    })
    .map(entries => ({ below: entries.flatMap(([key, value]) => write(`${key}:`, value)) })),
}));

function write(head: string, value: Written): string[] {
  if ('below' in value) return [head, ...value.below.map(line => `  ${line}`)];
  const [first = '', ...more] = value.inline.split('\n');
  return [`${head} ${first}`, ...more];
}

/** The text of an app-config: sections more often than not; sometimes a directive or no mapping. */
export const anyAppConfigText = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', '# comment\n', '%YAML 1.1\n---\n', '\uFEFF', '---\n'),
    fc.uniqueArray(fc.tuple(name, node), { maxLength: 3, selector: ([key]) => key }),
    fc.oneof(
      { arbitrary: fc.constantFrom('', '# end\n', '...\n'), weight: 40 },
      { arbitrary: fc.constant('---\n'), weight: 1 },
    ),
  )
  .map(
    ([head, entries, end]) =>
      `${head}${entries
        .flatMap(([key, value]) => write(`${key}:`, value))
        .map(line => `${line}\n`)
        .join('')}${end}`,
  );

/** Each variable unset, empty, or set, with blanks around or not. */
export const anyEnvironment = fc.record({
  A: fc.constantFrom(undefined, '', 'a', ' b '),
  B: fc.constantFrom(undefined, '', 'A', '${A}', '1'),
});

/** The files that app-configs of {@link anyAppConfigText} name; none of them loops. */
export const includedFiles: Readonly<Record<string, string>> = {
  'text.txt': ' ${A} text \n\n',
  'shared.yaml':
    'section: {a: "${A}", b: 1, x-y: {$env: B}}\nlist: [1, "${B:-}", "${A}", null]\ntext: "${A:-x}"\nagain: {$include: sub/nested.yml}\nboost: {model: "${B}"}\n',
  'shared.json':
    '{"section": {"a": "${A}", "a": 2, "b": [1e2, {"$env": "A"}]}, "boost": {"$include": "sub/nested.yml#boost"}}',
  'sub/nested.yml':
    'a: {$file: ../text.txt}\nboost: {model: {a: "${A:-}"}, b: null}\nb: [{$include: ../shared.yaml#list}]\n',
  'empty.yaml': '# nothing\n',
  'broken.yaml': 'a: [1\n',
  'broken.json': '{"a": 1,}',
};
