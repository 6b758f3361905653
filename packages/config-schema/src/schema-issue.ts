import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { ConfigFieldMeta } from './field.ts';
import { isMapping } from './mapping.ts';
import { type BoostConfigProblem, isProblemCode } from './problem.ts';
import type { ConfigSchemaIssue } from './schema.ts';

/** A problem without its place; without a hint the field's examples are the remedy. */
export type IssueDescription = Omit<BoostConfigProblem, 'path' | 'hint'> & {
  readonly hint?: string;
};

/**
 * Says an issue of Zod 4 or Zod 3 in our words. Zod's own may hold the value, and a global error
 * map can replace them by others that do.
 */
export function describeIssue(
  issue: ConfigSchemaIssue,
  field: ConfigFieldMeta,
  received: unknown,
): IssueDescription {
  if (received === undefined) return { code: 'required', message: 'is required' };
  switch (issue.code) {
    case 'custom':
      return describeCheck(issue.params);
    case 'invalid_type':
      return describeType(textOf(issue.expected), field, received);
    case 'invalid_value':
    case 'invalid_enum_value':
    case 'invalid_literal':
      return describeChoice(choicesOf(issue), field, received);
    case 'too_small':
      return describeBound('least', 'more', issue.minimum, issue);
    case 'too_big':
      return describeBound('most', 'less', issue.maximum, issue);
    case 'invalid_format':
    case 'invalid_string':
      return [issue.format, issue.validation].includes('url')
        ? {
            code: 'invalid_url',
            message: 'must be a URL that begins with its scheme, such as https://',
          }
        : invalid(unsaid);
    default:
      return invalid(unsaid);
  }
}

/** For an issue without a text that may be shown. */
const unsaid = 'is not a valid value of this key';

/** A detail of an issue as text: it comes from the schema, and is plain. */
function textOf(detail: unknown): string {
  return typeof detail === 'string' ? detail : JSON.stringify(detail);
}

function invalid(message: string): IssueDescription {
  return { code: 'invalid_value', message };
}

/** A field's own check says what is wrong in `params.problem`; its message could hold the value. */
function describeCheck(params: unknown): IssueDescription {
  const problem = isMapping(params) ? params['problem'] : undefined;
  if (!isMapping(problem) || typeof problem['message'] !== 'string') return invalid(unsaid);
  const { code, message, hint } = problem;
  return {
    code: isProblemCode(code) ? code : 'invalid_value',
    message,
    ...(typeof hint === 'string' ? { hint } : {}),
  };
}

function describeBound(
  inclusive: 'least' | 'most',
  exclusive: 'more' | 'less',
  size: unknown,
  issue: ConfigSchemaIssue,
): IssueDescription {
  const bound =
    issue.inclusive === false
      ? `${exclusive} than ${textOf(size)}`
      : `at ${inclusive} ${textOf(size)}`;
  switch (issue.origin ?? issue.type) {
    case 'string':
      return invalid(`must be ${bound} characters long`);
    case 'array':
      return invalid(`must have ${bound} ${size === 1 ? 'item' : 'items'}`);
    default:
      return invalid(`must be ${bound}`);
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Zod 4 and Zod 3 each have a name for whole numbers. */
const wholeNumbers = new Set(['int', 'integer']);

function describeType(
  expected: string,
  { sensitive }: ConfigFieldMeta,
  received: unknown,
): IssueDescription {
  if ((expected === 'number' || wholeNumbers.has(expected)) && hasUnit(received)) {
    return {
      code: 'wrong_type',
      message: 'must be a number',
      hint: 'Write the number without a unit, in the unit that the name of the key ends with.',
    };
  }
  if (wholeNumbers.has(expected)) return invalid('must be a whole number');
  // Zod 3 says so of a choice that is given a value of another type.
  if (expected === 'boolean') return describeBoolean(received);
  if (expected.startsWith("'")) return describeOtherType(splitChoices(expected), received);
  const message = `must be ${nouns[expected] ?? expected}`;
  const include = sensitive === true && expected === 'string' ? findInclude(received) : undefined;
  return include === undefined
    ? wrongType(message, expected === 'string', received)
    : { code: 'wrong_type', message, hint: `Write $${include} instead of ${include}.` };
}

/** Whether a value is a number with a unit of time behind it, such as `30s`. */
function hasUnit(received: unknown): boolean {
  const unit = /^\s*\d+(?:\.\d+)?\s*(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\s*$/i;
  return typeof received === 'string' && unit.test(received);
}

/** The keys by which Backstage takes a value from elsewhere, without their dollar sign. */
const includes = ['file', 'env', 'include'];

/** Which of these keys a mapping consists of. */
function findInclude(received: unknown): string | undefined {
  if (!isMapping(received)) return undefined;
  const [name, ...others] = Object.keys(received);
  return others.length === 0 ? includes.find(include => include === name) : undefined;
}

/** Words that are read as a boolean and that a slip of the finger leaves recognisable. */
const booleanWords = ['true', 'false', 'yes', 'no', 'on', 'off'];

function describeBoolean(received: unknown): IssueDescription {
  const near = typeof received === 'string' ? nearestName(received, booleanWords) : undefined;
  const hint = near === undefined ? 'Write true or false.' : `Did you mean ${near}?`;
  return { code: 'wrong_type', message: 'must be true or false', hint };
}

function choicesOf({ values, options, expected }: ConfigSchemaIssue): readonly unknown[] {
  if (Array.isArray(values)) return values;
  return Array.isArray(options) ? options : [expected];
}

function mustBeOneOf(choices: readonly unknown[]): string {
  return `must be one of: ${choices.map(textOf).join(', ')}`;
}

/** A choice that is given what is no text: quotes help only where they make a choice of it. */
function describeOtherType(choices: readonly string[], received: unknown): IssueDescription {
  const isChoice = isPlain(received) && choices.includes(String(received));
  return wrongType(mustBeOneOf(choices), isChoice, received);
}

/** Takes `'small' | 'large'` apart. */
function splitChoices(text: string): string[] {
  return text.split(' | ').map(choice => choice.replaceAll(/^'|'$/g, ''));
}

function describeChoice(
  choices: readonly unknown[],
  field: ConfigFieldMeta,
  received: unknown,
): IssueDescription {
  if (typeof received !== 'string') return describeOtherType(choices.map(textOf), received);
  const message = mustBeOneOf(choices);
  const replaced = field.replacedValues ?? {};
  const near = nearestName(received, choices.map(textOf));
  const hint = Object.hasOwn(replaced, received)
    ? replaced[received]
    : near && `Did you mean ${near}?`;
  return hint === undefined ? invalid(message) : { ...invalid(message), hint };
}

function wrongType(message: string, wantsText: boolean, received: unknown): IssueDescription {
  if (!wantsText || !isPlain(received)) return { code: 'wrong_type', message };
  return {
    code: 'wrong_type',
    message,
    // The value may come from a file or from code: this is right in both.
    hint: 'Put quotes around the value to make it text.',
  };
}

/** Whether quotes around it would make it text. */
function isPlain(received: unknown): received is number | boolean {
  return typeof received === 'number' || typeof received === 'boolean';
}
