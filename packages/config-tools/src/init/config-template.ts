import {
  boostConfigRegistry,
  type ConfigFieldMeta,
  type ConfigRegistry,
} from '@rhdh-boost/config-schema';
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
  const settings = Object.entries(registry.fields)
    .filter(([, { configScope }]) => configScope !== 'db-only')
    .map(([key, field]) => createSetting(key, field));
  const variables = settings.flatMap(findVariables);
  const lines = [...introduce(variables), ...writeSection(settings, [])];
  return { text: `${lines.join('\n')}\n`, variables };
}

interface Setting {
  readonly key: string;
  readonly names: readonly string[];
  readonly field: ConfigFieldMeta;
  readonly isSet: boolean;
  readonly lines: readonly string[];
}

function createSetting(key: string, field: ConfigFieldMeta): Setting {
  return { key, names: key.split('.'), field, ...chooseInitialValue(key, field) };
}

function findVariables({ key, isSet, lines }: Setting): TemplateVariable[] {
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

/** Writes what stands below a section, given by its names. */
function writeSection(settings: readonly Setting[], section: readonly string[]): string[] {
  const depth = section.length;
  const lines: string[] = [];
  for (const name of new Set(settings.map(setting => setting.names[depth] ?? ''))) {
    const inside = settings.filter(setting => setting.names[depth] === name);
    const setting = inside.find(({ names }) => names.length === depth + 1);
    if (lines.length > 0 && (setting === undefined || depth === 1)) lines.push('');
    if (setting !== undefined) {
      lines.push(...writeSetting(setting, name));
      continue;
    }
    const sign = inside.some(({ isSet }) => isSet) ? '' : '#';
    lines.push(`${indentationOf(depth)}${sign}${name}:`);
    lines.push(...writeSection(inside, [...section, name]));
  }
  return lines;
}

function writeSetting({ names, field, isSet, lines }: Setting, name: string): string[] {
  const indentation = indentationOf(names.length - 1);
  const sign = isSet ? '' : '#';
  const [value = '', ...below] = lines;
  return [
    ...describe(field).map(line => `${indentation}# ${line}`),
    `${indentation}${sign}${name}: ${value}`.trimEnd(),
    ...below.map(line => `${indentation}  ${sign}${line}`),
  ];
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
