import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { snippetProblems, writeSnippets } from './snippets.ts';

const source = [
  "import { Router } from 'express';",
  "import { other } from './other.ts';",
  '',
  'export function plugin() {',
  '  // #region plugin',
  '  const router = Router();',
  '',
  '  // #region route',
  "  router.get('/', () => {",
  '    other();',
  '  });',
  '  // #endregion route',
  '  return router;',
  '  // #endregion',
  '}',
  '',
].join('\n');
const plugin = [
  'const router = Router();',
  '',
  "router.get('/', () => {",
  '  other();',
  '});',
  'return router;',
];
const route = plugin.slice(2, 5);

/** A code block below the comment that names a place. */
const quote = (place: string, ...code: readonly string[]) =>
  [`<!-- from ${place} -->`, '```ts', ...code, '```', ''].join('\n');

const everything = [
  '# Plugin',
  '',
  quote('src/plugin.ts#plugin', ...plugin),
  quote('src/plugin.ts#route', ...route),
].join('\n');

/** A repository with the source, or others, and a README. */
function repository(readme: string, files: Record<string, string> = { 'src/plugin.ts': source }) {
  const root = scratchFolder({ 'README.md': readme, ...files });
  commitAll(root);
  return root;
}

/** What the check reports about them. */
const problemsOf = (...args: Parameters<typeof repository>) =>
  snippetProblems(repository(...args)).map(formatProblem);

test('blocks with the code of their regions pass, without its indentation', () => {
  expect(problemsOf(everything)).toEqual([]);
});

test('a block that differs from its region is refused, and written [developer-tooling/Document differs from the region that it names]', () => {
  const root = repository(everything.replace('  other();', '  another();'));
  const before = snippetProblems(root).map(formatProblem);

  writeSnippets(root);

  expect(before).toEqual([
    'README.md:3: The code differs from src/plugin.ts#plugin. Run "npm run generate".',
  ]);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe(everything);
});

test('empty blocks are written, several in one document', () => {
  const root = repository(everything.replaceAll(/(?<=```ts\n)[^`]+/g, ''));

  writeSnippets(root);

  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe(everything);
  expect(snippetProblems(root)).toEqual([]);
});

test('a block can have several regions, of YAML too', () => {
  const yaml = 'a: 1\n# #region b\nb:\n  # #region c\n  c: 2\n  # #endregion\n# #endregion\n';
  const readme = quote('app-config.yaml#c,b', 'c: 2', '', 'b:', '  c: 2');

  expect(problemsOf(readme, { 'app-config.yaml': yaml })).toEqual([]);
});

test.each<[what: string, problem: string, readme: string]>([
  [
    'an unknown file',
    'README.md:10: "src/plug.ts" is no TypeScript or YAML file with regions.',
    quote('src/plug.ts#route'),
  ],
  [
    'an unknown region',
    'README.md:10: src/plugin.ts does not have all regions of "rout". It has route, plugin.',
    quote('src/plugin.ts#rout'),
  ],
  [
    'a file without a region',
    'README.md:10: src/plugin.ts does not have all regions of "". It has route, plugin.',
    quote('src/plugin.ts'),
  ],
  [
    'a comment without a block',
    'README.md:10: No code block follows this comment. Add an empty one below it.',
    '<!-- from src/plugin.ts#route -->\nText.\n',
  ],
])('%s is refused and left alone', (_what, problem, readme) => {
  const all = [
    quote('src/plugin.ts#plugin', ...plugin),
    readme,
    quote('src/plugin.ts#route', ...route),
  ].join('');
  const root = repository(all);

  writeSnippets(root);

  expect(snippetProblems(root).map(formatProblem)).toEqual([problem]);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe(all);
});

const oneQuote = quote('src/plugin.ts#route', 'drifted();');
test.each<[what: string, block: string]>([
  ['indented in a list', oneQuote.replaceAll(/^/gm, '   ')],
  ['followed by a space', oneQuote.replace('-->', '--> ')],
  ['without spaces within', oneQuote.replace('<!-- from', '<!--from')],
  ['below a line end of Windows', oneQuote.replaceAll('\n', '\r\n')],
])('a comment %s, below which nothing would be compared, is refused', (_what, block) => {
  expect(problemsOf(everything + block)).toEqual([
    'README.md:19: Nothing compares the code below this comment. Put only <!-- from FILE#REGION --> into its line, and end lines with LF alone.',
  ]);
});

test('a document may explain the comment', () => {
  expect(problemsOf(`${everything}Write \`<!-- from src/plugin.ts#route -->\`.\n`)).toEqual([]);
});

test('a region that no document quotes is refused', () => {
  expect(problemsOf(quote('src/plugin.ts#plugin', ...plugin))).toEqual([
    'src/plugin.ts:8: No document quotes the region "route". Quote it below <!-- from src/plugin.ts#route -->, or remove its comments.',
  ]);
});

test.each<[what: string, line: string, problem: string]>([
  [
    'a relative import',
    "import { other } from './other.ts';",
    '1: The region "a" imports "./other.ts", which its reader does not have. Leave that import out of the region.',
  ],
  [
    'a relative import of a call',
    "await import('../other.ts');",
    '1: The region "a" imports "../other.ts", which its reader does not have. Leave that import out of the region.',
  ],
  [
    'a second region of its name',
    '// #region a\n// #endregion',
    '2: Two regions are named "a". Rename one.',
  ],
  [
    'an end too many',
    '// #endregion\n// #endregion',
    '4: This #endregion ends no region. Remove it.',
  ],
  [
    'a region without an end',
    '// #region b',
    '1: The region "a" has no end. Add the comment #endregion.',
  ],
])('%s in a region is refused', (_what, line, problem) => {
  const text = `// #region a\n${line}\n// #endregion\n`;

  expect(problemsOf('', { 'src/a.ts': text })).toContain(`src/a.ts:${problem}`);
});
