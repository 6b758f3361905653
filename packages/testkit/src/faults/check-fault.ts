import { types } from 'node:util';
import { checkHeaders } from './check-headers.ts';
import type { CutFault, Fault, HangFault, ResetFault } from './fault.ts';

/** What a field may be; the text says it, for the message. */
interface FieldRule {
  readonly isRight: (value: unknown) => boolean;
  readonly mustBe: string;
  readonly isRequired?: boolean;
}

const breakingPhase = oneOf('request', 'headers', 'response', 'header-section', 'body');
const duration: FieldRule = {
  isRight: value => typeof value === 'number' && value >= 0 && Number.isFinite(value),
  mustBe: 'a number of milliseconds',
};
const byteCount: FieldRule = {
  isRight: value => isInteger(value, 0, Number.MAX_SAFE_INTEGER),
  mustBe: 'a number of bytes',
};
// As far as Node sends it.
const status: FieldRule = {
  isRight: value => isInteger(value, 100, 999),
  mustBe: 'a number from 100 to 999',
};
const body: FieldRule = {
  isRight: isBody,
  mustBe: 'text, bytes (a Uint8Array) or an object that is sent as JSON',
};
/** {@link checkHeaders} says more. */
const headers: FieldRule = { isRight: () => true, mustBe: 'an object' };

/** What each kind may have, and what it must. */
const fieldsOf: Readonly<Record<Fault['kind'], Readonly<Record<string, FieldRule>>>> = {
  respond: { status: required(status), headers, body, phase: oneOf('headers', 'response') },
  delay: { delayMs: required(duration) },
  hang: { phase: breakingPhase, afterBytes: byteCount },
  reset: { phase: breakingPhase, afterBytes: byteCount },
  cut: { phase: breakingPhase, afterBytes: byteCount },
};

/**
 * Refuses what is no fault: a test with a misspelt one would otherwise pass and test nothing.
 *
 * @throws TypeError that names what is wrong.
 */
export function checkFault(fault: Fault): void {
  if (!Object.hasOwn(fieldsOf, fault.kind)) {
    throw new TypeError(
      `A fault's kind must be one of ${Object.keys(fieldsOf).join(', ')}, not ${fault.kind}`,
    );
  }
  const owner = `A fault of the kind ${fault.kind}`;
  const rules = fieldsOf[fault.kind];
  for (const name of Object.keys(fault)) {
    if (name !== 'kind' && !Object.hasOwn(rules, name)) {
      const known = Object.keys(rules).join(', ');
      throw new TypeError(`${owner} has no "${name}"; it may have ${known}`);
    }
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value: unknown = Reflect.get(fault, name);
    if (value === undefined ? rule.isRequired : !rule.isRight(value)) {
      throw new TypeError(`${owner} must have ${name}, ${rule.mustBe}`);
    }
  }
  if (fault.kind === 'respond') {
    checkHeaders(fault.headers, owner);
  } else if (fault.kind !== 'delay') {
    checkPlace(fault, owner);
  }
}

/** Bytes are counted in two of the phases only. */
function checkPlace(fault: HangFault | ResetFault | CutFault, owner: string): void {
  const { phase = fault.kind === 'cut' ? 'body' : 'headers', afterBytes } = fault;
  const place = `${owner} with the phase ${phase}`;
  if (phase === 'header-section' && (afterBytes === undefined || afterBytes < 1)) {
    throw new TypeError(`${place} must have afterBytes, 1 or more`);
  }
  if (phase === 'body' && fault.kind === 'cut' && afterBytes === undefined) {
    throw new TypeError(`${place} must have afterBytes, ${byteCount.mustBe}`);
  }
  if (phase !== 'header-section' && phase !== 'body' && afterBytes !== undefined) {
    throw new TypeError(`${place} has no afterBytes: only header-section and body have bytes`);
  }
}

function oneOf(...names: readonly string[]): FieldRule {
  return {
    isRight: value => names.some(name => name === value),
    mustBe: `one of ${names.join(', ')}`,
  };
}

function required(rule: FieldRule): FieldRule {
  return { ...rule, isRequired: true };
}

function isInteger(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

/** Other bytes than a Uint8Array (an ArrayBuffer, a DataView) would be sent as the JSON `{}`. */
function isBody(value: unknown): boolean {
  if (types.isAnyArrayBuffer(value) || (ArrayBuffer.isView(value) && !types.isUint8Array(value))) {
    return false;
  }
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}
