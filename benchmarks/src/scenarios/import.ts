import type { Scenario } from '../benchmark.ts';
import { dependenciesOf, packageFolder } from '../packages.ts';
import { runNode } from '../run-process.ts';

/** Imports modules in a new process, and gives the milliseconds of the imports alone. */
export function timeImport(specifiers: readonly string[], cwd: string): number {
  const imports = specifiers.map(specifier => `await import(${JSON.stringify(specifier)});`);
  const script = `const start = performance.now();
    ${imports.join('\n')}
    console.log(performance.now() - start);`;
  return Number(runNode({ args: ['--input-type=module', '--eval', script], cwd }).stdout);
}

/** What config-schema adds to the import of Zod, without which it cannot be. */
export const importBesideZod: Scenario = {
  subject: 'importing @rhdh-boost/config-schema',
  peer: 'importing the zod that it uses',
  repetitions: 40,
  warmUps: 2,
  prepare: () => {
    // From there, both names lead to what its users get.
    const folder = packageFolder('@rhdh-boost/config-schema');
    return {
      subject: () => timeImport(['@rhdh-boost/config-schema'], folder),
      peer: () => timeImport(['zod'], folder),
    };
  },
};

/** What a package adds to the import of the packages that it is made with. */
function besideDependencies(name: string): Scenario {
  return {
    subject: `importing ${name}`,
    peer: 'importing its own dependencies',
    repetitions: 40,
    warmUps: 2,
    prepare: () => {
      const folder = packageFolder(name);
      const dependencies = dependenciesOf(name);
      return {
        subject: () => timeImport([name], folder),
        peer: () => timeImport(dependencies, folder),
      };
    },
  };
}

/** What token-manager adds. */
export const importTokenManager = besideDependencies('@rhdh-boost/token-manager');
/** What kagenti-client adds. */
export const importKagentiClient = besideDependencies('@rhdh-boost/kagenti-client');
