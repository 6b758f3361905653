import {
  boostConfigRegistry,
  type ConfigFieldMeta,
  type ConfigRegistry,
} from '@rhdh-boost/config-schema';
import {
  describeValueInWords,
  isRequiredField,
  toFieldJsonSchema,
} from '@rhdh-boost/config-schema/artefacts';
import type {
  ConfigExplaining,
  ConfigExplanation,
  ExplainOptions,
  FieldExplanation,
} from './explanation.ts';
import { describeUnknownPath } from './unknown-path.ts';

const root = 'boost';

/**
 * Says what is known about a field, or what a section takes.
 *
 * @param path - the dotted path, with `boost.` in front or without; empty for the whole section
 * @param options - the fields, and how deep to go
 * @returns the explanation, or why there is none and which path was probably meant
 */
export function explainConfig(
  path: string,
  { registry = boostConfigRegistry, recursive = false }: ExplainOptions = {},
): ConfigExplaining {
  const key = completePath(path);
  const fields = explainFields(registry);
  const explanation = explain(fields, key, recursive ? Number.POSITIVE_INFINITY : 1);
  return explanation === undefined
    ? { problem: describeUnknownPath(key, registry, findSections(fields.keys())) }
    : { explanation };
}

function completePath(path: string): string {
  const key = path.trim().replace(/\.+$/, '');
  if (key === '' || key === root) return root;
  return key.startsWith(`${root}.`) ? key : `${root}.${key}`;
}

type ExplainedFields = ReadonlyMap<string, FieldExplanation>;

function explainFields({ sets }: ConfigRegistry): ExplainedFields {
  return new Map(
    sets.flatMap(({ owner, fields }) =>
      Object.entries(fields).map(([path, field]) => [path, explainField(path, field, owner)]),
    ),
  );
}

function explainField(path: string, field: ConfigFieldMeta, owner: string): FieldExplanation {
  const { description, defaultValue, configScope, visibility, since, deprecated } = field;
  const schema = toFieldJsonSchema(path, field.schema, owner);
  return {
    kind: 'field',
    path,
    owner,
    value: describeValueInWords(schema).replaceAll('`', ''),
    description,
    required: isRequiredField(field),
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    scope: configScope,
    visibility,
    since,
    ...(deprecated === undefined ? {} : { deprecated }),
    examples: field.examples ?? [],
    schema,
  };
}

function explain(
  fields: ExplainedFields,
  path: string,
  depth: number,
): ConfigExplanation | undefined {
  const field = fields.get(path);
  if (field !== undefined) return field;
  const below = [...fields.keys()].filter(key => key.startsWith(`${path}.`));
  if (below.length === 0) return undefined;
  if (depth === 0) return { kind: 'section', path };
  const names = new Set(
    below.map(key =>
      key
        .slice(path.length + 1)
        .split('.', 1)
        .join(),
    ),
  );
  const children = [...names].flatMap(name => explain(fields, `${path}.${name}`, depth - 1) ?? []);
  return { kind: 'section', path, children };
}

/** The paths of all sections, the fields not among them. */
function findSections(keys: Iterable<string>): string[] {
  const sections = [...keys].flatMap(key => {
    const names = key.split('.').slice(0, -1);
    return names.map((_, index) => names.slice(0, index + 1).join('.'));
  });
  return [...new Set(sections)];
}
