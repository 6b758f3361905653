import type { Misconfiguration } from './misconfiguration.ts';

/** Shifts the time that a process reads, and nothing of the machine. */
const shifted = `
const now = Date.now;
Date.now = () => now() + 600_000;
`;

export const misconfiguration: Misconfiguration = {
  step: 'clock',
  code: 'clock_skew',
  broken: 'The clock of this machine is ten minutes ahead.',
  make(site) {
    site.env['NODE_OPTIONS'] = `--import=${site.write('shifted-time.mjs', shifted)}`;
  },
  remedy(site) {
    site.env['NODE_OPTIONS'] = undefined;
  },
};
