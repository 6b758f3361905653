// The `ts` blocks of READMEs and guides: each is a complete module that a reader can run as it stands, or with servers of
// theirs (`ts no-run`). Blocks that quote a source file are compiled there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { formatProblem, lineAt, type Problem } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';
import { entryPoints, publishedPackages } from '../common/workspaces.ts';

/** A block of code of a README or guide. */
export interface ReadmeExample {
  /** The page, seen from the repository's folder. */
  readonly file: string;
  /** The line of the page in which the code begins, from 1. */
  readonly line: number;
  readonly code: string;
  /** Whether it runs anywhere; one that is marked `no-run` needs servers that only its reader has. */
  readonly runs: boolean;
}

const PAGES = ['README.md', 'packages/*/README.md', 'docs/*.md'];

/** The `ts` blocks of READMEs and guides. */
export function readmeExamples(root: string): ReadmeExample[] {
  return trackedFiles(root, ...PAGES).flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8');
    return Array.from(
      text.matchAll(/(?<!^<!-- from [^\n]*\n)^```ts(?<marks>[^\n]*)\n(?<code>[\s\S]*?)^```$/gm),
      ({ groups, index }) => ({
        file,
        line: lineAt(text, index) + 1,
        code: groups?.code ?? '',
        runs: !/\bno-run\b/.test(groups?.marks ?? ''),
      }),
    );
  });
}

/** Where an example is put to be run: its path in a folder of examples. */
export function exampleFile({ file, line }: ReadmeExample): string {
  return join(dirname(file), `${basename(file, '.md')}.${line}.ts`);
}

/** The code with as many lines before it as the README has, so that a message names the README's line. */
function exampleModule({ line, code }: ReadmeExample): string {
  return `${'\n'.repeat(line - 1)}${code}`;
}

/** Puts the examples into an empty folder. */
export function writeExamples(folder: string, examples: readonly ReadmeExample[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const example of examples) {
    const file = join(folder, exampleFile(example));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, exampleModule(example));
  }
}

/** `@scope/name` or `name` of what is imported. */
const packageOf = (specifier: string) =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** Imports of something that a reader does not get by installing one of the packages. */
function importProblems(root: string, examples: readonly ReadmeExample[]): Problem[] {
  const packages = publishedPackages(root);
  const published = packages.flatMap(entryPoints).map(({ specifier }) => specifier);
  return examples.flatMap(({ file, line, code, runs }) => {
    const own = packages.find(({ folder }) => folder === dirname(file));
    const { peerDependencies, devDependencies } = own?.manifest ?? {};
    // A guide is for readers of several packages, which bring what they depend on.
    const dependencies = Object.assign(
      {},
      ...(own === undefined ? packages : [own]).map(({ manifest }) => manifest.dependencies),
    );
    const known = (specifier: string) =>
      published.includes(specifier) ||
      packageOf(specifier) in { ...dependencies, ...peerDependencies } ||
      // The client of a server that the reader has is theirs as well.
      (!runs && packageOf(specifier) in { ...devDependencies });
    return ts
      .preProcessFile(code)
      .importedFiles.filter(({ fileName }) => !isBuiltin(fileName) && !known(fileName))
      .map(({ fileName, pos }) => ({
        file,
        line: line + lineAt(code, pos) - 1,
        message: `The example imports "${fileName}", which is neither a dependency of its package nor one of the published names: ${published.join(', ')}.`,
      }));
  });
}

/** What keeps examples from compiling, by the README's lines. The examples lie in `folder`, inside the repository. */
export function exampleProblems(
  root: string,
  folder: string,
  examples: readonly ReadmeExample[],
): Problem[] {
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        noEmit: true,
        target: 'esnext',
        rootDir: '.',
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: ['**/*.ts'],
    }),
  );
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const compiled = stdout.split('\n').flatMap(text => {
    const { path, line, message } =
      /^(?<path>.+)\((?<line>\d+),\d+\): (?<message>.*)$/.exec(text)?.groups ?? {};
    const example = examples.find(candidate => exampleFile(candidate) === path);
    if (message === undefined) {
      return [];
    }
    return [
      example === undefined
        ? { message: text }
        : { file: example.file, line: Number(line), message },
    ];
  });
  return [...importProblems(root, examples), ...compiled];
}

/** The problems of one example, as text. */
export function problemsOf(
  { file, line, code }: ReadmeExample,
  problems: readonly Problem[],
): string[] {
  const end = line + code.split('\n').length;
  return problems
    .filter(
      problem =>
        problem.file === undefined ||
        (problem.file === file && (problem.line ?? 0) >= line && (problem.line ?? 0) < end),
    )
    .map(formatProblem);
}
