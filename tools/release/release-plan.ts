// What is tried with the packed packages in a project that has nothing else.
import { join } from 'node:path';
import { exampleFile, type ReadmeExample } from '../checks/readme-examples.ts';
import { releaseMatrix, typescriptWithoutRequire } from './release-matrix.ts';

/** One thing to try: a program of the tool box with its arguments, in the consumer's project. */
export interface Trial {
  readonly title: string;
  /** The package of the tool box that the program is in. */
  readonly tool: string;
  readonly kind: 'node' | 'typescript';
  readonly args: readonly string[];
}

/** The folder of the project that the README examples lie in. */
export const EXAMPLES = 'examples';

/** Every trial: each entry point imported and required, each README example and each command run, everything type-checked. */
export function releasePlan(
  specifiers: readonly string[],
  examples: readonly ReadmeExample[],
  commands: readonly string[],
): Trial[] {
  const onNode = Object.keys(releaseMatrix.node).flatMap(tool => {
    const loads = specifiers.flatMap(specifier => [
      trial(
        tool,
        `import ${specifier}`,
        '--input-type=module',
        '--eval',
        `await import('${specifier}')`,
      ),
      trial(
        tool,
        `require ${specifier}`,
        '--input-type=commonjs',
        '--eval',
        `require('${specifier}')`,
      ),
    ]);
    const runs = examples.map(example =>
      trial(tool, `run ${example.file}:${example.line}`, `${EXAMPLES}/${exampleFile(example)}`),
    );
    const starts = commands.flatMap(command =>
      ['--help', '--version'].map(option =>
        trial(tool, `${command} ${option}`, join('node_modules', '.bin', command), option),
      ),
    );
    return loads.concat(runs, starts);
  });
  const onTypeScript = Object.keys(releaseMatrix.typescript).map(tool => ({
    title: `type check on ${tool}`,
    tool,
    kind: 'typescript' as const,
    args: [
      '-p',
      typescriptWithoutRequire.includes(tool) ? 'tsconfig.import.json' : 'tsconfig.json',
    ],
  }));
  return [...onNode, ...onTypeScript];
}

function trial(tool: string, title: string, ...args: readonly string[]): Trial {
  return { title: `${title} on ${tool}`, tool, kind: 'node', args };
}

/** A tsconfig.json for these files, as strict on declarations as it can be. */
function project(include: readonly string[]): string {
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

/** The files of the project that import and require each entry point, for the type checks. */
export function consumerFiles(specifiers: readonly string[]): Record<string, string> {
  const lines = (line: (specifier: string, name: string) => string) =>
    `${specifiers.map((specifier, index) => line(specifier, `entry${index}`)).join('\n')}\n`;
  return {
    'package.json': JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
    'imports.mts': lines(
      (specifier, name) => `import * as ${name} from '${specifier}';\nvoid ${name};`,
    ),
    'requires.cts': lines(
      (specifier, name) => `import ${name} = require('${specifier}');\nvoid ${name};`,
    ),
    'tsconfig.json': project(['imports.mts', 'requires.cts', `${EXAMPLES}/**/*.ts`]),
    'tsconfig.import.json': project(['imports.mts', `${EXAMPLES}/**/*.ts`]),
  };
}
