import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Problem, repositoryRoot } from '../common/problem.ts';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import {
  exampleFile,
  exampleProblems,
  problemsOf,
  readmeExamples,
  writeExamples,
} from './readme-examples.ts';

/** An example that does not end by itself is stopped after this time. */
const LIMIT_MS = 30_000;
// Inside the repository, so that the packages are found by their names; and not below node_modules, where Node runs no TypeScript.
const folder = join(repositoryRoot, 'temp', 'readme-examples');
const examples = readmeExamples(repositoryRoot);
let problems: readonly Problem[] = [];

/** Runs an example in a process group of its own, and tells how it ended. */
async function run(file: string): Promise<{ code: number | null; output: string; left: boolean }> {
  const child = spawn(process.execPath, [file], { cwd: folder, detached: true, timeout: LIMIT_MS });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const code = await new Promise<number | null>(resolve => child.on('exit', resolve));
  let left = true;
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  } catch {
    left = false; // no process of the group is there any more
  }
  return { code, output, left };
}

beforeAll(() => {
  writeExamples(folder, examples);
  problems = exampleProblems(repositoryRoot, folder, examples);
}, 60_000);

describe.each(examples.map(example => ({ place: `${example.file}:${example.line}`, example })))(
  '$place',
  ({ place, example }) => {
    test(`${place} compiles`, () => {
      expect(problemsOf(example, problems)).toEqual([]);
    });

    test.runIf(example.runs)(
      `${place} runs`,
      {
        timeout: LIMIT_MS + 5000,
      },
      async () => {
        expect(await run(join(folder, exampleFile(example)))).toEqual({
          code: 0,
          output: expect.anything(),
          left: false,
        });
      },
    );
  },
);

test('a wrong type and an unpublished import are found in the line of the README', () => {
  const readme = [
    '# A',
    '```ts',
    "import { z } from 'zod';",
    'export const a: number = z.string();',
    '```',
    '```js',
    'const notLookedAt: number = 1;',
    '```',
  ].join('\n');
  const root = scratchFolder({
    'package.json': JSON.stringify({ type: 'module', workspaces: ['packages/*'] }),
    'tsconfig.base.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }',
    'node_modules/zod/package.json': '{ "name": "zod", "types": "index.d.ts" }',
    'node_modules/zod/index.d.ts': 'export declare const z: { string(): string };',
    'README.md': readme,
  });
  commitAll(root);
  const found = readmeExamples(root);
  const inFolder = join(root, 'temp');
  writeExamples(inFolder, found);

  const [example] = found;

  expect(found).toHaveLength(1);
  expect(example && problemsOf(example, exampleProblems(root, inFolder, found))).toEqual([
    'README.md:3: The example imports "zod", which is neither a dependency of its package nor one of the published names: .',
    "README.md:4: error TS2322: Type 'string' is not assignable to type 'number'.",
  ]);
});

function manifest(name: string, dependencies: Record<string, string>): string {
  return JSON.stringify({ name, version: '0.1.0', dependencies });
}

test('an example imports a dependency of its own package', () => {
  const readme = "```ts\nimport { z } from 'zod';\nconsole.log(z);\n```\n";
  const root = scratchFolder({
    'package.json': JSON.stringify({ type: 'module', workspaces: ['packages/*'] }),
    'tsconfig.base.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }',
    'node_modules/zod/package.json': '{ "name": "zod", "types": "index.d.ts" }',
    'node_modules/zod/index.d.ts': 'export declare const z: string;',
    'packages/with/package.json': manifest('with', { zod: '^4.0.0' }),
    'packages/with/README.md': readme,
    'packages/without/package.json': manifest('without', {}),
    'packages/without/README.md': readme,
  });
  commitAll(root);
  const found = readmeExamples(root);
  const inFolder = join(root, 'temp');
  writeExamples(inFolder, found);

  expect(exampleProblems(root, inFolder, found)).toEqual([
    { file: 'packages/without/README.md', line: 2, message: expect.stringMatching(/"zod"/) },
  ]);
});

test('an example that quotes a source file is left to the check of that file', () => {
  const quoted = '<!-- from src/plugin.ts#route -->\n```ts\nrouter.get();\n```\n';
  const root = scratchFolder({ 'README.md': `${quoted}\n\`\`\`ts\nconsole.log(1);\n\`\`\`\n` });
  commitAll(root);

  expect(readmeExamples(root).map(({ line }) => line)).toEqual([7]);
});

/** An example that does not compile. */
const block = (marks: string) => `\`\`\`${marks}\nimport { z } from 'zod';\nz.wrong();\n\`\`\`\n`;

test('an example that needs a server is compiled, and may import what its package is tested with', () => {
  const root = scratchFolder({
    'package.json': JSON.stringify({ type: 'module', workspaces: ['packages/*'] }),
    'tsconfig.base.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }',
    'node_modules/zod/package.json': '{ "name": "zod", "types": "index.d.ts" }',
    'node_modules/zod/index.d.ts': 'export declare const z: string;',
    'packages/a/package.json': JSON.stringify({
      name: 'a',
      version: '0.1.0',
      devDependencies: { zod: '^4.0.0' },
    }),
    'packages/a/README.md': block('ts') + block('ts no-run'),
  });
  commitAll(root);
  const found = readmeExamples(root);
  const inFolder = join(root, 'temp');
  writeExamples(inFolder, found);

  const told = exampleProblems(root, inFolder, found);

  expect(found.map(({ runs }) => runs)).toEqual([true, false]);
  expect(told.map(({ line, message }) => `${line}: ${message?.slice(0, 30)}`)).toEqual([
    '2: The example imports "zod", whi',
    "3: error TS2339: Property 'wrong'",
    "7: error TS2339: Property 'wrong'",
  ]);
});
