// The projects that install the packages: as empty as they can be.
import { mkdirSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { type ReadmeExample, writeExamples } from '../../checks/readme-examples.ts';
import type { Workspace } from '../../common/workspaces.ts';
import { releaseMatrix } from '../release-matrix.ts';
import { EXAMPLES } from './trials.ts';

/** `@scope/name` or `name` of what is imported. */
const packageOf = (specifier: string) =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/**
 * What a project on all packages installs beside them: the peers that they need, and what the README examples import.
 * Their ranges are those of the packages.
 */
export function otherDependencies(
  packages: readonly Workspace[],
  examples: readonly Pick<ReadmeExample, 'code'>[],
): Record<string, string> {
  const ranges = Object.fromEntries(
    packages.flatMap(({ manifest: { peerDependencies, dependencies } }) =>
      Object.entries({ ...peerDependencies, ...dependencies }),
    ),
  );
  const needed = packages.flatMap(({ manifest: { peerDependencies, peerDependenciesMeta } }) =>
    Object.keys(peerDependencies ?? {}).filter(
      name => peerDependenciesMeta?.[name]?.optional !== true,
    ),
  );
  const imported = examples
    .flatMap(({ code }) => ts.preProcessFile(code).importedFiles)
    .map(({ fileName }) => packageOf(fileName))
    .filter(name => !isBuiltin(name));
  const own = new Set(packages.map(({ manifest }) => manifest.name));
  const others = [...new Set([...needed, ...imported])].filter(name => !own.has(name)).sort();
  return Object.fromEntries(others.map(name => [name, ranges[name] ?? '*']));
}

/** A tsconfig.json for these files, as strict on declarations as it can be. */
function tsconfig(include: readonly string[]): string {
  return JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      target: 'esnext',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: ['node'],
      allowImportingTsExtensions: true,
    },
    include,
  });
}

/** The files of a project: those that import and require each entry point, and an app-config for the commands. */
export function projectFiles(
  dependencies: Readonly<Record<string, string>>,
  specifiers: readonly string[],
): Record<string, string> {
  const lines = (line: (specifier: string, name: string) => string) =>
    `${specifiers.map((specifier, index) => line(specifier, `entry${index}`)).join('\n')}\n`;
  return {
    'package.json': JSON.stringify({
      name: 'consumer',
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies,
    }),
    'app-config.yaml': 'boost:\n  security: { mode: development-only-no-auth }\n',
    'imports.mts': lines(
      (specifier, name) => `import * as ${name} from '${specifier}';\nvoid ${name};`,
    ),
    'requires.cts': lines(
      (specifier, name) => `import ${name} = require('${specifier}');\nvoid ${name};`,
    ),
    'tsconfig.json': tsconfig(['imports.mts', 'requires.cts', `${EXAMPLES}/**/*.ts`]),
    'tsconfig.import.json': tsconfig(['imports.mts', `${EXAMPLES}/**/*.ts`]),
  };
}

/** What a project contains. */
export interface ProjectOptions {
  /** The packages with the range that it installs. */
  readonly ranges: Readonly<Record<string, string>>;
  readonly packages: readonly Workspace[];
  readonly specifiers: readonly string[];
  readonly examples: readonly ReadmeExample[];
}

/** Writes a project into a folder. */
export function writeProject(folder: string, options: ProjectOptions): void {
  const { ranges, packages, specifiers, examples } = options;
  const dependencies = {
    ...ranges,
    ...otherDependencies(packages, examples),
    ...releaseMatrix.types,
    ...releaseMatrix.peers,
  };
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(projectFiles(dependencies, specifiers))) {
    writeFileSync(join(folder, file), text);
  }
  writeExamples(join(folder, EXAMPLES), examples);
}
