import { findLookalike } from '@rhdh-boost/internal/lookalike';
import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { readEnvironmentValue } from './environment-value.ts';
import type { ConfigFieldMeta } from './field.ts';
import { isMapping } from './mapping.ts';
import { namesWithin } from './names-within.ts';
import { formatConfigPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { ConfigSchemaIssue, ConfigSchemaResult } from './schema.ts';
import { describeIssue, type IssueDescription } from './schema-issue.ts';
import { findUnknownNames, type UnknownNames } from './unknown-names.ts';
import { findUnknownPlaces, type PlacePath, unknownConfigValue } from './unknown-value.ts';

/** What a field makes of a value: the value as it is read, or what is wrong with it. */
export type ConfigValueReading =
  | {
      /** The value as its field reads it; `unknownConfigValue` when it, or part of it, is unknown. */
      readonly value: unknown;
      /** Names inside the value that its field does not know, so that they have no effect; there when there are any. */
      readonly unknownNames?: readonly BoostConfigProblem[];
      /** Not there when nothing is wrong. */
      readonly problems?: undefined;
    }
  | {
      /** Not there when something is wrong. */
      readonly value?: undefined;
      /** Not there when something is wrong: unknown names are then among the problems. */
      readonly unknownNames?: undefined;
      /** Every problem, at least one. */
      readonly problems: readonly BoostConfigProblem[];
    };

/** Reads one value. The problems hold nothing of it. */
export function readFieldValue(
  key: string,
  field: ConfigFieldMeta,
  raw: unknown,
): ConfigValueReading {
  try {
    const unknownPlaces = findUnknownPlaces(raw);
    const { result, ignored } = judge(field, raw, unknownPlaces.length > 0);
    const unknownNames = distinct(
      ignored.flatMap(({ path, names }) => describeIgnoredNames(key, field, path, names)),
    );
    const issues = result.success
      ? []
      : result.error.issues.filter(({ path }) => !dependsOnUnknown(path, unknownPlaces));
    if (issues.length > 0) {
      const problems = describeIssues(key, field, raw, issues);
      return { problems: withoutMeant([...problems, ...unknownNames]) };
    }
    return {
      value: result.success && unknownPlaces.length === 0 ? result.data : unknownConfigValue,
      ...(unknownNames.length === 0 ? {} : { unknownNames }),
    };
  } catch {
    // Objects that are no data can throw when they are looked at, and a field's check can too.
    return { problems: [locate([key], field, cannotBeRead)] };
  }
}

const cannotBeRead: IssueDescription = {
  code: 'invalid_value',
  message: 'cannot be read: the check of this key failed',
};

interface Judgement {
  readonly result: ConfigSchemaResult;
  readonly ignored: readonly UnknownNames[];
}

/** A check that fails on the mark of an unknown value says nothing about the rest. */
function judge({ schema }: ConfigFieldMeta, raw: unknown, lenient: boolean): Judgement {
  try {
    const read = readEnvironmentValue(schema, raw);
    return { result: schema.safeParse(read), ignored: findUnknownNames(schema, read) };
  } catch (error) {
    if (!lenient) throw error;
    return { result: { success: false, error: { issues: [] } }, ignored: [] };
  }
}

/** Whether an issue is at, above or below a place whose value is unknown. */
function dependsOnUnknown(path: readonly PropertyKey[], places: readonly PlacePath[]): boolean {
  return places.some(place => {
    const shared = Math.min(place.length, path.length);
    return place.slice(0, shared).every((name, index) => name === path[index]);
  });
}

function describeIssues(
  key: string,
  field: ConfigFieldMeta,
  raw: unknown,
  issues: readonly ConfigSchemaIssue[],
): BoostConfigProblem[] {
  const problems = onePerPlace(issues).flatMap(issue => {
    const { keys } = issue;
    if (issue.code === 'unrecognized_keys' && Array.isArray(keys)) {
      return describeUnknownNames(key, field, issue.path, keys.map(String));
    }
    const received = valueAt(raw, issue.path);
    const description = withoutLookalike(describeIssue(issue, field, received), field, received);
    return [locate([key, ...toldPath(field, issue.path)], field, description)];
  });
  return distinct(problems);
}

/** Below a secret, several places are reported as one. */
function distinct(problems: readonly BoostConfigProblem[]): BoostConfigProblem[] {
  return [...new Map(problems.map(problem => [JSON.stringify(problem), problem])).values()];
}

/** A character that came with copied text explains a wrong value better than an example. */
function withoutLookalike(
  description: IssueDescription,
  { sensitive }: ConfigFieldMeta,
  received: unknown,
): IssueDescription {
  if (sensitive === true || description.code === 'invalid_url') return description;
  const lookalike = typeof received === 'string' ? findLookalike(received) : undefined;
  if (lookalike === undefined) return description;
  return { ...description, hint: `The value contains a ${lookalike.name}. ${lookalike.remedy}` };
}

/** A secret that went astray may have become a name: below a secret, only indexes are told. */
function toldPath(
  { sensitive }: ConfigFieldMeta,
  path: readonly PropertyKey[],
): readonly PropertyKey[] {
  if (sensitive !== true) return path;
  const end = path.findIndex(name => typeof name !== 'number');
  return end === -1 ? path : path.slice(0, end);
}

function describeUnknownNames(
  key: string,
  field: ConfigFieldMeta,
  path: readonly PropertyKey[],
  names: readonly string[],
): BoostConfigProblem[] {
  const known = namesWithin(field.schema, path);
  const takes = known.length === 0 ? {} : { hint: `Known keys: ${known.join(', ')}.` };
  if (field.sensitive === true) {
    const description = {
      code: 'invalid_value',
      message: 'contains an unknown key',
    } as const;
    return [locate([key, ...toldPath(field, path)], field, { ...description, ...takes })];
  }
  const section = formatConfigPath([...key.split('.'), ...path]);
  return names.map(name => {
    const near = nearestName(name, known);
    const hint =
      near !== undefined
        ? `Did you mean ${section}.${near}?`
        : known.length > 0
          ? `Known keys of ${section}: ${known.join(', ')}.`
          : 'Remove it.';
    return locate([key, ...path, name], field, {
      code: 'unknown_key',
      message: 'is not a known key',
      hint,
    });
  });
}

/** A name that the schema drops: the rest of the value is as it would be without it. */
function describeIgnoredNames(
  key: string,
  field: ConfigFieldMeta,
  path: readonly PropertyKey[],
  names: readonly string[],
): BoostConfigProblem[] {
  return describeUnknownNames(key, field, path, names).map(asUnknownKey);
}

function asUnknownKey(problem: BoostConfigProblem): BoostConfigProblem {
  return { ...problem, code: 'unknown_key' };
}

/** What was probably meant by an unknown name is not missing as well. */
function withoutMeant(problems: readonly BoostConfigProblem[]): BoostConfigProblem[] {
  const hints = new Set(problems.map(({ hint }) => hint));
  return problems.filter(
    ({ code, path }) => code !== 'required' || !hints.has(`Did you mean ${path}?`),
  );
}

const bounds: ReadonlySet<unknown> = new Set(['too_small', 'too_big']);

/**
 * Keeps one issue a place: the first, since Zod 4 judges the length of a list even where it found
 * text. Of several bounds the last says more: the first of an integer is what a double holds.
 */
function onePerPlace(issues: readonly ConfigSchemaIssue[]): ConfigSchemaIssue[] {
  const kept = new Map<string, ConfigSchemaIssue>();
  for (const issue of issues) {
    const place = formatConfigPath(issue.path);
    const before = kept.get(place);
    const bothBounds = bounds.has(before?.code) && bounds.has(issue.code);
    if (before === undefined || bothBounds) kept.set(place, issue);
  }
  return [...kept.values()];
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, name) => {
    if (Array.isArray(value) && typeof name === 'number') return value[name];
    return isMapping(value) && typeof name === 'string' && Object.hasOwn(value, name)
      ? value[name]
      : undefined;
  }, raw);
}

function locate(
  [key, ...below]: readonly [string, ...PropertyKey[]],
  field: ConfigFieldMeta,
  description: IssueDescription,
): BoostConfigProblem {
  return {
    path: formatConfigPath([...key.split('.'), ...below]),
    hint: showExample(field, below),
    ...description,
  };
}

/** The remedy of an issue without a hint: of a part of a value, the same part of an example. */
function showExample(
  { examples = [], description }: ConfigFieldMeta,
  below: readonly PropertyKey[],
): string {
  if (examples.length === 0) return `Meaning of this key: ${description}`;
  // Lists of examples are short: of each, the first item is like the others.
  const path = below.map(name => (typeof name === 'number' ? 0 : name));
  const shown = examples.map(example => JSON.stringify(valueAt(example, path) ?? example));
  return `Write it like ${shown.join(' or ')}.`;
}
