import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

/** What TypeDoc says, with this repository's configuration, of one package with one file. */
function documentationOf(source: string) {
  const root = scratchFolder({
    'typedoc.json': readFileSync(join(repositoryRoot, 'typedoc.json'), 'utf8'),
    'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['packages/*'] }),
    'tsconfig.json': '{ "include": ["packages/*/src"] }',
    'packages/one/package.json': JSON.stringify({
      name: '@scope/one',
      version: '0.1.0',
      type: 'module',
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    }),
    'packages/one/tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2023',
        rootDir: 'src',
        outDir: 'dist',
        types: [],
      },
      include: ['src'],
    }),
    'packages/one/src/index.ts': source,
  });
  const typedoc = join(repositoryRoot, 'node_modules/typedoc/bin/typedoc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, '--emit', 'none'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { passed: status === 0, output: stdout + stderr };
}

test('everything documented', () => {
  const { passed, output } = documentationOf(
    '/** A door. */\nexport interface Door {\n  /** In metres. */\n  readonly height: number;\n}\n',
  );

  expect({ passed, output }).toEqual({ passed: true, output: expect.anything() });
});

test('a function and a member without a docstring', () => {
  const { passed, output } = documentationOf(
    '/** A door. */\nexport interface Door {\n  readonly height: number;\n}\nexport function open(): void {}\n',
  );

  expect(passed).toBe(false);
  expect(output).toContain('Door.height (Property)');
  expect(output).toContain('open (CallSignature)');
});
