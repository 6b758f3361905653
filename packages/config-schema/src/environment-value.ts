import { anyCase } from '@rhdh-boost/internal/any-case';
import { isMapping, type Mapping } from './mapping.ts';
import type { ConfigSchema } from './schema.ts';
import { isSchema, partsOf, schemaKind, unwrapSchema } from './schema-structure.ts';

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
 * becomes a boolean or a number where one is wanted, inside lists and mappings too, by the rules of
 * Backstage's `getBoolean` and `getNumber`. Anything else is left as it is, for the schema to judge.
 */
export function readEnvironmentValue(schema: ConfigSchema, raw: unknown): unknown {
  const wanted = unwrapSchema(schema);
  switch (schemaKind(wanted)) {
    case 'boolean':
      return readBoolean(raw);
    case 'number':
      return readNumber(raw);
    case 'literal':
      return readLiteral(partsOf(wanted).literals, raw);
    case 'array':
    case 'tuple':
      return Array.isArray(raw) ? readItems(wanted, raw) : raw;
    case 'object':
    case 'record':
      return isMapping(raw) ? readValues(wanted, raw) : raw;
    case 'union':
      return readChoice(partsOf(wanted).options, raw);
    case 'intersection':
      return partsOf(wanted).sides.reduce<unknown>(
        (value, side) => readEnvironmentValue(side, value),
        raw,
      );
    default:
      return raw;
  }
}

function readLiteral([first]: readonly unknown[], raw: unknown): unknown {
  if (typeof first === 'boolean') return readBoolean(raw);
  return typeof first === 'number' ? readNumber(raw) : raw;
}

function readItems(schema: ConfigSchema, raw: readonly unknown[]): unknown[] {
  const { item, items, rest } = partsOf(schema);
  return raw.map((value, index) => readPart(item ?? items[index] ?? rest, value));
}

/** A mapping in which nothing is read otherwise stays the same one, its odd keys included. */
function readValues(schema: ConfigSchema, raw: Mapping): Mapping {
  const { properties, others } = partsOf(schema);
  const entries = Object.entries(raw).map(([name, value]): [string, unknown] => {
    const own = Object.hasOwn(properties, name) ? properties[name] : others;
    return [name, isSchema(own) ? readPart(own, value) : value];
  });
  return entries.some(([name, value]) => value !== raw[name]) ? Object.fromEntries(entries) : raw;
}

function readPart(schema: ConfigSchema | undefined, raw: unknown): unknown {
  return schema === undefined ? raw : readEnvironmentValue(schema, raw);
}

/** Of several forms, one that takes the value as it stands goes before one that reads it. */
function readChoice(options: readonly ConfigSchema[], raw: unknown): unknown {
  if (options.some(option => option.safeParse(raw).success)) return raw;
  const readings = options.map(option => ({ option, value: readEnvironmentValue(option, raw) }));
  const taken = readings.find(({ option, value }) => option.safeParse(value).success);
  return taken === undefined ? raw : taken.value;
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
