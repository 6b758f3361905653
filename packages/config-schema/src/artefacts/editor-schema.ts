import { booleanTextPattern, numberTextPattern } from '../environment-value.ts';
import type { ConfigFields } from '../field.ts';
import { type JsonSchema, toFieldJsonSchema } from './field-json-schema.ts';
import { buildFieldTree, type FieldLeaf, type FieldSection } from '../field-tree.ts';

const placeholder: JsonSchema = { $ref: '#/definitions/placeholder' };
const removal: JsonSchema = { type: 'null' };

/** What Backstage fills in while it loads a file, at any place of it. */
const placeholderDefinition: JsonSchema = {
  anyOf: [
    { type: 'string', pattern: String.raw`\$\{[^{}]*\}` },
    {
      type: 'object',
      properties: {
        $env: { type: 'string', description: 'The value of an environment variable.' },
        $file: { type: 'string', description: 'The text of a file.' },
        $include: { type: 'string', description: 'The content of a YAML or JSON file.' },
      },
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
    },
  ],
};

/**
 * Makes the schema by which an editor completes, explains and checks an app-config file
 * (draft-07, as yaml-language-server reads it). It judges one file, of which there may be
 * several: nothing is required, null removes, and `${VAR}`, `$env`, `$file` and `$include` stand
 * for any value. It is closed inside the sections that it knows, and open at the root.
 *
 * @param fields - the fields, such as `boostConfigFields`
 * @param version - the configuration version, part of the schema's `$id`
 * @throws Error that names the field when a field's schema cannot be converted
 */
export function createEditorSchema(fields: ConfigFields, version: number): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:rhdh-boost:app-config:${version}`,
    title: 'Boost in app-config',
    description: `The boost section of Backstage's app-config, version ${version}.`,
    type: 'object',
    properties: describeChildren(buildFieldTree(fields)),
    definitions: { placeholder: placeholderDefinition },
  };
}

function describeChildren(section: FieldSection): JsonSchema {
  return Object.fromEntries(
    [...section.children].map(([name, child]) => [
      name,
      child.kind === 'section' ? describeSection(child) : describeField(child),
    ]),
  );
}

function describeSection(section: FieldSection): JsonSchema {
  const mapping = {
    type: 'object',
    properties: describeChildren(section),
    additionalProperties: false,
  };
  return { anyOf: [mapping, placeholder, removal] };
}

function describeField({ key, field }: FieldLeaf): JsonSchema {
  const { deprecated } = field;
  return {
    description: field.description,
    ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
    ...(field.examples === undefined ? {} : { examples: field.examples }),
    ...(field.sensitive === true ? { writeOnly: true } : {}),
    ...(deprecated === undefined ? {} : { deprecationMessage: deprecated.message }),
    'x-configScope': field.configScope,
    'x-visibility': field.visibility,
    anyOf: [...describeValue(toFieldJsonSchema(key, field.schema)), placeholder, removal],
  };
}

/** The forms that the reader takes: the value itself, and text that is read as one. */
function describeValue(value: JsonSchema): JsonSchema[] {
  switch (value['type']) {
    case 'boolean':
      return [
        value,
        { type: 'integer', minimum: 0, maximum: 1 },
        {
          type: 'string',
          pattern: booleanTextPattern,
          patternErrorMessage: 'must be true or false',
        },
      ];
    case 'integer':
    case 'number':
      return [
        value,
        { type: 'string', pattern: numberTextPattern, patternErrorMessage: 'must be a number' },
      ];
    case 'array':
      return [{ ...value, items: { anyOf: [value['items'], placeholder] } }];
    default:
      return [value];
  }
}
