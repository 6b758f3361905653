import {
  boostConfigRegistry,
  type ConfigFieldMeta,
  type ConfigRegistry,
} from '@rhdh-boost/config-schema';
import {
  buildFieldTree,
  type FieldLeaf,
  type FieldSection,
} from '@rhdh-boost/config-schema/artefacts';
import { wrapText } from '../explain/wrap-text.ts';
import { makePrintable } from '../report/printable.ts';
import { chooseInitialValue } from './field-value.ts';

/** A variable that a new configuration takes a value from. */
export interface TemplateVariable {
  /** The name of the environment variable. */
  readonly name: string;
  /** The key that it is for. */
  readonly key: string;
}

/** A new configuration. */
export interface ConfigTemplate {
  /** The YAML text, with every field: those that are needed set, all others commented out. */
  readonly text: string;
  /** The variables that must be set for it. */
  readonly variables: readonly TemplateVariable[];
}

/**
 * Writes a commented `boost` section. Secrets come from `${VARIABLE}` or `$file`; fields that only
 * the database may hold are left out. In the text `# ` begins a remark, and `#` in front of a
 * name or a key a setting that is commented out.
 *
 * @param registry - the fields; those of Boost alone when it is left out
 */
export function createConfigTemplate(
  registry: ConfigRegistry = boostConfigRegistry,
): ConfigTemplate {
  const fields = Object.entries(registry.fields).filter(
    ([, { configScope }]) => configScope !== 'db-only',
  );
  const variables = fields.flatMap(([key, field]) => findVariables(key, field));
  const { lines: sections } = writeChildren(buildFieldTree(Object.fromEntries(fields)), 0);
  const lines = [...introduce(variables), ...sections];
  return { text: `${lines.join('\n')}\n`, variables };
}

function findVariables(key: string, field: ConfigFieldMeta): TemplateVariable[] {
  const { isSet, lines } = chooseInitialValue(key, field);
  if (!isSet) return [];
  return Array.from(lines.join('\n').matchAll(/\$\{(\w+)\}/g), ([, name = '']) => ({ name, key }));
}

function introduce(variables: readonly TemplateVariable[]): string[] {
  const longest = Math.max(0, ...variables.map(({ name }) => name.length));
  return [
    "# The boost section of Backstage's app-config.",
    '# A "#" right before a key comments a setting out: take it away, there and before the names of',
    '# the sections around it, to set it.',
    ...(variables.length === 0 ? [] : ['# Set these variables for the backend:']),
    ...variables.map(({ name, key }) => `#   ${name.padEnd(longest)}  ${key}`),
    '# Check it with: boost-config check',
  ];
}

/** Part of the text, and whether anything in it is set rather than commented out. */
interface Written {
  readonly isSet: boolean;
  readonly lines: readonly string[];
}

/** Writes what stands in a section, so many names deep. */
function writeChildren({ children }: FieldSection, depth: number): Written {
  let isSet = false;
  const lines: string[] = [];
  for (const [name, child] of children) {
    if (lines.length > 0 && (child.kind === 'section' || depth === 1)) lines.push('');
    const written =
      child.kind === 'section'
        ? writeSection(child, name, depth)
        : writeSetting(child, name, depth);
    lines.push(...written.lines);
    isSet ||= written.isSet;
  }
  return { isSet, lines };
}

function writeSection(section: FieldSection, name: string, depth: number): Written {
  const { isSet, lines } = writeChildren(section, depth + 1);
  return { isSet, lines: [`${indentationOf(depth)}${isSet ? '' : '#'}${name}:`, ...lines] };
}

function writeSetting({ key, field }: FieldLeaf, name: string, depth: number): Written {
  const { isSet, lines } = chooseInitialValue(key, field);
  const indentation = indentationOf(depth);
  const sign = isSet ? '' : '#';
  const [value = '', ...below] = lines;
  return {
    isSet,
    lines: [
      ...describe(field).map(line => `${indentation}# ${line}`),
      `${indentation}${sign}${name}: ${value}`.trimEnd(),
      ...below.map(line => `${indentation}  ${sign}${line}`),
    ],
  };
}

function indentationOf(depth: number): string {
  return '  '.repeat(depth);
}

function describe({ description, deprecated }: ConfigFieldMeta): string[] {
  const lines = wrapText(makePrintable(description));
  return deprecated === undefined
    ? lines
    : [...lines, ...wrapText(makePrintable(`Deprecated: ${deprecated.message}`))];
}
