import type { Fault } from './fault.ts';

/** What each kind must have, and of which type. */
const required: Readonly<Record<Fault['kind'], Readonly<Record<string, string>>>> = {
  respond: { status: 'number' },
  delay: { delayMs: 'number' },
  hang: {},
  reset: {},
  cut: { afterBytes: 'number' },
};

/**
 * Refuses what is no fault: a test with a misspelt one would otherwise pass and test nothing.
 *
 * @throws TypeError that names what is wrong.
 */
export function checkFault(fault: Fault): void {
  if (!Object.hasOwn(required, fault.kind)) {
    throw new TypeError(
      `A fault's kind must be one of ${Object.keys(required).join(', ')}, not ${fault.kind}`,
    );
  }
  for (const [name, type] of Object.entries(required[fault.kind])) {
    if (typeof Reflect.get(fault, name) !== type) {
      throw new TypeError(`A fault of the kind ${fault.kind} must have ${name}, a ${type}`);
    }
  }
}
