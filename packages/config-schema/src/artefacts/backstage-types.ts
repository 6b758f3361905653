import type { ConfigRegistry } from '../combine-config-fields.ts';
import type { ConfigFieldMeta } from '../field.ts';
import { describeVisibility, withEmptyText } from './backstage-schema.ts';
import { toBackstageValue } from './backstage-value.ts';
import { buildAppConfigTree, toValueSchema } from './describe-fields.ts';
import { writeDocComment } from './doc-comment.ts';
import type { JsonSchema } from './field-json-schema.ts';
import { writeMembers } from './write-members.ts';
import { writeName, writeType } from './write-type.ts';

/**
 * Makes the text of a `config.d.ts`, for packages whose `configSchema` has that form. Backstage
 * makes the same schema of it as `createBackstageSchema` does. It says what app-config may hold,
 * so that a boolean may be text; a checked configuration has the type `BoostConfig`.
 *
 * @param registry - the fields, such as `boostConfigRegistry`
 * @throws Error that names field and owner when a field's schema cannot be converted
 */
export function createConfigTypes(registry: ConfigRegistry): string {
  const members = writeMembers(buildAppConfigTree(registry), {
    name: writeName,
    comment: (child, indent) => {
      if (child.kind === 'section') return [];
      const tags = writeTags(child.field, toValueSchema(registry, child));
      return writeDocComment(child.field.description, indent, tags);
    },
    type: leaf =>
      writeType(withEmptyText(toBackstageValue(toValueSchema(registry, leaf)), leaf.field)),
  });
  return [
    '// Made from the registry of fields: do not edit. Backstage reads the tags of the comments.',
    '',
    'export interface Config {',
    ...members,
    '}',
    '',
  ].join('\n');
}

function writeTags(field: ConfigFieldMeta, value: JsonSchema): string[] {
  const { configScope, defaultValue, deprecated } = field;
  const { visibility, deepVisibility } = describeVisibility(field, value);
  const { minimum, maximum, multipleOf } = toBackstageValue(value);
  const tags: Record<string, string | undefined> = {
    visibility,
    deepVisibility,
    configScope,
    minimum: JSON.stringify(minimum),
    maximum: JSON.stringify(maximum),
    multipleOf: JSON.stringify(multipleOf),
    default: JSON.stringify(defaultValue),
    deprecated: deprecated?.message,
  };
  return Object.entries(tags).flatMap(([tag, text]) =>
    text === undefined ? [] : `@${tag} ${text}`,
  );
}
