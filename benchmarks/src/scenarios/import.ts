import type { Scenario } from '../benchmark.ts';
import { packageFolder } from '../packages.ts';
import { runNode } from '../run-process.ts';

/** Imports a module in a new process, and gives the milliseconds of the import alone. */
function timeImport(specifier: string, cwd: string): number {
  const script = `const start = performance.now();
    await import(${JSON.stringify(specifier)});
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
      subject: () => timeImport('@rhdh-boost/config-schema', folder),
      peer: () => timeImport('zod', folder),
    };
  },
};
