import type { ValueDefinition } from '@rhdh-boost/config-schema/artefacts';
import { isRecord } from '../is-record.ts';
import {
  checksOf,
  type DefinitionCheck,
  partOf,
  partsOf,
  propertiesOf,
  valuesOf,
} from './definition-parts.ts';

/** Checks that change the value; the URL of Zod 4 is trimmed. */
export function changesValue({ check, format, normalize }: DefinitionCheck): boolean {
  return (
    ['overwrite', 'trim', 'toLowerCase', 'toUpperCase'].includes(String(check)) ||
    (check === 'string_format' && (format === 'url' || normalize === true))
  );
}

/** Whether a check changes the value, somewhere in a definition. */
export function hasChangingCheck(definition: unknown): boolean {
  if (Array.isArray(definition)) return definition.some(hasChangingCheck);
  if (!isRecord(definition)) return false;
  return changesValue(definition) || Object.values(definition).some(hasChangingCheck);
}

/**
 * Whether a value is read as it is written: nothing converts it, and text from the environment
 * stays text.
 */
export function isVerbatim(definition: ValueDefinition): boolean {
  if (definition['coerce'] === true || checksOf(definition).some(changesValue)) return false;
  const isPartVerbatim = (name: string) => {
    const part = partOf(definition, name);
    return part === undefined || isVerbatim(part);
  };
  switch (definition.kind) {
    case 'string':
    case 'null':
    case 'unknown':
    case 'any':
    case 'template_literal':
      return true;
    case 'enum':
    case 'literal':
      return valuesOf(definition).every(value => typeof value === 'string');
    case 'optional':
    case 'nullable':
      return isPartVerbatim('inner');
    case 'array':
      return isPartVerbatim('item');
    case 'tuple':
      return partsOf(definition, 'items').every(isVerbatim) && isPartVerbatim('rest');
    case 'object':
      return [...propertiesOf(definition).values()].every(isVerbatim) && isPartVerbatim('names');
    case 'record':
      return isPartVerbatim('key') && isPartVerbatim('item');
    case 'union':
      return partsOf(definition, 'options').every(isVerbatim);
    case 'pipe':
      return definition.code !== true && isPartVerbatim('in') && isPartVerbatim('out');
    default:
      return false;
  }
}

/** The types that this comparison distinguishes. Text that reads as a boolean or a number is a separate type. */
type ValueType = 'null' | 'boolean' | 'number' | 'array' | 'object' | 'word' | 'convertible-text';

const everyType: readonly ValueType[] = [
  'null',
  'boolean',
  'number',
  'array',
  'object',
  'word',
  'convertible-text',
];
const anyText: readonly ValueType[] = ['word', 'convertible-text'];

/** Text that Backstage's `getBoolean` reads. */
const booleanText = /^\s*(?:y|yes|true|1|on|n|no|false|0|off)\s*$/i;

function typeOf(value: unknown): ValueType {
  if (typeof value === 'string') {
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
    return isNumber || booleanText.test(value) ? 'convertible-text' : 'word';
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return typeof value === 'number' ? 'number' : 'boolean';
  }
  return 'null';
}

/** Formats of which no text is a number or a boolean. */
const wordFormats: ReadonlySet<unknown> = new Set(['url', 'uuid', 'guid', 'datetime']);

function isWord({ check, format = check }: DefinitionCheck): boolean {
  return wordFormats.has(format);
}

/** The types of the values that a definition accepts as they are; all where that is not known. */
export function acceptedTypes(definition: ValueDefinition): readonly ValueType[] {
  if (definition['coerce'] === true) return everyType;
  const inner = ['inner', 'in'].map(name => partOf(definition, name)).find(part => part);
  switch (definition.kind) {
    case 'string':
      return checksOf(definition).some(isWord) ? ['word'] : anyText;
    case 'template_literal':
      return anyText;
    case 'number':
    case 'boolean':
    case 'null':
      return [definition.kind];
    case 'enum':
    case 'literal':
      return valuesOf(definition).map(typeOf);
    case 'array':
    case 'tuple':
      return ['array'];
    case 'object':
    case 'record':
      return ['object'];
    case 'union':
      return partsOf(definition, 'options').flatMap(acceptedTypes);
    case 'nullable':
      return inner === undefined ? everyType : ['null', ...acceptedTypes(inner)];
    case 'optional':
    case 'pipe':
      return inner === undefined ? everyType : acceptedTypes(inner);
    default:
      return everyType;
  }
}

/**
 * The types of the values that are read otherwise than they are written, or contain such: text of
 * the environment becomes a number or a boolean where one is wanted.
 */
export function convertedTypes(definition: ValueDefinition): readonly ValueType[] {
  const inner = ['inner', 'in'].map(name => partOf(definition, name)).find(part => part);
  switch (definition.kind) {
    case 'number':
      return ['convertible-text'];
    case 'boolean':
      return ['convertible-text', 'number'];
    case 'literal': {
      const [first] = valuesOf(definition);
      if (typeof first === 'boolean') return ['convertible-text', 'number'];
      return typeof first === 'number' ? ['convertible-text'] : [];
    }
    case 'union':
      return partsOf(definition, 'options').flatMap(convertedTypes);
    case 'optional':
    case 'nullable':
    case 'pipe':
      return inner === undefined ? [] : convertedTypes(inner);
    case 'string':
    case 'enum':
    case 'null':
    case 'template_literal':
      return [];
    default:
      return isVerbatim(definition) ? [] : acceptedTypes(definition);
  }
}

/** Whether null, or nothing, becomes another value, as coercion makes one. */
export function convertsNull(definition: ValueDefinition): boolean {
  return acceptedTypes(definition).includes('null') && !isVerbatim(definition);
}

/** Every type that a value may have in a file, and be accepted. */
export function writtenTypes(definition: ValueDefinition): readonly ValueType[] {
  return [...acceptedTypes(definition), ...convertedTypes(definition)];
}

/** Whether two lists of types have none in common. */
export function areDisjoint(left: readonly ValueType[], right: readonly ValueType[]): boolean {
  return !left.some(type => right.includes(type));
}

/**
 * Whether a value is read alike by a definition and by a union with it as an option: a union leaves
 * text as it is where an option accepts it so.
 */
export function isReadInChoice(definition: unknown): boolean {
  if (Array.isArray(definition)) return definition.every(isReadInChoice);
  if (!isRecord(definition)) return true;
  const { kind, coerce, code, values } = definition;
  const isMixed =
    kind === 'literal' &&
    Array.isArray(values) &&
    values.some(value => typeof value !== typeof values[0]);
  return (
    coerce !== true &&
    code !== true &&
    kind !== 'intersection' &&
    !isMixed &&
    Object.values(definition).every(isReadInChoice)
  );
}
