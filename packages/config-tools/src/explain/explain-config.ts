import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import {
  buildFieldTree,
  describeValueInWords,
  type FieldLeaf,
  type FieldSection,
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

const boost = 'boost';

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
  const root = buildFieldTree(registry.fields);
  const found = followKey(root, key);
  return found === undefined
    ? { problem: describeUnknownPath(key, registry, [...sectionsBelow(root)]) }
    : { explanation: explain(registry, found, recursive ? Number.POSITIVE_INFINITY : 1) };
}

function completePath(path: string): string {
  const key = path.trim().replace(/\.+$/, '');
  if (key === '' || key === boost) return boost;
  return key.startsWith(`${boost}.`) ? key : `${boost}.${key}`;
}

function followKey(root: FieldSection, key: string): FieldLeaf | FieldSection | undefined {
  return key
    .split('.')
    .reduce<FieldLeaf | FieldSection | undefined>(
      (part, name) => (part?.kind === 'section' ? part.children.get(name) : undefined),
      root,
    );
}

/** The paths of all sections in a section. */
function* sectionsBelow(section: FieldSection): Generator<string> {
  for (const child of section.children.values()) {
    if (child.kind === 'field') continue;
    yield child.key;
    yield* sectionsBelow(child);
  }
}

function explain(
  registry: ConfigRegistry,
  part: FieldLeaf | FieldSection,
  depth: number,
): ConfigExplanation {
  if (part.kind === 'field') return explainField(registry, part);
  const section = { kind: 'section', path: part.key } as const;
  if (depth === 0) return section;
  const children = [...part.children.values()].map(child => explain(registry, child, depth - 1));
  return { ...section, children };
}

function explainField(registry: ConfigRegistry, { key, field }: FieldLeaf): FieldExplanation {
  const { description, defaultValue, configScope, visibility, since, deprecated } = field;
  const { owner = '' } = registry.ownerOf(key) ?? {};
  const schema = toFieldJsonSchema(key, field.schema, owner);
  return {
    kind: 'field',
    path: key,
    owner,
    value: describeValueInWords(schema).replaceAll('`', ''),
    rules: field.rules ?? [],
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
