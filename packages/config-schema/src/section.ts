import { findLookalike } from '@rhdh-boost/internal/lookalike';
import { descendants, type FieldLeaf, type FieldSection } from './field-tree.ts';
import { readFieldValue } from './field-value.ts';
import { findPrototypeNames, isMapping, type Mapping, readEntries } from './mapping.ts';
import { formatConfigPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { RegistryIndex } from './registry-index.ts';
import { describeRemovedKeys, type IsKeySet, joinKey } from './removed-keys.ts';
import { isEmptyText } from './set-value.ts';
import { describeUnknownKey, namesIn } from './unknown-key.ts';
import { unknownConfigValue } from './unknown-value.ts';

/** What was found in a configuration, field by field. */
export interface Reading {
  /** Whether the configuration sets a key, be it to a value that does not pass. */
  readonly isSet: IsKeySet;
  /** The values that passed, by key. */
  readonly values: Map<string, unknown>;
  /** The keys that are set to a value that did not pass, or that is unknown. */
  readonly withoutValue: Set<string>;
  /** The lists that did not pass, by key. */
  readonly refusedLists: Map<string, readonly unknown[]>;
  /** The keys with an empty text, which counts as not set. */
  readonly empty: Set<string>;
  /** The keys that were probably meant by a misspelt name. */
  readonly meant: Set<string>;
  /** Everything that is wrong so far. */
  readonly problems: BoostConfigProblem[];
}

/** Reads a section and all below it. It goes only where the registry goes, so depth is bounded. */
export function readSection(
  index: RegistryIndex,
  section: FieldSection,
  raw: unknown,
  reading: Reading,
): void {
  if (raw === unknownConfigValue) {
    addKeys(section, reading.withoutValue);
    return;
  }
  if (!isMapping(raw)) {
    // What is missing below it is the same mistake.
    addKeys(section, reading.withoutValue);
    reading.problems.push({
      path: section.key,
      code: 'wrong_type',
      message: 'must be a section with keys, not a single value or a list',
      hint:
        describeGluedKey(section, raw) ??
        `Write its keys below it, indented deeper: ${namesIn(section).join(', ')}.`,
    });
    return;
  }
  for (const name of findPrototypeNames(raw)) {
    reading.problems.push({
      path: formatConfigPath([...section.key.split('.'), name]),
      code: 'forbidden_key',
      message: 'is not allowed as a key',
      hint: 'Remove it. It changes how JavaScript reads the rest of the section.',
    });
  }
  readNames(index, section, raw, reading);
}

function readNames(
  index: RegistryIndex,
  section: FieldSection,
  raw: Mapping,
  reading: Reading,
): void {
  for (const [name, value] of readEntries(raw)) {
    const child = section.children.get(name);
    if (child?.kind === 'section') readSection(index, child, value, reading);
    else if (child !== undefined) readField(child, value, reading);
    else {
      const removed = describeRemovedKeys(index, joinKey(section.key, name), value, reading.isSet);
      if (removed.length > 0) reading.problems.push(...removed);
      else readUnknownKey(index, section, { name, raw }, reading);
    }
  }
}

/** What was meant is kept: a rule that called it missing would hide the slip. */
function readUnknownKey(
  index: RegistryIndex,
  section: FieldSection,
  { name, raw }: { readonly name: string; readonly raw: Mapping },
  reading: Reading,
): void {
  const { problem, meant } = describeUnknownKey(index, section, name, raw);
  reading.problems.push(problem);
  if (meant !== undefined) addKeys(meant, reading.meant);
}

/** A key and its value that are one text to YAML, for want of a space after the colon or of the colon itself. */
function describeGluedKey({ children }: FieldSection, raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const [, name = '', colon = ''] = /^\s*([\w-]+)\s*([:\uFF1A\uFE55\uA789])/u.exec(raw) ?? [];
  if (!children.has(name)) return undefined;
  const lookalike = findLookalike(colon);
  return lookalike === undefined
    ? `Write a space after the colon of ${name}.`
    : `After ${name} is a ${lookalike.name}. ${lookalike.remedy}`;
}

function addKeys(part: FieldLeaf | FieldSection, keys: Set<string>): void {
  const parts = part.kind === 'field' ? [part] : descendants(part);
  for (const { kind, key } of parts) if (kind === 'field') keys.add(key);
}

function readField({ key, field }: FieldLeaf, raw: unknown, reading: Reading): void {
  if (field.configScope === 'db-only') {
    reading.problems.push({
      path: key,
      code: 'database_only',
      message: 'is stored in the database and cannot be set in app-config',
      hint: 'Remove it. The backend writes this value itself.',
    });
    return;
  }
  if (isEmptyText(field, raw)) {
    reading.empty.add(key);
    return;
  }
  const { value, problems, unknownNames = [] } = readFieldValue(key, field, raw);
  if (problems !== undefined && Array.isArray(raw)) reading.refusedLists.set(key, raw);
  reading.problems.push(...(problems ?? unknownNames));
  if (problems !== undefined || value === unknownConfigValue) reading.withoutValue.add(key);
  else reading.values.set(key, value);
}
