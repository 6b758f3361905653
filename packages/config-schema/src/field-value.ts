import type { z } from 'zod';
import { readEnvironmentValue } from './environment-value.ts';
import type { ConfigFieldMeta } from './field.ts';
import { isMapping } from './mapping.ts';
import { formatPath } from './path.ts';
import type { BoostConfigProblem, BoostConfigProblemCode } from './problem.ts';
import { nearestName } from './suggestion.ts';

type Issue = z.core.$ZodIssue;

/** A value as its field reads it, or what is wrong with it. */
export type FieldReading =
  | { readonly value: unknown; readonly problems?: undefined }
  | { readonly value?: undefined; readonly problems: readonly BoostConfigProblem[] };

/** Reads one value. The problems hold nothing of it. */
export function readFieldValue(key: string, field: ConfigFieldMeta, raw: unknown): FieldReading {
  const result = field.schema.safeParse(readEnvironmentValue(field.schema, raw));
  if (result.success) return { value: result.data };
  const problems = result.error.issues.map(issue =>
    locate([key, ...issue.path], {
      hint: showExample(field),
      ...describeIssue(issue, field, valueAt(raw, issue.path)),
    }),
  );
  // One problem a place: Zod judges an integer twice, by what a double holds and by its bounds.
  return { problems: [...new Map(problems.map(problem => [problem.path, problem])).values()] };
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (Array.isArray(value) && typeof name === 'number' ? value[name] : undefined),
    raw,
  );
}

/** A problem without its place; without a hint the field's examples are the way out. */
type IssueDescription = Omit<BoostConfigProblem, 'path' | 'hint'> & { readonly hint?: string };

function locate(
  [key, ...indexes]: readonly [string, ...PropertyKey[]],
  description: Omit<BoostConfigProblem, 'path'>,
): BoostConfigProblem {
  return { path: formatPath([...key.split('.'), ...indexes]), ...description };
}

/** The way out where an issue has none of its own. */
function showExample({ examples = [], description }: ConfigFieldMeta): string {
  if (examples.length === 0) return `What it is for: ${description}`;
  return `Write it like ${examples.map(example => JSON.stringify(example)).join(' or ')}.`;
}

/** Says an issue in our words: Zod's can be replaced by a global error map, which sees the value. */
function describeIssue(issue: Issue, field: ConfigFieldMeta, received: unknown): IssueDescription {
  if (received === undefined) return { code: 'required', message: 'is required' };
  switch (issue.code) {
    case 'custom':
      return isDescription(issue.params?.['problem'])
        ? issue.params['problem']
        : invalid('does not pass the check of its field');
    case 'invalid_type':
      return describeType(issue.expected, received);
    case 'invalid_value':
      return describeChoice(issue.values, field, received);
    case 'too_small':
      return invalid(`must be at least ${describeSize(issue.minimum, issue.origin)}`);
    case 'too_big':
      return invalid(`must be at most ${describeSize(issue.maximum, issue.origin)}`);
    default:
      return invalid('does not pass the check of its field');
  }
}

/** Whether a check of ours made the issue; the message of another's could hold the value. */
function isDescription(value: unknown): value is IssueDescription {
  return isMapping(value) && 'code' in value && 'message' in value;
}

function invalid(message: string): IssueDescription {
  return { code: 'invalid_value', message };
}

function describeSize(size: number | bigint, origin: string): string {
  if (origin === 'string') return `${size} characters long`;
  return String(size);
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
};

function describeType(expected: string, received: unknown): IssueDescription {
  if (expected === 'int') return invalid('must be a whole number');
  return wrongType(`must be ${nouns[expected] ?? expected}`, expected === 'string', received);
}

function describeChoice(
  choices: readonly unknown[],
  field: ConfigFieldMeta,
  received: unknown,
): IssueDescription {
  const message = `must be one of: ${choices.join(', ')}`;
  if (typeof received !== 'string') return wrongType(message, true, received);
  const replaced = field.replacedValues ?? {};
  if (!Object.hasOwn(replaced, received)) {
    const near = nearestName(received, choices.map(String));
    return near === undefined
      ? invalid(message)
      : { ...invalid(message), hint: `Did you mean ${near}?` };
  }
  return { ...invalid(message), hint: `Write ${replaced[received]} instead of ${received}.` };
}

function wrongType(message: string, wantsText: boolean, received: unknown): IssueDescription {
  const code: BoostConfigProblemCode = 'wrong_type';
  const quotable = ['number', 'boolean'].includes(typeof received) || Array.isArray(received);
  if (!wantsText || !quotable) return { code, message };
  return { code, message, hint: 'Put quotes around the value, so that YAML reads it as text.' };
}
