import { toValueSchema } from '../src/artefacts/describe-fields.ts';
import { writeDocComment } from '../src/artefacts/doc-comment.ts';
import { writeMember, writeMembers } from '../src/artefacts/write-members.ts';
import { writeType } from '../src/artefacts/write-type.ts';
import type { ConfigRegistry } from '../src/combine-config-fields.ts';
import { buildFieldTree, descendants, type FieldLeaf } from '../src/field-tree.ts';
import { isRequired } from '../src/required.ts';

/**
 * Writes the types of a checked configuration as TypeScript, nested and by key, so that an editor
 * shows each value with its description, and a reviewer sees in the API report what a change to
 * a field changes.
 */
export function makeConfigTypes(registry: ConfigRegistry): string {
  const root = buildFieldTree(registry.fields);
  return [
    '// Made from the registry by scripts/generate.ts: do not edit.',
    '',
    ...writeDocComment(
      'A checked configuration, nested as app-config is. Without a `boost` section it is empty; with one, `boost.security.mode` is there. What was not set is not there: defaults belong to whoever reads the value.',
      '',
    ),
    'export interface BoostConfig {',
    ...writeMembers(root, {
      name: name => `readonly ${name}`,
      comment: (child, indent) =>
        writeDocComment(
          child.kind === 'field' ? child.field.description : `What is set below \`${child.key}\`.`,
          indent,
        ),
      type: leaf => writeType(toValueSchema(registry, leaf)),
    }),
    '}',
    '',
    ...writeDocComment(
      'What each field holds, by its key. It is undefined when it is not set.',
      '',
    ),
    'export interface BoostConfigValues {',
    ...[...descendants(root)].flatMap(child =>
      child.kind === 'field' ? writeValue(registry, child) : [],
    ),
    '}',
    '',
  ].join('\n');
}

function writeValue(registry: ConfigRegistry, leaf: FieldLeaf): string[] {
  const { key, field } = leaf;
  const type = writeType(toValueSchema(registry, leaf));
  const value = isRequired(leaf) ? type : `${type} | undefined`;
  return [
    ...writeDocComment(field.description, '  '),
    writeMember(`  readonly '${key}':`, value, '  '),
  ];
}
