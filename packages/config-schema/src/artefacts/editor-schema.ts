import { replacedKeys } from '@rhdh-boost/internal/replaced-keys';
import type { ConfigRegistry } from '../combine-config-fields.ts';
import type { ConfigFieldSet } from '../field-set.ts';
import type { FieldLeaf, FieldSection } from '../field-tree.ts';
import { indexOf } from '../registry-index.ts';
import { isEmptyText } from '../set-value.ts';
import { describeFields } from './describe-fields.ts';
import { type EditorForm, formSchemas } from './editor-forms.ts';
import { describeForms, emptyText, placeholder, removal } from './editor-value.ts';
import type { JsonSchema } from './field-json-schema.ts';
import { describeRemoved, type RemovedKeys } from './removed-keys-schema.ts';

/** What to make a schema for editors of. */
export interface EditorSchemaOptions {
  /**
   * The kind of file: an app-config, RHDH's `dynamic-plugins.yaml`, or the values of the RHDH or
   * Backstage Helm chart.
   *
   * @defaultValue `app-config`
   */
  readonly form?: EditorForm;
  /**
   * The addresses of further schemas that the file has to satisfy, such as SchemaStore's schema of
   * app-config. A relative one starts from the place of the schema that is made.
   *
   * @defaultValue none
   */
  readonly with?: readonly string[];
}

/**
 * Makes the schema by which an editor completes, explains and checks a file with Boost's configuration
 * (draft-07, as yaml-language-server reads it). It judges one file, of which there may be
 * several: nothing is required, null removes, and `${VAR}`, `$env`, `$file` and `$include` stand
 * for any value; in Helm values, `{{ … }}` too. It is closed inside the sections that it knows, and
 * open elsewhere. A key of an earlier version is deprecated, with what replaces it.
 *
 * @param registry - the fields, such as `boostConfigRegistry`
 * @param options - the kind of file, and schemas to combine with
 * @throws Error that names field and owner when a field's schema cannot be converted
 */
export function createEditorSchema(
  registry: ConfigRegistry,
  options: EditorSchemaOptions = {},
): JsonSchema {
  const { form = 'app-config', with: others = [] } = options;
  const [first, ...contributed] = registry.sets;
  const file = formSchemas[form];
  const id = [`urn:rhdh-boost:${form}`, first?.version, ...contributed.map(nameSet)].join(':');
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    // A relative address of another schema would start from the id.
    ...(others.length === 0 ? { $id: id } : { allOf: others.map($ref => ({ $ref })) }),
    title: `Boost in ${file.title}`,
    description: `The boost section ${file.place}, version ${first?.version}.`,
    ...file.wrap(describeAppConfig(registry), {
      placeholder: describePlaceholder(file.template),
    }),
  };
}

/** What Backstage fills in while it loads a file, at any place of it. */
function describePlaceholder(template: string | undefined): JsonSchema {
  const variable = String.raw`\$\{[^{}]*\}`;
  return {
    title: 'Filled in by Backstage',
    anyOf: [
      { type: 'string', pattern: template === undefined ? variable : `${variable}|${template}` },
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
}

function describeAppConfig(registry: ConfigRegistry): JsonSchema {
  const removed = findRemoved(registry);
  const section = ({ key, children }: FieldSection, properties: JsonSchema) =>
    describeSection({ ...properties, ...describeRemoved(removed, key, children) });
  const properties = describeFields(registry, { section, field: describeField });
  return { type: 'object', properties };
}

/** Why each key of an earlier version is gone, and what replaces a key that no version had. */
function findRemoved(registry: ConfigRegistry): RemovedKeys {
  return new Map([
    ...Object.entries(replacedKeys).map(([key, { message }]) => [key, message] as const),
    ...[...indexOf(registry).removed].map(
      ([key, { migration, replacement }]) =>
        [key, `Removed in version ${migration.to}: ${replacement}.`] as const,
    ),
  ]);
}

function nameSet({ owner, version }: ConfigFieldSet): string {
  return `${encodeURIComponent(owner)}:${version}`;
}

function describeSection(properties: JsonSchema): JsonSchema {
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
