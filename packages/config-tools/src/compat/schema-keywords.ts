/** A type of JSON Schema. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** The types that together take every value. */
export const everyType: readonly JsonType[] = [
  'null',
  'boolean',
  'number',
  'string',
  'array',
  'object',
];

/** Keywords that judge no value. A default is none of them, and is compared by itself. */
const words: ReadonlySet<string> = new Set([
  '$comment',
  '$id',
  '$schema',
  'deprecated',
  'deprecationMessage',
  'description',
  'errorMessage',
  'examples',
  'markdownDescription',
  'patternErrorMessage',
  'readOnly',
  'title',
  'writeOnly',
]);

const number = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'format',
];

/** The keywords that judge values of one type alone. */
const keywordsByType: Readonly<Record<JsonType, readonly string[]>> = {
  null: [],
  boolean: [],
  integer: number,
  number,
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  array: ['items', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
    'dependencies',
  ],
};

const typedKeywords = new Set(Object.values(keywordsByType).flat());

/** Whether a keyword judges values of a type, as far as can be told from its name. */
export function judges(keyword: string, type: JsonType): boolean {
  return !typedKeywords.has(keyword) || keywordsByType[type].includes(keyword);
}

/** The keywords of a schema that judge a value. */
export function judgingEntries(schema: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(schema).filter(
    ([keyword]) => !words.has(keyword) && !keyword.startsWith('x-') && keyword !== 'default',
  );
}

/** Whether every value of one type is one of another. */
export function fits(type: JsonType, into: JsonType): boolean {
  return type === into || (type === 'integer' && into === 'number');
}

/** The narrowest type of a value. */
export function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}
