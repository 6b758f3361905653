import { checkAppConfig } from '@rhdh-boost/config-tools';
import { LineCounter, parseDocument } from 'yaml';
import type { Scenario } from '../benchmark.ts';
import { generateAppConfig } from '../generated-app-config.ts';
import { scratchFolder } from '../scratch-folder.ts';

const LINES = 10_000;
const FILE = 'app-config.yaml';

/** How long a large file takes to be read and checked, beside what parsing it takes. */
export const largeFile: Scenario = {
  subject: `checking an app-config of ${LINES} lines`,
  peer: 'parsing it with positions by the yaml package',
  repetitions: 20,
  warmUps: 4,
  prepare: ({ seed }) => {
    const { text, env } = generateAppConfig(LINES, seed);
    const { path, dispose } = scratchFolder({ [FILE]: text });
    return {
      async subject() {
        const start = performance.now();
        const { exitCode } = await checkAppConfig({ files: [FILE], cwd: path, env });
        const milliseconds = performance.now() - start;
        if (exitCode !== 0) {
          throw new Error(`The generated app-config was not found to be right: ${exitCode}.`);
        }
        return milliseconds;
      },
      peer() {
        const start = performance.now();
        const lineCounter = new LineCounter();
        const { errors } = parseDocument(text, { lineCounter });
        const milliseconds = performance.now() - start;
        if (errors.length > 0) {
          throw new Error('The generated app-config is no YAML.');
        }
        return milliseconds;
      },
      dispose,
    };
  },
};
