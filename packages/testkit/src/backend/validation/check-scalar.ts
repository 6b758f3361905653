import type { Schema } from './schema.ts';

/**
 * Notes what is wrong with a value; gives the value back.
 *
 * @param ctx What the message is made of.
 */
export type Report = (type: string, msg: string, ctx?: Record<string, unknown>) => unknown;

/** A text of the length and the form that the schema wants. */
export function checkString(
  value: unknown,
  { minLength = 0, maxLength = Infinity, pattern }: Schema,
  report: Report,
): unknown {
  if (typeof value !== 'string') {
    return report('string_type', 'Input should be a valid string');
  }
  if (value.length < minLength) {
    return report('string_too_short', `String should have at least ${characters(minLength)}`, {
      min_length: minLength,
    });
  }
  if (value.length > maxLength) {
    return report('string_too_long', `String should have at most ${characters(maxLength)}`, {
      max_length: maxLength,
    });
  }
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    return report('string_pattern_mismatch', `String should match pattern '${pattern}'`, {
      pattern,
    });
  }
  return value;
}

function characters(count: number): string {
  return `${count} ${count === 1 ? 'character' : 'characters'}`;
}

/** An integer, or a text that reads as one, in the range that the schema wants. */
export function checkInteger(value: unknown, schema: Schema, report: Report): unknown {
  if (typeof value === 'string') {
    return /^\s*[+-]?\d+\s*$/.test(value)
      ? checkRange(Number(value), schema, report)
      : report(
          'int_parsing',
          'Input should be a valid integer, unable to parse string as an integer',
        );
  }
  return Number.isInteger(value)
    ? checkRange(Number(value), schema, report)
    : report('int_type', 'Input should be a valid integer');
}

function checkRange(
  value: number,
  { minimum = -Infinity, maximum = Infinity }: Schema,
  report: Report,
): unknown {
  if (value < minimum) {
    const message = `Input should be greater than or equal to ${minimum}`;
    return report('greater_than_equal', message, { ge: minimum });
  }
  if (value > maximum) {
    const message = `Input should be less than or equal to ${maximum}`;
    return report('less_than_equal', message, { le: maximum });
  }
  return value;
}

const trueWords: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', 'on', '1']);
const falseWords: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', 'off', '0']);

/** A boolean, or one of the words and numbers that Pydantic takes for one. */
export function checkBoolean(value: unknown, report: Report): unknown {
  if (typeof value === 'boolean') {
    return value;
  }
  const word = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof word !== 'string') {
    return report('bool_type', 'Input should be a valid boolean');
  }
  if (trueWords.has(word.toLowerCase())) {
    return true;
  }
  return falseWords.has(word.toLowerCase())
    ? false
    : report('bool_parsing', 'Input should be a valid boolean, unable to interpret input');
}
