import type { ConfigFieldSet } from './field-set.ts';
import { isMapping } from './mapping.ts';

/**
 * Reads the value of a contributed field from a checked configuration, with the type of the field's
 * schema. The result of `parseBoostConfig` or `parseBoostConfigPart` is typed for Boost's own fields only.
 *
 * @param config - a checked configuration, which was read by a registry with the set
 * @param key - a key of the set
 * @param set - the set, as `defineConfigFields` returned it
 * @returns the value; undefined when it is not set
 */
export function getConfigValue<
  Set extends ConfigFieldSet,
  Key extends keyof Set['fields'] & string,
>(config: object, key: Key, set: Set): Set['fields'][Key]['schema']['_output'] | undefined {
  if (!Object.hasOwn(set.fields, key)) {
    throw new TypeError(`getConfigValue: ${set.owner} has no field ${key}.`);
  }
  return key
    .split('.')
    .reduce<unknown>(
      (part, name) => (isMapping(part) && Object.hasOwn(part, name) ? part[name] : undefined),
      config,
    );
}
