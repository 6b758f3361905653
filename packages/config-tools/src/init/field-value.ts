import type { ConfigFieldMeta } from '@rhdh-boost/config-schema';
import { isRequiredField } from '@rhdh-boost/config-schema/artefacts';
import { stringify } from 'yaml';

/** What a field is set to in a new configuration. */
export interface InitialValue {
  /** Whether it stands there as a setting, or commented out. */
  readonly isSet: boolean;
  /** The value as YAML; lines after the first one are indented below the key. */
  readonly lines: readonly string[];
}

/**
 * Chooses what a field is set to: what is needed, or an example.
 *
 * @param needed - the lines of YAML that it is set to where it is needed
 */
export function chooseInitialValue(
  key: string,
  field: ConfigFieldMeta,
  needed: readonly string[] | undefined,
): InitialValue {
  return {
    isSet: needed !== undefined || isRequiredField(field),
    lines: needed ?? [writeValue(chooseExample(key, field))],
  };
}

function chooseExample(key: string, { examples = [], sensitive }: ConfigFieldMeta): unknown {
  const [example = placeholderFor(key)] = examples;
  // A secret's example is a placeholder by convention; a literal one must not teach the wrong way.
  return sensitive === true && !JSON.stringify(example).includes('${')
    ? placeholderFor(key)
    : example;
}

/** `${BOOST_CONNECTORS_JIRA_API_TOKEN}` for `boost.connectors.jira.apiToken`. */
function placeholderFor(key: string): string {
  const name = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return `\${${name}}`;
}

function writeValue(value: unknown): string {
  // A flow collection would want the braces of a placeholder quoted; a value of its own does not.
  if (typeof value === 'string' && /^\$\{\w+\}$/.test(value)) return value;
  if (typeof value === 'string' && value.includes('\n')) return JSON.stringify(value);
  return stringify(value, {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
  }).trimEnd();
}
