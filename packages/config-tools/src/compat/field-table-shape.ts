import { isRecord } from '../is-record.ts';

/** What is wrong with a part of a table. */
export interface ShapeProblem {
  /** Where it is, such as `fields["boost.model.name"].scope`. */
  readonly path: string;
  /** What is wrong, to be read after the path; it quotes nothing. */
  readonly message: string;
}

/** Says what a value must be when it is not that. */
type Check = (value: unknown) => string | undefined;

/** The members of a mapping: each with its check, and whether it may be left out. */
interface Shape {
  readonly [name: string]: { readonly check: Check; readonly optional?: true };
}

/** Deeper than any schema that a person wrote; comparing goes down as deep. */
const deepest = 64;

const oneOf =
  (...names: readonly string[]): Check =>
  value =>
    names.some(name => name === value) ? undefined : `must be ${names.join(', ')}`;
const text: Check = value => (typeof value === 'string' ? undefined : 'must be text');
const version: Check = value =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? undefined
    : 'must be a whole number above 0';
const mapping: Check = value => (isRecord(value) ? undefined : 'must be a mapping');
const list: Check = value => (Array.isArray(value) ? undefined : 'must be a list');
const texts: Check = value =>
  Array.isArray(value) && value.every(item => typeof item === 'string')
    ? undefined
    : 'must be a list of text';
const textByText: Check = value =>
  isRecord(value) && Object.values(value).every(item => typeof item === 'string')
    ? undefined
    : 'must be a mapping from text to text';
const onlyTrue: Check = value => (value === true ? undefined : 'must be true');
const anything: Check = () => undefined;

const tableShape: Shape = {
  owner: { check: text },
  version: { check: version },
  fields: { check: mapping },
  migrations: { check: list },
  versionKeys: { check: texts, optional: true },
};

const fieldShape: Shape = {
  scope: { check: oneOf('yaml-only', 'db-overridable', 'db-only') },
  visibility: { check: oneOf('frontend', 'backend', 'secret') },
  sensitive: { check: onlyTrue, optional: true },
  required: { check: onlyTrue, optional: true },
  rules: { check: texts, optional: true },
  opaque: { check: onlyTrue, optional: true },
  default: { check: anything, optional: true },
  since: { check: version },
  deprecated: { check: mapping, optional: true },
  description: { check: text },
  schema: { check: mapping },
  definition: { check: mapping, optional: true },
};

const migrationShape: Shape = {
  to: { check: version },
  removed: { check: texts, optional: true },
  renamed: { check: textByText, optional: true },
  values: { check: texts, optional: true },
};

/** Everything that keeps a value from being a table of fields. */
export function findShapeProblems(table: unknown): ShapeProblem[] {
  if (isDeeperThan(table, deepest)) {
    return [{ path: '', message: `is nested more than ${deepest} levels deep` }];
  }
  const problems = checkShape(table, tableShape, '');
  if (!isRecord(table) || problems.length > 0) return problems;
  const { fields, migrations } = table;
  return [
    ...Object.entries(isRecord(fields) ? fields : {}).flatMap(([key, field]) =>
      checkShape(field, fieldShape, `fields[${JSON.stringify(key)}]`),
    ),
    ...(Array.isArray(migrations) ? migrations : []).flatMap((migration: unknown, index) =>
      checkShape(migration, migrationShape, `migrations[${index}]`),
    ),
  ];
}

function checkShape(value: unknown, shape: Shape, path: string): ShapeProblem[] {
  if (!isRecord(value)) return [{ path, message: 'must be a mapping' }];
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  const unknown = Object.keys(value).filter(name => !Object.hasOwn(shape, name));
  return [
    ...Object.entries(shape).flatMap(([name, { check, optional }]) => {
      if (!Object.hasOwn(value, name)) {
        return optional ? [] : [{ path: inside(name), message: 'is missing' }];
      }
      const message = check(value[name]);
      return message === undefined ? [] : [{ path: inside(name), message }];
    }),
    ...unknown.map(name => ({
      path: inside(name),
      message: 'is nothing that this release knows of a table',
    })),
  ];
}

/** Goes down level by level, so that no depth is too much for it. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= levels && level.length > 0; depth += 1) {
    level = level.flatMap(part =>
      typeof part === 'object' && part !== null ? Object.values(part) : [],
    );
  }
  return level.length > 0;
}
