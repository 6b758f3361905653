import { types } from 'node:util';
import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import { isSameValue, throughJson } from './json-value.ts';
import { keyAndSections } from './stored-keys.ts';

/** What one version made of a stored value. */
export interface MigrationStep {
  /** The version that it leads to. */
  readonly to: number;
  /** The key in that version. */
  readonly key: string;
  /** Makes the value one of that version; undefined when it stays as it is. */
  readonly change?: ((value: unknown) => unknown) | undefined;
}

/** The way of a key from the version it was stored under to today's, without its value. */
export interface MigrationChain {
  /** The versions that concern the key, in order; versions that leave it alone are not listed. */
  readonly steps: readonly MigrationStep[];
  /** Set when a version removed the key: what replaced it, as part of a sentence. */
  readonly removed?: { readonly in: number; readonly replacement: string };
  /** Whether the field was no secret yet in the version that the value was stored under. */
  readonly wasPlain: boolean;
  /** The key today, or the last one that it had. */
  readonly key: string;
}

/** Follows a key through the migrations of its set, from `version` to `until`. */
export function followKey(
  set: ConfigFieldSet,
  key: string,
  version: number,
  until: number = set.version,
): MigrationChain {
  const steps: MigrationStep[] = [];
  let name = key;
  let wasPlain = false;
  for (const {
    to,
    removed = {},
    renamed = {},
    values = {},
    becameSensitive = [],
  } of set.migrations) {
    if (to <= version || to > until) continue;
    const gone = keyAndSections(name).find(section => Object.hasOwn(removed, section));
    if (gone !== undefined) {
      return { steps, key: name, wasPlain, removed: { in: to, replacement: removed[gone] ?? '' } };
    }
    const after = (Object.hasOwn(renamed, name) ? renamed[name] : undefined) ?? name;
    const change = Object.hasOwn(values, after) ? values[after] : undefined;
    if (after !== name || change !== undefined) steps.push({ to, key: after, change });
    name = after;
    wasPlain ||= becameSensitive.includes(name);
  }
  return { steps, key: name, wasPlain };
}

/**
 * Migrates a value to a step's version; undefined when the step does not accept the value, or returns
 * what JSON would change, which would overwrite the value with another one. What it throws is dropped:
 * its text may contain the value.
 */
export function takeStep(step: MigrationStep, value: unknown): { value: unknown } | undefined {
  if (step.change === undefined) return { value };
  try {
    // A copy, because a step may change its argument, which is still to be written.
    const result = step.change(structuredClone(value));
    // A step that is asynchronous by mistake must not end the process when it fails later.
    if (types.isPromise(result)) result.catch(() => undefined);
    const stored = throughJson(result);
    return stored !== undefined && isSameValue(stored.value, result) ? stored : undefined;
  } catch {
    return undefined;
  }
}
