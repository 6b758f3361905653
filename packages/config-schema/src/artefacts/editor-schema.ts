import type { ConfigRegistry } from '../combine-config-fields.ts';
import type { ConfigFieldSet } from '../field-set.ts';
import type { FieldLeaf, FieldSection } from '../field-tree.ts';
import { isEmptyText } from '../set-value.ts';
import { describeFields } from './describe-fields.ts';
import { describeForms, emptyText, placeholder, removal } from './editor-value.ts';
import type { JsonSchema } from './field-json-schema.ts';

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
 * @param registry - the fields, such as `boostConfigRegistry`
 * @throws Error that names field and owner when a field's schema cannot be converted
 */
export function createEditorSchema(registry: ConfigRegistry): JsonSchema {
  const [first, ...contributed] = registry.sets;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: ['urn:rhdh-boost:app-config', first?.version, ...contributed.map(nameSet)].join(':'),
    title: 'Boost in app-config',
    description: `The boost section of Backstage's app-config, version ${first?.version}.`,
    type: 'object',
    properties: describeFields(registry, { section: describeSection, field: describeField }),
    definitions: { placeholder: placeholderDefinition },
  };
}

function nameSet({ owner, version }: ConfigFieldSet): string {
  return `${encodeURIComponent(owner)}:${version}`;
}

function describeSection(_section: FieldSection, properties: JsonSchema): JsonSchema {
  const mapping = { type: 'object', properties, additionalProperties: false };
  return { anyOf: [mapping, placeholder, removal] };
}

function describeField({ field }: FieldLeaf, value: JsonSchema): JsonSchema {
  const { deprecated } = field;
  return {
    description: field.description,
    ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
    ...(field.examples === undefined ? {} : { examples: field.examples }),
    ...(field.sensitive === true ? { writeOnly: true } : {}),
    ...(deprecated === undefined ? {} : { deprecationMessage: deprecated.message }),
    'x-configScope': field.configScope,
    'x-visibility': field.visibility,
    anyOf: [
      ...describeForms(value),
      ...(isEmptyText(field, '') ? [emptyText] : []),
      placeholder,
      removal,
    ],
  };
}
