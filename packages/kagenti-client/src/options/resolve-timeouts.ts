import { checkNumber, maximumMs } from './check-number.ts';
import { defaultTimeouts, type TimeoutOptions, type Timeouts } from './timeouts.ts';
import { withoutUndefined } from './without-undefined.ts';

/** Checks the clocks and fills in what was left out. */
export function resolveTimeouts(options: TimeoutOptions = {}): Timeouts {
  const timeouts = { ...defaultTimeouts, ...withoutUndefined(options) };
  for (const [name, value] of Object.entries(timeouts)) {
    checkNumber(`timeouts.${name}`, value, 1, maximumMs);
  }
  return timeouts;
}
