import { anyCase } from './any-case.ts';
import type { ConfigSchema } from './schema.ts';
import { wantedKind } from './schema-structure.ts';

/** What Backstage's `getBoolean` reads as true or false, in any case. */
const trueWords = ['y', 'yes', 'true', '1', 'on'];
const falseWords = ['n', 'no', 'false', '0', 'off'];

const wordsPattern = (words: readonly string[]) =>
  String.raw`^\s*(?:${words.map(anyCase).join('|')})\s*$`;
const trueText = new RegExp(wordsPattern(trueWords));
const falseText = new RegExp(wordsPattern(falseWords));

/** Text that is read as a boolean. */
export const booleanTextPattern = wordsPattern([...trueWords, ...falseWords]);
/** Text that is read as a number: what JavaScript's `Number` takes, but for nothing and infinity. */
export const numberTextPattern = String.raw`^\s*(?:[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)\s*$`;

/**
 * Reads a value as a field's schema wants it. What comes from the environment is text, so text
 * becomes a boolean or a number where one is wanted, by the rules of Backstage's `getBoolean`
 * and `getNumber`. Anything else is left as it is, for the schema to judge.
 */
export function readEnvironmentValue(schema: ConfigSchema, raw: unknown): unknown {
  const wanted = wantedKind(schema);
  if (wanted === 'boolean') return readBoolean(raw);
  if (wanted === 'number') return readNumber(raw);
  return raw;
}

function readBoolean(raw: unknown): unknown {
  if (typeof raw !== 'string' && typeof raw !== 'number') return raw;
  const text = String(raw);
  if (trueText.test(text)) return true;
  if (falseText.test(text)) return false;
  return raw;
}

function readNumber(raw: unknown): unknown {
  if (typeof raw !== 'string' || raw.trim() === '') return raw;
  const number = Number(raw);
  return Number.isFinite(number) ? number : raw;
}
