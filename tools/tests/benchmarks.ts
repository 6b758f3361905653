// Brings the peers that the benchmarks compare with, by the lock file of their own, and runs the benchmarks.
import { join } from 'node:path';
import { repositoryRoot } from '../common/problem.ts';
import { runProgram } from '../setup/run-program.mjs';
import { installSeparately } from '../setup/separate-install.ts';

if (import.meta.main) {
  const folder = join(repositoryRoot, 'benchmarks');
  const code = await installSeparately({
    folder,
    what: 'the peers of the benchmarks',
    environment: process.env,
  });
  process.exitCode =
    code === 0
      ? await runProgram(
          process.execPath,
          [join(folder, 'src', 'main.ts'), ...process.argv.slice(2)],
          { cwd: repositoryRoot, environment: process.env },
        )
      : code;
}
