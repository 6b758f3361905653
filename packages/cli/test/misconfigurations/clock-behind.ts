import { shiftedBy } from '../shifted-clock.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'clock',
  code: 'clock_skew',
  broken: 'The clock of the machine is 30 s behind.',
  status: 'warning',
  make(site) {
    site.env['NODE_OPTIONS'] = `--import ${site.write('clock.mjs', shiftedBy(-30))}`;
  },
  remedy(site) {
    site.env['NODE_OPTIONS'] = undefined;
  },
};
