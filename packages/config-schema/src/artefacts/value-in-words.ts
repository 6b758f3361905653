import { isMapping } from '../mapping.ts';
import type { JsonSchema } from './field-json-schema.ts';

/**
 * What a value must be, as a few words: `URL`, `whole number from 0`, `list, each text`. Where nothing
 * more is known it is `mapping`.
 *
 * @param schema - a JSON Schema that `toFieldJsonSchema` gave; not the Zod schema of a field
 */
export function describeValueInWords(schema: JsonSchema): string {
  const { type, enum: choices, const: only, anyOf, items, patternErrorMessage } = schema;
  if (Array.isArray(choices)) return choices.map(quote).join(', ');
  if (only !== undefined) return quote(only);
  if (Array.isArray(anyOf)) return anyOf.map(describeValueInWords).join(', or ');
  if (Array.isArray(type)) return type.join(' or ');
  if (type === 'array') {
    return isMapping(items) ? `list, each ${describeValueInWords(items)}` : 'list';
  }
  if (typeof patternErrorMessage === 'string') return describeMessage(patternErrorMessage);
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'integer' || type === 'number') return describeNumber(schema);
  if (type === 'string') return describeText(schema);
  return 'mapping';
}

/** The message beside a pattern says what text must be. */
function describeMessage(message: string): string {
  return message.startsWith('must be ') ? message.slice('must be '.length) : `text, ${message}`;
}

function describeNumber({ type, minimum, maximum }: JsonSchema): string {
  const kind = type === 'integer' ? 'whole number' : 'number';
  if (minimum === undefined && maximum === undefined) return kind;
  if (maximum === undefined) return `${kind} from ${JSON.stringify(minimum)}`;
  return minimum === undefined
    ? `${kind} up to ${JSON.stringify(maximum)}`
    : `${kind}, ${JSON.stringify(minimum)} to ${JSON.stringify(maximum)}`;
}

function describeText({ format, minLength }: JsonSchema): string {
  if (format === 'uri') return 'URL';
  if (minLength === 1) return 'text, not empty';
  return minLength === undefined
    ? 'text'
    : `text of ${JSON.stringify(minLength)} or more characters`;
}

function quote(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
