import { nearestOption } from '@rhdh-boost/internal/nearest-name';
import { isRecord } from './is-record.ts';

/** Throws a TypeError that names the option, when its value is none that it may have. */
export type OptionRule = (value: unknown, option: string) => void;

/** For what is judged elsewhere, with more to go by. */
export const anything: OptionRule = () => undefined;

/** A value that a test says yes to; the words say which those are. */
export function valueThat(isRight: (value: unknown) => boolean, mustBe: string): OptionRule {
  return (value, option) => {
    if (!isRight(value)) {
      throw new TypeError(`The option '${option}' must be ${mustBe}`);
    }
  };
}

/** One of some words. */
export function oneOf(...words: readonly string[]): OptionRule {
  return (value, option) => {
    if (!words.some(word => word === value)) {
      const meant = typeof value === 'string' ? suggestion(value, words) : '';
      throw new TypeError(`The option '${option}' must be one of ${words.join(', ')}${meant}`);
    }
  };
}

/** An array of such values. */
export function listOf(rule: OptionRule): OptionRule {
  return (value, option) => {
    if (!Array.isArray(value)) {
      throw new TypeError(`The option '${option}' must be an array`);
    }
    for (const [index, item] of value.entries()) {
      rule(item, `${option}[${index}]`);
    }
  };
}

/**
 * An object with these fields and no others: one that is misspelt would be left out, and the test would say
 * something about another server.
 *
 * @param fields What each may be when it is there.
 * @param required Those that must be there.
 */
export function objectWith(
  fields: Readonly<Record<string, OptionRule>>,
  ...required: readonly string[]
): OptionRule {
  return (value, option) => {
    if (!isRecord(value)) {
      throw new TypeError(`The option '${option}' must be an object`);
    }
    checkFields(value, fields, name => `${option}.${name}`, required);
  };
}

/** Checks the fields of an object that was found to be one. */
export function checkFields(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, OptionRule>>,
  optionOf: (name: string) => string,
  required: readonly string[],
): void {
  const names = Object.keys(fields);
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) {
      throw new TypeError(
        `There is no option '${optionOf(name)}'${suggestion(name, names)}; there may be ${names.join(', ')}`,
      );
    }
  }
  for (const [name, rule] of Object.entries(fields)) {
    if (value[name] !== undefined) {
      rule(value[name], optionOf(name));
    } else if (required.includes(name)) {
      throw new TypeError(`The option '${optionOf(name)}' is missing`);
    }
  }
}

function suggestion(given: string, names: readonly string[]): string {
  const nearest = nearestOption(given, names);
  return nearest === undefined ? '' : ` (did you mean '${nearest}'?)`;
}
