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
import { makePrintable } from '@rhdh-boost/internal/printable';
import { wrapText } from '@rhdh-boost/internal/wrap-text';
import { chooseInitialValue, type InitialValue } from './field-value.ts';
import { neededFieldsFor } from './needed-fields.ts';

/** A variable that a new configuration takes a value from. */
export interface TemplateVariable {
  /** The name of the environment variable. */
  readonly name: string;
  /** The key that it is for. */
  readonly key: string;
}

/** What {@link createConfigTemplate} may be told. */
export interface ConfigTemplateOptions {
  /**
   * How the account authenticates: by a secret, by assertions that it signs with a private key, by a
   * certificate (`mtls`), or by the token of a Kubernetes service account.
   *
   * @defaultValue `secret`
   */
  readonly auth?: 'secret' | 'private-key' | 'mtls' | 'kubernetes';
  /** The file that the text is for, which the remark on how to check it names. Default: none. */
  readonly file?: string;
}

/** A new configuration. */
export interface ConfigTemplate {
  /**
   * The YAML text, with every field that goes with the account's method: those that are needed set, all
   * others commented out.
   */
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
 * @param options - how the account authenticates, by a secret when it is left out; and the file
 */
export function createConfigTemplate(
  registry: ConfigRegistry = boostConfigRegistry,
  { auth = 'secret', file }: ConfigTemplateOptions = {},
): ConfigTemplate {
  const { introduction, values, refused } = neededFieldsFor(auth);
  const fields = Object.entries(registry.fields).filter(
    ([key, { configScope }]) => configScope !== 'db-only' && !refused.has(key),
  );
  const initialValue = ({ key, field }: FieldLeaf) =>
    chooseInitialValue(key, field, values.get(key));
  const variables = fields.flatMap(([key, field]) =>
    findVariables(key, initialValue({ kind: 'field', key, field })),
  );
  const tree = buildFieldTree(Object.fromEntries(fields));
  const { lines: sections } = writeChildren(tree, 0, initialValue);
  const check = ['# Check it with: boost-config check', ...(file === undefined ? [] : [file])];
  const lines = [
    ...introduce(introduction, variables),
    makePrintable(check.join(' ')),
    ...sections,
  ];
  return { text: `${lines.join('\n')}\n`, variables };
}

function findVariables(key: string, { isSet, lines }: InitialValue): TemplateVariable[] {
  if (!isSet) return [];
  return Array.from(lines.join('\n').matchAll(/\$\{(\w+)\}/g), ([, name = '']) => ({ name, key }));
}

function introduce(account: readonly string[], variables: readonly TemplateVariable[]): string[] {
  const longest = Math.max(0, ...variables.map(({ name }) => name.length));
  return [
    "# The boost section of Backstage's app-config.",
    '# A "#" right before a key comments a setting out: take it away, there and before the names of',
    '# the sections around it, to set it.',
    ...account.flatMap(paragraph => wrapText(paragraph).map(line => `# ${line}`)),
    ...(variables.length === 0 ? [] : ['# Set these variables for the backend:']),
    ...variables.map(({ name, key }) => `#   ${name.padEnd(longest)}  ${key}`),
  ];
}

/** Part of the text, and whether anything in it is set rather than commented out. */
interface Written {
  readonly isSet: boolean;
  readonly lines: readonly string[];
}

type InitialValueOf = (leaf: FieldLeaf) => InitialValue;

/** Writes what stands in a section, so many names deep. */
function writeChildren(
  { children }: FieldSection,
  depth: number,
  initialValue: InitialValueOf,
): Written {
  let isSet = false;
  const lines: string[] = [];
  for (const [name, child] of children) {
    if (lines.length > 0 && (child.kind === 'section' || depth === 1)) lines.push('');
    const written =
      child.kind === 'section'
        ? writeSection(child, name, depth, initialValue)
        : writeSetting(child, name, depth, initialValue(child));
    lines.push(...written.lines);
    isSet ||= written.isSet;
  }
  return { isSet, lines };
}

function writeSection(
  section: FieldSection,
  name: string,
  depth: number,
  initialValue: InitialValueOf,
): Written {
  const { isSet, lines } = writeChildren(section, depth + 1, initialValue);
  return { isSet, lines: [`${indentationOf(depth)}${isSet ? '' : '#'}${name}:`, ...lines] };
}

function writeSetting(
  { field }: FieldLeaf,
  name: string,
  depth: number,
  { isSet, lines }: InitialValue,
): Written {
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
