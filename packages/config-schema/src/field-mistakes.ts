import type { ConfigFieldMeta } from './field.ts';
import type { ConfigFieldSet } from './field-set.ts';
import { findShapeMistakes } from './field-shape.ts';
import { isPlainKey } from './path.ts';
import type { ConfigSchema } from './schema.ts';
import { findStructureMistake } from './schemas-within.ts';

/** What is wrong with the fields of a set, each mistake with its key. */
export function findFieldMistakes(set: ConfigFieldSet): string[] {
  const { version, fields, versionKeys = [] } = set;
  if (!isVersion(version)) return [`the version must be a whole number, 1 or more`];
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
  return `${key} is a field, but other keys are below it: rename one of them`;
}

function judgeField(key: string, field: ConfigFieldMeta, version: number): string[] {
  const keyMistakes = isPlainKey(key)
    ? []
    : ['is not a valid key: begin it with boost. and separate plain names by dots'];
  const shapeMistakes = findShapeMistakes(field);
  if (shapeMistakes.length > 0) return [...keyMistakes, ...shapeMistakes];
  return [...keyMistakes, ...findMetaMistakes(key, field, version), ...judgeSchema(field)];
}

/** The last word of a key that is probably a secret: `apiKey` and `refresh_token`, but not `maxTokens`. */
const secretName = /(?:password|passphrase|secret|credentials?|token|(?:api|private)[-_]?key)$/i;

function* findMetaMistakes(
  key: string,
  field: ConfigFieldMeta,
  version: number,
): Generator<string> {
  const { description, visibility, sensitive = false, since, deprecated } = field;
  if (description.trim() === '') yield 'has no description: write what the value does';
  if (sensitive && visibility !== 'secret') {
    yield `is sensitive: write visibility: 'secret' instead of '${visibility}'`;
  }
  if (visibility === 'frontend' && field.sensitive === undefined && secretName.test(key)) {
    yield "has the name of a secret and visibility: 'frontend', which sends it to every browser: write visibility: 'secret' with sensitive: true, or sensitive: false if it is not a secret";
  }
  if (!sensitive && visibility === 'secret') {
    yield "has visibility: 'secret' without sensitive: true: add it, so that the database stores the value encrypted, or write visibility: 'backend' if it is not a secret";
  }
  if (sensitive && field.defaultValue !== undefined) {
    yield 'is sensitive and has a defaultValue: remove it, because generated files would contain it';
  }
  if (!isVersion(since) || since > version) {
    yield `needs since, the version of the set that added it: a whole number from 1 to ${version}`;
  }
  if (deprecated === undefined) return;
  if (deprecated.message.trim() === '')
    yield 'is deprecated without a message: write deprecated.message';
  if (deprecated.removedIn !== undefined && deprecated.removedIn <= version) {
    yield `is still a field in version ${version}, but deprecated.removedIn is ${deprecated.removedIn}: remove the field, or write a later version`;
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
  if (nothing === undefined) {
    yield 'has a check that throws for undefined or is asynchronous: return true or false from it';
  } else if (nothing.success && nothing.data !== undefined) {
    yield 'has a schema that turns undefined into a value: keep undefined, and write a default as defaultValue';
  }
  const refused = (value: unknown) => parseWith(schema, value)?.success !== true;
  if (defaultValue !== undefined && refused(defaultValue)) {
    yield 'has a defaultValue that its schema rejects: correct one of them';
  }
  for (const [index, example] of examples.entries()) {
    if (refused(example))
      yield `has an example that its schema rejects: correct number ${index + 1} of examples`;
  }
}

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
  if (field === undefined)
    return [`${key} is in versionKeys, but is not a field: define the field, or remove the key`];
  // Asked rather than looked up, since each version of Zod writes an integer in its own way.
  const takes = (value: unknown) => parseWith(field.schema, value)?.success === true;
  const isInteger = takes(1) && takes(2) && !takes(1.5) && !takes('1');
  return field.configScope === 'db-only' && isInteger
    ? []
    : [`${key} is in versionKeys: its schema must be an integer, and its configScope db-only`];
}
