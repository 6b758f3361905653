import { isMapping, type Mapping } from '../mapping.ts';
import type { ConfigSchema } from '../schema.ts';
import {
  definitionOf,
  innerSchema,
  isSchema,
  namePolicyOf,
  partsOf,
  schemaKind,
} from '../schema-structure.ts';

/**
 * The definition of a Zod schema as plain data: what JSON Schema loses of it, such as the flags of
 * an expression, a conversion, or what happens to unknown names.
 */
export interface ValueDefinition {
  /** The kind of schema, such as `string` or `union`. */
  readonly kind: string;
  /** What is checked beside the kind, in this order. */
  readonly checks?: readonly Mapping[];
  /** There when the schema itself is code, such as a transform; the code is not recorded. */
  readonly code?: true;
  /** What else the schema consists of, such as `item` of a list or `properties` of a mapping. */
  readonly [member: string]: unknown;
}

/** Wrappers that change neither what is accepted nor how it is read. */
const transparent = new Set(['readonly', 'branded', 'lazy']);

const setOf = (...names: readonly string[]) => new Set(names.flatMap(list => list.split(' ')));

/** Members of a schema's definition that are recorded under another name, or judge no value. */
const otherMembers = setOf(
  'type typeName check checks coerce error errorMap description innerType schema getter element',
  'items rest shape catchall unknownKeys keyType valueType options optionsMap left right entries',
  'values value effect minLength maxLength exactLength',
);

/** Members of a check's definition that judge no value, or name it. */
const otherCheckMembers = setOf('type kind check checks coerce message error abort');

/** What a field's schema is; that the field may be left out is recorded elsewhere. */
export function describeDefinition(schema: ConfigSchema): ValueDefinition {
  const definition = describe(schema);
  const inner = innerSchema(schema);
  if (definition.kind !== 'optional' || inner === undefined) return definition;
  return addChecks(describeDefinition(inner), definition.checks);
}

function describe(schema: ConfigSchema): ValueDefinition {
  const kind = schemaKind(schema);
  const definition = definitionOf(schema);
  const inner = innerSchema(schema);
  const checks = describeChecks(definition);
  if (inner !== undefined && (transparent.has(kind) || isRefinement(definition))) {
    return addChecks(describe(inner), checks);
  }
  const isFormat = definition['check'] !== undefined;
  return addChecks(
    {
      kind: kind === 'nativeenum' ? 'enum' : kind,
      ...(definition['coerce'] === true ? { coerce: true } : {}),
      ...describeParts(kind, schema, inner),
      ...(isFormat ? {} : describeMembers(definition, otherMembers)),
      ...(!isFormat && hasCode(definition) ? { code: true } : {}),
    },
    checks,
  );
}

function addChecks(
  definition: ValueDefinition,
  more: ValueDefinition['checks'] = [],
): ValueDefinition {
  const checks = [...(definition.checks ?? []), ...more];
  return checks.length === 0 ? definition : { ...definition, checks };
}

/** Zod 3 wraps a refinement around what it checks. */
function isRefinement({ effect }: Mapping): boolean {
  return isMapping(effect) && effect['type'] === 'refinement';
}

/** Messages and what is made late are functions too. */
function hasCode(definition: Mapping): boolean {
  return Object.entries(definition).some(
    ([name, value]) =>
      name === 'effect' || (typeof value === 'function' && !otherMembers.has(name)),
  );
}

function describeParts(
  kind: string,
  schema: ConfigSchema,
  inner: ConfigSchema | undefined,
): Mapping {
  const { item, items, rest, properties, others, options, sides, literals } = partsOf(schema);
  const { keyType, entries, values, effect } = definitionOf(schema);
  switch (kind) {
    case 'array':
      return { item: plain(item) };
    case 'tuple':
      return { items: items.map(plain), ...(rest ? { rest: plain(rest) } : {}) };
    case 'object': {
      const names = namePolicyOf(schema);
      return {
        properties: describeMembers(properties),
        names: names === 'catchall' ? plain(others) : names,
      };
    }
    case 'record':
      return { key: plain(keyType), item: plain(others) };
    case 'union':
      return { options: options.map(plain) };
    case 'intersection':
      return { sides: sides.map(plain) };
    case 'enum':
    case 'nativeenum':
      return { values: listValues(entries ?? values) };
    case 'literal':
      return { values: literals.map(plain) };
    case 'effects':
      return { effect: isMapping(effect) ? effect['type'] : null, inner: plain(inner) };
    default:
      return inner === undefined || kind === 'pipe' ? {} : { inner: plain(inner) };
  }
}

/** The values of an enumeration. Numbers of a TypeScript enum lead back to their names, which are none. */
function listValues(entries: unknown): unknown[] {
  if (!isMapping(entries)) return Array.isArray(entries) ? entries : [];
  const numbers = new Set(Object.values(entries).filter(value => typeof value === 'number'));
  return Object.entries(entries)
    .filter(([name]) => !numbers.has(Number(name)))
    .map(([, value]) => value);
}

/** The members of a definition that say something: what is left out, or off, does not. */
function describeMembers(definition: Mapping, others: ReadonlySet<string> = new Set()): Mapping {
  return Object.fromEntries(
    Object.entries(definition)
      .filter(([name, value]) => !others.has(name) && saysSomething(name, value))
      .map(([name, value]) => [name, plain(value)]),
  );
}

function saysSomething(name: string, value: unknown): boolean {
  const isOff = value === undefined || value === null || (value === false && name !== 'inclusive');
  return !isOff && typeof value !== 'function';
}

/** Unlike `instanceof`, these also recognise an object of another realm. */
const isRegExp = (value: unknown): value is RegExp => kindOf(value) === '[object RegExp]';
const isDate = (value: unknown): value is Date => kindOf(value) === '[object Date]';

function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

function plain(value: unknown): unknown {
  if (isSchema(value)) return describe(value);
  if (isRegExp(value)) {
    return value.flags === '' ? value.source : { source: value.source, flags: value.flags };
  }
  if (isDate(value)) return value.toISOString();
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(plain);
  return isMapping(value) ? describeMembers(value) : (value ?? null);
}

/** What the kind itself checks, such as the format of `z.email()`, goes first. */
function describeChecks(definition: Mapping): Mapping[] {
  const { check, checks, minLength, maxLength, exactLength } = definition;
  const own = typeof check === 'string' ? [describeCheck(definition)] : [];
  const listed = Array.isArray(checks) ? checks.map(describeCheck) : [];
  const refinement = isRefinement(definition) ? [{ check: 'custom' }] : [];
  return [
    ...own,
    ...listed,
    ...refinement,
    // Zod 3 keeps the bounds of a list beside its items.
    ...boundOf('min_length', 'minimum', minLength),
    ...boundOf('max_length', 'maximum', maxLength),
    ...boundOf('length_equals', 'length', exactLength),
  ];
}

function boundOf(check: string, member: string, bound: unknown): Mapping[] {
  return isMapping(bound) ? [{ check, [member]: bound['value'] }] : [];
}

/** Zod 4 keeps a check's definition in it; in Zod 3 a check is its definition. */
function describeCheck(check: unknown): Mapping {
  const inside = typeof check === 'object' && check !== null ? definitionOf(check) : {};
  const definition = Object.keys(inside).length === 0 && isMapping(check) ? check : inside;
  const name = definition['check'] ?? definition['kind'];
  return {
    check: name,
    ...describeMembers(definition, otherCheckMembers),
    ...(isCodedFormat(definition) ? { code: true } : {}),
  };
}

/** Whether a format is judged by a function, as `z.stringFormat` takes one, and by no expression. */
export function isCodedFormat({ check, fn, pattern }: Mapping): boolean {
  return check === 'string_format' && typeof fn === 'function' && pattern === undefined;
}
