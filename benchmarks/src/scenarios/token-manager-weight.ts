import { fileURLToPath } from 'node:url';
import type { CountScenario, Counts } from '../benchmark.ts';
import { dependenciesOf, packageFolder } from '../packages.ts';
import { runNode } from '../run-process.ts';
import { spreadOf } from '../statistics.ts';
import { clientMakers } from '../weights/client-makers.ts';
import { timeImport } from './import.ts';

const CLIENTS = 1000;
const ours = '@rhdh-boost/token-manager';
const program = fileURLToPath(new URL('../weights/weigh-process.ts', import.meta.url));

function weigh(name: string, effort: number): Counts {
  const { stdout } = runNode({ args: ['--expose-gc', program, name, String(CLIENTS)] });
  const { bytes }: { bytes: number } = JSON.parse(stdout);
  // Ours is found from its own folder, the peers from here.
  const cwd = name === ours ? packageFolder(name) : fileURLToPath(new URL('.', import.meta.url));
  const runs = Math.max(3, Math.ceil(10 * effort));
  const times = Array.from({ length: runs }, () => timeImport([name], cwd));
  return {
    'runtime dependencies beside undici': dependenciesOf(name).filter(each => each !== 'undici')
      .length,
    [`KiB of heap for ${CLIENTS} clients`]: bytes / 1024,
    'milliseconds to import': spreadOf(times).median,
  };
}

/** What it costs to have a library, and many clients of it. */
export const tokenManagerWeight: CountScenario = {
  subject: `packages, heap of ${CLIENTS} clients without a token, and the import in a new process`,
  unable: {},
  count: async ({ effort }) => weigh(ours, effort),
  async countPeers({ effort }) {
    const names = Object.keys(clientMakers).filter(name => name !== ours);
    return Object.fromEntries(names.map(name => [name, weigh(name, effort)]));
  },
};
