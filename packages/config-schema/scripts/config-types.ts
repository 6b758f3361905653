import type { ConfigFieldMeta, ConfigFields } from '../src/field.ts';
import { type JsonSchema, toFieldJsonSchema } from '../src/artefacts/field-json-schema.ts';
import { buildFieldTree, type FieldLeaf, type FieldSection } from '../src/field-tree.ts';
import { isMapping } from '../src/mapping.ts';

const lineLength = 100;

/**
 * Writes the types of a checked configuration as TypeScript, nested and by key, so that an editor
 * shows each value with its description, and a reviewer sees in the API report what a change to
 * a field changes.
 */
export function makeConfigTypes(fields: ConfigFields): string {
  return [
    '// Made from the registry by scripts/generate.ts: do not edit.',
    '',
    ...comment(
      'A checked configuration, nested as app-config is. Without a `boost` section it is empty; with one, `boost.security.mode` is there. What was not set is not there: defaults belong to whoever reads the value.',
      '',
    ),
    'export interface BoostConfig {',
    ...[...buildFieldTree(fields).children].flatMap(([name, child]) =>
      // The section may be missing as a whole, whatever it requires.
      writeMember(name, child, true, '  '),
    ),
    '}',
    '',
    ...comment('What each field holds, by its key. It is undefined when it is not set.', ''),
    'export interface BoostConfigValues {',
    ...Object.entries(fields).flatMap(([key, field]) => writeValue(key, field)),
    '}',
    '',
  ].join('\n');
}

type Child = FieldLeaf | FieldSection;

function writeMember(name: string, child: Child, optional: boolean, indent: string): string[] {
  const head = `${indent}readonly ${name}${optional ? '?' : ''}:`;
  if (child.kind === 'field') {
    const type = writeType(toFieldJsonSchema(child.key, child.field.schema));
    return [...comment(child.field.description, indent), `${head} ${type};`];
  }
  const members = [...child.children].flatMap(([below, grandchild]) =>
    writeMember(below, grandchild, !isRequired(grandchild), `${indent}  `),
  );
  return [
    ...comment(`What is set below \`${child.key}\`.`, indent),
    `${head} {`,
    ...members,
    `${indent}};`,
  ];
}

function writeValue(key: string, field: ConfigFieldMeta): string[] {
  const type = writeType(toFieldJsonSchema(key, field.schema));
  const value = acceptsNothing(field) ? `${type} | undefined` : type;
  return [...comment(field.description, '  '), `  readonly '${key}': ${value};`];
}

function isRequired(child: Child): boolean {
  if (child.kind === 'section') return [...child.children.values()].some(isRequired);
  return !acceptsNothing(child.field);
}

function acceptsNothing({ schema }: ConfigFieldMeta): boolean {
  return schema.safeParse(undefined).success;
}

function writeType({ type, enum: choices, items }: JsonSchema): string {
  if (Array.isArray(choices)) return choices.map(choice => `'${choice}'`).join(' | ');
  if (type === 'array' && isMapping(items)) return `${writeType(items)}[]`;
  return type === 'integer' ? 'number' : String(type);
}

function comment(text: string, indent: string): string[] {
  const single = `${indent}/** ${text} */`;
  if (single.length <= lineLength) return [single];
  const lines: string[] = [];
  let line = `${indent} *`;
  for (const word of text.split(' ')) {
    if (`${line} ${word}`.length > lineLength) {
      lines.push(line);
      line = `${indent} *`;
    }
    line = `${line} ${word}`;
  }
  return [`${indent}/**`, ...lines, line, `${indent} */`];
}
