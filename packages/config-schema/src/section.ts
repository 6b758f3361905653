import { type FieldSection, keyBelow } from './field-tree.ts';
import { type FieldReading, readFieldValue } from './field-value.ts';
import { findPrototypeNames, isMapping, readEntries } from './mapping.ts';
import { formatPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';
import { describeRemovedKey, isRemovedKey } from './removed-keys.ts';
import { describeUnknownKey } from './unknown-key.ts';

/** What was found in a configuration, field by field. */
export interface Reading {
  /** The values that passed, by key. */
  readonly values: Map<string, unknown>;
  /** The keys that are set to a value that did not pass. */
  readonly rejected: Set<string>;
  /** Everything that is wrong so far. */
  readonly problems: BoostConfigProblem[];
}

/** Reads a section and all below it. It goes only where the registry goes, so depth is bounded. */
export function readSection(
  root: FieldSection,
  section: FieldSection,
  raw: unknown,
  reading: Reading,
): void {
  if (!isMapping(raw)) {
    reading.problems.push({
      path: section.key,
      code: 'wrong_type',
      message: 'must be a section',
      hint: `It takes the keys ${[...section.children.keys()].join(', ')}.`,
    });
    return;
  }
  for (const name of findPrototypeNames(raw)) {
    reading.problems.push({
      path: formatPath([...section.key.split('.'), name]),
      code: 'forbidden_key',
      message: 'is not allowed as a key',
      hint: 'Remove it: it would change how the rest of the section is read.',
    });
  }
  for (const [name, value] of readEntries(raw)) {
    const child = section.children.get(name);
    const key = keyBelow(section, name);
    if (child?.kind === 'section') readSection(root, child, value, reading);
    else if (child !== undefined)
      readField(child.key, readFieldValue(key, child.field, value), reading);
    else if (isRemovedKey(key)) reading.problems.push(...describeRemovedKey(key, value));
    else reading.problems.push(describeUnknownKey(root, section, name));
  }
}

function readField(key: string, result: FieldReading, reading: Reading): void {
  if (result.problems === undefined) {
    reading.values.set(key, result.value);
  } else {
    reading.rejected.add(key);
    reading.problems.push(...result.problems);
  }
}
