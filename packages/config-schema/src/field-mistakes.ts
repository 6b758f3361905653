import type { ConfigFieldMeta } from './field.ts';
import type { ConfigFieldSet } from './field-set.ts';
import { findShapeMistakes } from './field-shape.ts';
import { isPlainKey } from './path.ts';
import type { ConfigSchema } from './schema.ts';
import { findStructureMistake } from './schemas-within.ts';

/** What is wrong with the fields of a set, each mistake with its key. */
export function findFieldMistakes(set: ConfigFieldSet): string[] {
  const { version, fields, versionKeys = [] } = set;
  if (!isVersion(version)) return [`the version must be a whole number from 1`];
  const keys = Object.keys(fields);
  const mistakes = new Map(
    Object.entries(fields).map(([key, field]) => [key, judgeField(key, field, version)]),
  );
  return [
    ...keys.filter(key => keys.some(other => other.startsWith(`${key}.`))).map(isAlsoSection),
    ...[...mistakes].flatMap(([key, found]) => found.map(mistake => `${key} ${mistake}`)),
    // A field that is none cannot be asked whether it holds a version.
    ...versionKeys
      .filter(key => (mistakes.get(key) ?? []).length === 0)
      .flatMap(key => findVersionKeyMistakes(key, set)),
  ];
}

/** Whether something is the number of a version. */
export function isVersion(version: unknown): version is number {
  return typeof version === 'number' && Number.isSafeInteger(version) && version >= 1;
}

function isAlsoSection(key: string): string {
  return `${key} is a field, and a section of other fields`;
}

function judgeField(key: string, field: ConfigFieldMeta, version: number): string[] {
  const keyMistakes = isPlainKey(key)
    ? []
    : ['is no key: it must begin with boost. and have plain names between the dots'];
  const shapeMistakes = findShapeMistakes(field);
  if (shapeMistakes.length > 0) return [...keyMistakes, ...shapeMistakes];
  return [...keyMistakes, ...findMetaMistakes(field, version), ...judgeSchema(field)];
}

function* findMetaMistakes(field: ConfigFieldMeta, version: number): Generator<string> {
  const { description, visibility, sensitive = false, since, deprecated } = field;
  if (description.trim() === '') yield 'has no description';
  if (sensitive && visibility !== 'secret') {
    yield `is sensitive: write visibility: 'secret' instead of '${visibility}'`;
  }
  if (!sensitive && visibility === 'secret') {
    yield "has the visibility secret: write sensitive: true besides, so that it is encrypted where it is stored, or visibility: 'backend' if it is none";
  }
  if (sensitive && field.defaultValue !== undefined) {
    yield 'is sensitive, and has a default: take it out, since it would stand in every generated file';
  }
  if (!isVersion(since) || since > version) {
    yield `must say since which version of the set it is there, from 1 to ${version}`;
  }
  if (deprecated === undefined) return;
  if (deprecated.message.trim() === '') yield 'is deprecated without a message';
  if (deprecated.removedIn !== undefined && deprecated.removedIn <= version) {
    yield `is there in version ${version}, which is said to have removed it`;
  }
}

function judgeSchema(field: ConfigFieldMeta): string[] {
  const mistake = findStructureMistake(field.schema);
  return mistake === undefined ? [...findValueMistakes(field)] : [mistake];
}

function* findValueMistakes({
  schema,
  defaultValue,
  examples = [],
}: ConfigFieldMeta): Generator<string> {
  const nothing = parseWith(schema, undefined);
  if (nothing === undefined) yield `has a check that throws on undefined, ${orWaits}`;
  else if (nothing.success && nothing.data !== undefined) {
    yield 'makes a value of undefined: what is not set must stay undefined';
  }
  const refused = (value: unknown) => parseWith(schema, value)?.success !== true;
  if (defaultValue !== undefined && refused(defaultValue)) {
    yield 'has a default that its own schema refuses';
  }
  for (const [index, example] of examples.entries()) {
    if (refused(example)) yield `has an example that its own schema refuses (number ${index + 1})`;
  }
}

const orWaits = 'or waits for something: it must answer true or false immediately';

/** What a schema says about a value; undefined when it throws, as it does when a check is asynchronous. */
function parseWith(schema: ConfigSchema, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch {
    return undefined;
  }
}

function findVersionKeyMistakes(key: string, { fields }: ConfigFieldSet): string[] {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (field === undefined) return [`${key} is a version key and no field`];
  // Asked rather than looked up, since each version of Zod writes an integer in its own way.
  const takes = (value: unknown) => parseWith(field.schema, value)?.success === true;
  const isInteger = takes(1) && takes(2) && !takes(1.5) && !takes('1');
  return field.configScope === 'db-only' && isInteger
    ? []
    : [`${key} is a version key: it must be a whole number with the scope db-only`];
}
