import type { ApiModel, TypeModel } from './model.ts';
import type { FieldModel, ShapeNode } from './shape-node.ts';
import { typesIn } from './shape-node.ts';

/** Longest line of a comment, its indentation included. */
const width = 100;

/** The public types of a group, with their documentation; undefined where it has none. */
export function writeTypes({ types }: ApiModel, group: string): string | undefined {
  const own = [...types.values()].filter(type => type.group === group);
  if (own.length === 0) return undefined;
  const used = own.flatMap(({ is, extends: base, fields }) => [
    ...[is, base].filter(name => name !== undefined),
    ...fields.flatMap(({ shape }) => typesIn(shape)),
  ]);
  return [importTypes(types, group, used), ...own.map(writeType)].join('\n');
}

/** Imports of types from the groups that have them. */
export function importTypes(
  types: ApiModel['types'],
  group: string | undefined,
  names: readonly string[],
): string {
  const byGroup = new Map<string, Set<string>>();
  for (const name of names) {
    const from = types.get(name)?.group;
    if (from === undefined || from === group) continue;
    byGroup.set(from, (byGroup.get(from) ?? new Set()).add(name));
  }
  return [...byGroup]
    .map(
      ([from, found]) =>
        `import type { ${[...found].sort().join(', ')} } from './${typesFile(from)}';`,
    )
    .join('\n');
}

/** File of a group's types. */
export function typesFile(group: string): string {
  return `${group.replaceAll('.', '-')}-types.ts`;
}

function writeType(type: TypeModel): string {
  const { name, about, is, choices, extends: base, fields, others, inAnswers } = type;
  const comment = writeComment([about], '');
  if (is !== undefined) return `${comment}\nexport type ${name} = ${is};\n`;
  if (choices !== undefined) return `${comment}\nexport type ${name} = ${union(choices)};\n`;
  const members = [
    ...fields.map(field => writeField(field, inAnswers)),
    ...(others === undefined
      ? []
      : [`${writeComment([others], '  ')}\n  readonly [key: string]: unknown;`]),
  ];
  const head = `export interface ${name}${base === undefined ? '' : ` extends ${base}`}`;
  return `${comment}\n${head} {\n${members.join('\n')}\n}\n`;
}

function writeField(
  { key, required, shape, default: value, about }: FieldModel,
  inAnswers: boolean,
): string {
  const isTold = !required && !inAnswers && value !== undefined && value !== null;
  // The server answers 400 to an empty namespace.
  const hasDefault = isTold && !(key === 'namespace' && value === '');
  const lines = hasDefault ? [about, `@defaultValue \`${literal(value)}\``] : [about];
  return `${writeComment(lines, '  ')}\n  readonly ${key}${required ? '' : '?'}: ${fieldType(shape, required, inAnswers)};`;
}

function fieldType(shape: ShapeNode, required: boolean, inAnswers: boolean): string {
  const type = typeText(shape, inAnswers);
  if (required || shape.kind === 'anything') return type;
  if (inAnswers) return `${type} | null`;
  // What `send` gave, which may have none.
  return shape.kind === 'session' ? `${type} | undefined` : type;
}

/** A shape as TypeScript writes it. In an answer a choice is text: a new one is no drift. */
function typeText(shape: ShapeNode, inAnswers: boolean): string {
  switch (shape.kind) {
    case 'flag':
      return 'boolean';
    case 'integer':
      return 'number';
    case 'object':
      return 'Readonly<Record<string, unknown>>';
    case 'anything':
      return 'unknown';
    case 'choice':
      return inAnswers ? 'string' : union(shape.choices);
    case 'list': {
      const item = typeText(shape.item, inAnswers);
      return item.includes('|') ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    case 'map':
      return `Readonly<Record<string, ${typeText(shape.item, inAnswers)}>>`;
    case 'type':
      return shape.name;
    default:
      return 'string';
  }
}

function union(choices: readonly string[]): string {
  return choices.map(literal).join(' | ');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

/** A comment of whole lines; what does not fit into one line is broken between words. */
export function writeComment(lines: readonly string[], indent: string): string {
  const [only, ...others] = lines;
  const short = `${indent}/** ${only} */`;
  if (others.length === 0 && short.length <= width) return short;
  const broken = lines.flatMap(line => breakLine(line, width - indent.length - ' * '.length));
  return [
    `${indent}/**`,
    ...broken.map(line => `${indent} * ${line}`.trimEnd()),
    `${indent} */`,
  ].join('\n');
}

function breakLine(line: string, length: number): readonly string[] {
  const broken = [''];
  for (const word of line.split(' ')) {
    const last = broken.at(-1) ?? '';
    if (last !== '' && `${last} ${word}`.length > length) broken.push(word);
    else broken[broken.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return broken;
}
