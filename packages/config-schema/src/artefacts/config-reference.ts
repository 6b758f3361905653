import type { ConfigRegistry } from '../combine-config-fields.ts';
import { buildFieldTree, type FieldLeaf, type FieldSection } from '../field-tree.ts';
import { isRequiredField } from '../required.ts';
import { toValueSchema } from './describe-fields.ts';
import { boostRules, readingRules } from './reference-rules.ts';
import { describeValueInWords } from './value-in-words.ts';

/**
 * Makes the reference of a configuration in Markdown: how it is read, a table of fields for each
 * section with one row a field, and the keys that earlier versions had.
 *
 * @param registry - the fields, such as `boostConfigRegistry`
 * @throws Error that names field and owner when a field's schema cannot be converted
 */
export function createConfigReference(registry: ConfigRegistry): string {
  const isBoost = registry.ownerOf('boost.security.mode') !== undefined;
  return [
    '<!-- Made from the registry of fields by `npm run generate`: do not edit. -->',
    '',
    '# Configuration',
    '',
    introduce(registry),
    '',
    ...readingRules,
    ...(isBoost ? boostRules : []),
    '## Fields',
    '',
    ...[...sectionsOf(buildFieldTree(registry.fields))].flatMap(section =>
      writeSection(registry, section),
    ),
    ...writeRemovedKeys(registry),
  ].join('\n');
}

function introduce({ sets }: ConfigRegistry): string {
  const versions = sets.map(({ owner, version }) => `version ${version} of \`${owner}\``);
  return `What the \`boost\` section of Backstage's app-config takes, in ${versions.join(' and ')}.`;
}

/** The sections that have fields of their own, in the order of the registry. */
function* sectionsOf(section: FieldSection): Generator<FieldSection> {
  const children = [...section.children.values()];
  if (children.some(({ kind }) => kind === 'field')) yield section;
  for (const child of children) if (child.kind === 'section') yield* sectionsOf(child);
}

function writeSection(registry: ConfigRegistry, section: FieldSection): string[] {
  const fields = [...section.children.values()].filter(child => child.kind === 'field');
  return [
    `### \`${section.key}\``,
    '',
    '| key | value | scope | visibility | since | what it does |',
    '|---|---|---|---|---|---|',
    ...fields.map(field => writeRow(registry, field)),
    '',
  ];
}

function writeRow(registry: ConfigRegistry, leaf: FieldLeaf): string {
  const { key, field } = leaf;
  const cells = [
    `\`${key}\``,
    writeCell(describeValueInWords(toValueSchema(registry, leaf))),
    field.configScope,
    field.visibility,
    String(field.since),
    [writeCell(field.description), ...describeMore(leaf)].join(' '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function describeMore({ field }: FieldLeaf): string[] {
  const { defaultValue, deprecated, examples = [], rules = [] } = field;
  return [
    ...(isRequiredField(field) ? ['**Required.**'] : []),
    ...rules.map(rule => `**Rule:** it ${writeCell(rule)}.`),
    ...(defaultValue === undefined ? [] : [`Default: ${writeCode(defaultValue)}.`]),
    ...(deprecated === undefined ? [] : [`**Deprecated:** ${writeCell(deprecated.message)}`]),
    ...(deprecated?.removedIn === undefined ? [] : [`Version ${deprecated.removedIn} removes it.`]),
    ...examples.slice(0, 1).map(example => `Example: ${writeCode(example)}.`),
  ];
}

function writeRemovedKeys({ sets }: ConfigRegistry): string[] {
  const rows = sets.flatMap(({ owner, migrations }) =>
    migrations.flatMap(({ to, removed = {}, renamed = {} }) =>
      [
        ...Object.entries(removed),
        ...Object.entries(renamed).map(
          ([key, name]) => [key, `\`${name}\` is its new name`] as const,
        ),
      ].map(([key, text]) => `| \`${key}\` | \`${owner}\` ${to} | ${writeCell(text)} |`),
    ),
  );
  if (rows.length === 0) return [];
  return [
    '## Keys of earlier versions',
    '',
    '`boost-config migrate` changes a file that still has them.',
    '',
    '| key | gone since | what replaced it |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

/** Text as a table holds it: on one line, without anything that Markdown or HTML would take. */
function writeCell(text: string): string {
  return text
    .replaceAll(/[|*_]/g, String.raw`\$&`)
    .replaceAll('<', '&lt;')
    .replaceAll(/\s*\n\s*/g, ' ');
}

/** A value as code; a table ends a cell at a bar even there. */
function writeCode(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('|', String.raw`\|`)}\``;
}
