import type { ConfigFieldMeta } from './field.ts';
import type { ConfigFieldSet } from './field-set.ts';
import { isPlainKey } from './path.ts';
import { schemaKind, schemasWithin, zodVersionOf } from './schema-structure.ts';

const scopes: readonly unknown[] = ['yaml-only', 'db-overridable', 'db-only'];
const visibilities: readonly unknown[] = ['frontend', 'backend', 'secret'];

/** What is wrong with the fields of a set, each mistake with its key. */
export function findFieldMistakes(set: ConfigFieldSet): string[] {
  const { version, fields, versionKeys = [] } = set;
  if (!isVersion(version)) return [`the version must be a whole number from 1`];
  const keys = Object.keys(fields);
  return [
    ...keys.filter(key => keys.some(other => other.startsWith(`${key}.`))).map(isAlsoSection),
    ...Object.entries(fields).flatMap(([key, field]) =>
      [
        ...findKeyMistakes(key),
        ...findMetaMistakes(field, version),
        ...findSchemaMistakes(field),
      ].map(mistake => `${key} ${mistake}`),
    ),
    ...versionKeys.flatMap(key => findVersionKeyMistakes(key, set)),
  ];
}

/** Whether something is the number of a version. */
export function isVersion(version: unknown): version is number {
  return typeof version === 'number' && Number.isSafeInteger(version) && version >= 1;
}

function isAlsoSection(key: string): string {
  return `${key} is a field, and a section of other fields`;
}

function findKeyMistakes(key: string): string[] {
  return isPlainKey(key)
    ? []
    : ['is no key: it must begin with boost. and have plain names between the dots'];
}

function* findMetaMistakes(field: ConfigFieldMeta, version: number): Generator<string> {
  const { description, configScope, visibility, sensitive = false, since, deprecated } = field;
  if (typeof description !== 'string' || description.trim() === '') yield 'has no description';
  if (!scopes.includes(configScope)) yield `has none of the scopes ${scopes.join(', ')}`;
  if (!visibilities.includes(visibility)) {
    yield `has none of the visibilities ${visibilities.join(', ')}`;
  } else if (sensitive !== (visibility === 'secret')) {
    yield sensitive
      ? `is sensitive, so that its visibility must be secret and not ${visibility}`
      : 'has the visibility secret, so that it must be sensitive';
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

/** Zod's own ways to make a value of none. */
const defaultKinds = new Set(['default', 'prefault', 'catch']);

function* findSchemaMistakes({
  schema,
  defaultValue,
  examples = [],
}: ConfigFieldMeta): Generator<string> {
  if (zodVersionOf(schema) === undefined) {
    yield 'has a schema that is neither of Zod 4 nor of Zod 3';
    return;
  }
  const kinds = [...schemasWithin(schema)].map(schemaKind);
  const hidden = kinds.find(kind => defaultKinds.has(kind));
  if (hidden !== undefined) {
    yield `has a Zod ${hidden} in its schema: resolvers read the raw value, so use defaultValue`;
    return;
  }
  const nothing = schema.safeParse(undefined);
  if (nothing.success && nothing.data !== undefined) {
    yield 'makes a value of undefined: what is not set must stay undefined';
  }
  if (defaultValue !== undefined && !schema.safeParse(defaultValue).success) {
    yield 'has a default that its own schema refuses';
  }
  for (const [index, example] of examples.entries()) {
    if (!schema.safeParse(example).success) {
      yield `has an example that its own schema refuses (number ${index + 1})`;
    }
  }
}

function findVersionKeyMistakes(key: string, { fields }: ConfigFieldSet): string[] {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (field === undefined) return [`${key} is a version key and no field`];
  // Asked rather than looked up, since each version of Zod writes an integer in its own way.
  const takes = (value: unknown) => field.schema.safeParse(value).success;
  const isInteger = takes(1) && takes(2) && !takes(1.5) && !takes('1');
  return field.configScope === 'db-only' && isInteger
    ? []
    : [`${key} is a version key: it must be a whole number with the scope db-only`];
}
