import type { JsonSchema } from './field-json-schema.ts';

/** By key, what an editor shows of a key that no version has any more. */
export type RemovedKeys = ReadonlyMap<string, string>;

/**
 * Describes the removed keys below a section, so that an editor marks them with what replaces them,
 * and does not offer them.
 *
 * @param section - the dotted path of the section
 * @param known - the names that the section has today
 */
export function describeRemoved(
  removed: RemovedKeys,
  section: string,
  known: { has(name: string): boolean },
): JsonSchema {
  const prefix = `${section}.`;
  const names = [...removed.keys()].flatMap(key =>
    key.startsWith(prefix) ? (key.slice(prefix.length).split('.')[0] ?? []) : [],
  );
  return Object.fromEntries(
    [...new Set(names)]
      .filter(name => !known.has(name))
      .map(name => [name, { ...describeKey(removed, prefix + name), doNotSuggest: true }]),
  );
}

function describeKey(removed: RemovedKeys, key: string): JsonSchema {
  const deprecationMessage = removed.get(key);
  if (deprecationMessage !== undefined) return { deprecationMessage };
  const properties = describeRemoved(removed, key, new Set());
  return { type: 'object', properties, additionalProperties: false };
}
