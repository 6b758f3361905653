import { findModuleHint } from '@rhdh-boost/internal/boost-modules';
import { findLookalike, withoutLookalikes } from '@rhdh-boost/internal/lookalike';
import { nearestName, normalizeName } from '@rhdh-boost/internal/nearest-name';
import { findReplacedKey, findUsualName } from '@rhdh-boost/internal/replaced-keys';
import { findMeantFile, isAccountMethod } from '@rhdh-boost/internal/service-account';
import { descendants, type FieldLeaf, type FieldSection, isForAppConfig } from './field-tree.ts';
import type { Mapping } from './mapping.ts';
import { formatConfigPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { RegistryIndex } from './registry-index.ts';

/** A key that a section does not have. */
export interface UnknownKey {
  /** What to say of it. */
  readonly problem: BoostConfigProblem;
  /** The one field or section that was meant; undefined when there is none, or more than one. */
  readonly meant: FieldLeaf | FieldSection | undefined;
}

/** Of more places with the same name, none is likelier than another to be the one that was meant. */
const mostPlaces = 3;

/** Whose method decides which of its keys are needed. */
const accountSection = 'boost.kagenti.auth';

/**
 * Says that a section has no such key, and what was probably meant.
 *
 * @param raw - what the section contains, where that is known
 */
export function describeUnknownKey(
  index: RegistryIndex,
  section: FieldSection,
  name: string,
  raw: Mapping = {},
): UnknownKey {
  const { meant, hint } =
    readDottedName(section, name) ??
    readLookalikes(section, name) ??
    readReplacedKey(index, section, name) ??
    readModuleSection(section, name) ??
    readSecretOfFile(section, name) ??
    readUsualName(index, section, name) ??
    readSimilarName(index, section, name, raw);
  const problem: BoostConfigProblem = {
    path: formatConfigPath([...section.key.split('.'), name]),
    code: 'unknown_key',
    message: 'is not a known key',
    hint,
  };
  return { problem, meant: meant.length === 1 ? meant[0] : undefined };
}

/** What a name was probably meant to be. */
interface Reading {
  readonly meant: readonly (FieldLeaf | FieldSection)[];
  readonly hint: string;
}

/** Backstage does not take a name apart at its dots. */
function readDottedName(section: FieldSection, name: string): Reading | undefined {
  if (!name.includes('.')) return undefined;
  let found: FieldLeaf | FieldSection | undefined = section;
  for (const part of name.split('.')) {
    found = found?.kind === 'section' ? found.children.get(part) : undefined;
  }
  if (found === undefined) return undefined;
  const lines = name.split('.').map(part => `${part}:`);
  const hint = `Backstage does not split names at dots. Write one line for each name, each indented deeper: ${lines.join(' ')}`;
  return { meant: [found], hint: `${hint.slice(0, -1)}.` };
}

/** Characters that came with copied text. */
function readLookalikes({ children }: FieldSection, name: string): Reading | undefined {
  const lookalike = findLookalike(name);
  if (lookalike === undefined) return undefined;
  const meant = children.get(withoutLookalikes(name));
  return {
    meant: meant === undefined ? [] : [meant],
    hint: `The name contains a ${lookalike.name}. ${lookalike.remedy}`,
  };
}

/** What takes the place of a key counts as meant, so that a key that is only misplaced is one problem. */
function readReplacedKey(
  { root }: RegistryIndex,
  section: FieldSection,
  name: string,
): Reading | undefined {
  const replaced = findReplacedKey(`${section.key}.${name}`);
  if (replaced === undefined) return undefined;
  return { meant: partsAt(root, replaced.replacement), hint: replaced.message };
}

/** The field or section of a key; none where the registry does not have it. */
function partsAt(root: FieldSection, key: string | undefined): (FieldLeaf | FieldSection)[] {
  return [...descendants(root)].filter(child => child.key === key);
}

/** A section of a set that can be added. */
function readModuleSection(section: FieldSection, name: string): Reading | undefined {
  const hint = findModuleHint(`${section.key}.${name}`);
  return hint === undefined ? undefined : { meant: [], hint };
}

function readSecretOfFile(section: FieldSection, name: string): Reading | undefined {
  const secret = findSecretOfFile(section, name);
  if (secret === undefined) return undefined;
  return {
    meant: [secret],
    hint: `Write ${lastNameOf(secret)}: { $file: PATH }, with the path of the file.`,
  };
}

/** A key that is not in the registry is not suggested. */
function readUsualName(
  { root }: RegistryIndex,
  section: FieldSection,
  name: string,
): Reading | undefined {
  const usual = findUsualName(section.key, name);
  if (usual === undefined) return undefined;
  const { replacement, message } = usual;
  const meant = partsAt(root, replacement);
  return replacement !== undefined && meant.length === 0 ? undefined : { meant, hint: message };
}

function readSimilarName(
  index: RegistryIndex,
  section: FieldSection,
  name: string,
  raw: Mapping,
): Reading {
  const meant = findMeant(index, section, name, raw);
  return { meant, hint: suggest(section, name, meant) };
}

/** A secret has no key for its file beside it: Backstage reads each value from a file by `$file`. */
function findSecretOfFile({ children }: FieldSection, name: string): FieldLeaf | undefined {
  const written = normalizeName(name);
  for (const child of children.values()) {
    const isSecret = child.kind === 'field' && child.field.sensitive === true;
    if (isSecret && written === `${normalizeName(lastNameOf(child))}file`) return child;
  }
  return undefined;
}

function lastNameOf({ key }: FieldLeaf): string {
  return key.slice(key.lastIndexOf('.') + 1);
}

/** A file that the method of the account needs and that is missing. */
function findNeededFile(section: FieldSection, name: string, raw: Mapping): string | undefined {
  const { method } = raw;
  if (section.key !== accountSection || !isAccountMethod(method)) return undefined;
  return findMeantFile(name, method, key => Object.hasOwn(raw, key));
}

function suggest(
  section: FieldSection,
  name: string,
  meant: readonly (FieldLeaf | FieldSection)[],
): string {
  if (name === '<<') return 'Backstage does not merge "<<". Write the keys out.';
  if (meant.length > 0) return `Did you mean ${meant.map(({ key }) => key).join(' or ')}?`;
  return `Known keys of ${section.key}: ${namesIn(section).join(', ')}.`;
}

/**
 * What was probably meant. The same name, here or in another section, goes before a near one: a key
 * that is indented too deep is no misspelt one.
 */
function findMeant(
  index: RegistryIndex,
  section: FieldSection,
  name: string,
  raw: Mapping,
): (FieldLeaf | FieldSection)[] {
  const here = namesIn(section);
  const same = here.filter(other => normalizeName(other) === normalizeName(name));
  if (same.length > 0) return childrenOf(section, same);
  const needed = findNeededFile(section, name, raw);
  if (needed !== undefined) return childrenOf(section, [needed]);
  const elsewhere = findElsewhere(index, section, name);
  if (elsewhere.length > 0 && elsewhere.length <= mostPlaces) return elsewhere;
  const near = nearestName(name, here);
  return near === undefined ? [] : childrenOf(section, [near]);
}

function childrenOf(
  { children }: FieldSection,
  names: readonly string[],
): (FieldLeaf | FieldSection)[] {
  return names.map(name => children.get(name)).filter(child => child !== undefined);
}

/** Where the name stands in other sections: of several, where most of the way there is the same. */
function findElsewhere(
  { byName }: RegistryIndex,
  section: FieldSection,
  name: string,
): (FieldLeaf | FieldSection)[] {
  const way = new Set(section.key.split('.'));
  const found = (byName.get(normalizeName(name)) ?? []).map(child => ({
    child,
    shared: child.key.split('.').filter(part => way.has(part)).length,
  }));
  const most = Math.max(...found.map(({ shared }) => shared));
  return found.filter(({ shared }) => shared === most).map(({ child }) => child);
}

/** The names that app-config may have in a section. */
export function namesIn(section: FieldSection): string[] {
  return [...section.children].filter(([, child]) => isForAppConfig(child)).map(([name]) => name);
}
