import { fileURLToPath } from 'node:url';
import type { CountScenario } from '../benchmark.ts';
import { runNode } from '../run-process.ts';

const CALLERS = 100_000;
const program = fileURLToPath(new URL('../weights/waiting-callers-process.ts', import.meta.url));

/** What each of many callers costs who wait for one renewal. */
export const waitingCallers: CountScenario = {
  subject: `${CALLERS} callers of getToken() who wait for one renewal: heap of each`,
  unable: {},
  count: async () => {
    const { stdout } = runNode({ args: ['--expose-gc', program, String(CALLERS)] });
    const { bytes, requests, served } = JSON.parse(stdout);
    return {
      'bytes of heap a caller': bytes / CALLERS,
      'token requests': requests,
      'callers without the token': CALLERS - served,
    };
  },
};
